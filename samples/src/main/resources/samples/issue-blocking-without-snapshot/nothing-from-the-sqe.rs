// about: the opcode is all that the handler needs, and the core has latched that
// origin: written for this rule
use kernel::{bindings, prelude::*};

const IO_URING_F_NONBLOCK: c_uint = bindings::io_uring_cmd_flags_IO_URING_F_NONBLOCK as c_uint;
const TASK_WORK_FLAGS: c_uint = bindings::io_uring_cmd_flags_IO_URING_F_COMPLETE_DEFER as c_uint;

const ZONE_SHIFT: u32 = 16;

#[repr(C)]
struct WipePdu {
    res: c_int,
    nowait: bool,
}

fn wipe_pdu(cmd: *mut bindings::io_uring_cmd) -> *mut WipePdu {
    // SAFETY: No more than the place of the PDU is computed.
    unsafe { &raw mut (*cmd).pdu }.cast()
}

/// # Safety
///
/// Called by the core as the task work of a command whose PDU is a `WipePdu`.
unsafe extern "C" fn wipe_tw(tw_req: bindings::io_tw_req, _tw: bindings::io_tw_token_t) {
    // SAFETY: `tw_req` is the request of a `uring_cmd`.
    let cmd = unsafe { bindings::io_uring_cmd_from_tw(tw_req) }; // expect: raw-binding

    // SAFETY: The handler has filled the PDU.
    let WipePdu { res, nowait } = unsafe { wipe_pdu(cmd).read() };

    if res == EAGAIN.to_errno() && nowait {
        // SAFETY: The command is pending, and task work owns it.
        unsafe { bindings::io_uring_cmd_issue_blocking(cmd) }; // expect: raw-binding
    } else {
        // SAFETY: As above.
        unsafe { bindings::io_uring_cmd_done(cmd, res, TASK_WORK_FLAGS) }; // expect: raw-binding
    }
}

/// # Safety
///
/// Called by the block layer for a bio whose private data is a command.
unsafe extern "C" fn wipe_end_io(bio: *mut bindings::bio) {
    // SAFETY: The bio belongs to the command until it is put.
    unsafe {
        let cmd = (*bio).bi_private.cast::<bindings::io_uring_cmd>();

        (*wipe_pdu(cmd)).res = bindings::blk_status_to_errno((*bio).bi_status);
        bindings::io_uring_cmd_do_in_task_lazy(cmd, Some(wipe_tw)); // expect: raw-binding
        bindings::bio_put(bio);
    }
}

/// # Safety
///
/// Called by the core, with a command that it has prepared, for a file whose data is a block
/// device.
unsafe extern "C" fn wipe_uring_cmd(
    cmd: *mut bindings::io_uring_cmd,
    issue_flags: c_uint,
) -> c_int {
    let nowait = issue_flags & IO_URING_F_NONBLOCK != 0;
    let mut opf = bindings::req_op_REQ_OP_DISCARD;
    if nowait {
        opf |= bindings::REQ_NOWAIT;
    }

    // SAFETY: The command is ours, and the file is open as long as it is pending.
    unsafe {
        let zone = u64::from((*cmd).cmd_op);
        let bdev = (*(*cmd).file).private_data.cast::<bindings::block_device>();

        wipe_pdu(cmd).write(WipePdu { res: 0, nowait });
        let bio = bindings::bio_alloc(bdev, 0, opf, bindings::GFP_KERNEL);
        if bio.is_null() {
            return ENOMEM.to_errno();
        }
        (*bio).bi_iter.bi_sector = zone << ZONE_SHIFT;
        (*bio).bi_private = cmd.cast();
        (*bio).bi_end_io = Some(wipe_end_io);
        bindings::submit_bio(bio);
    }
    EIOCBQUEUED.to_errno()
}

const WIPE_FOPS: bindings::file_operations = bindings::file_operations {
    uring_cmd: Some(wipe_uring_cmd),
    ..pin_init::zeroed()
};
