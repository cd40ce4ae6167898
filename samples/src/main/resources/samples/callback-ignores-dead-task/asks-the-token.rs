// about: task work asks its token, and copies only for a task that lives
// origin: written for this rule
use core::ptr::read_volatile;
use kernel::{bindings, prelude::*, uaccess::UserSlice};

#[repr(C)]
struct CensusPdu {
    answer: u64,
    value: u32,
}

fn census_copy(answer: u64, value: u32) -> Result {
    let to = UserPtr::from_addr(answer as usize);

    UserSlice::new(to, size_of::<u32>()).writer().write(&value)
}

/// # Safety
///
/// Called by the core as the task work of a command whose PDU is a `CensusPdu`.
unsafe extern "C" fn census_tw(tw_req: bindings::io_tw_req, tw: bindings::io_tw_token_t) {
    // SAFETY: `tw_req` is the request of a `uring_cmd`.
    let cmd = unsafe { bindings::io_uring_cmd_from_tw(tw_req) }; // expect: raw-binding

    let ret = if tw.cancel {
        ECANCELED.to_errno()
    } else {
        // SAFETY: The handler has filled the PDU.
        let CensusPdu { answer, value } =
            unsafe { (&raw const (*cmd).pdu).cast::<CensusPdu>().read() };

        match census_copy(answer, value) {
            Ok(()) => 0,
            Err(e) => e.to_errno(),
        }
    };

    let flags = bindings::io_uring_cmd_flags_IO_URING_F_COMPLETE_DEFER as c_uint;
    // SAFETY: The command is pending, and this is its only completion.
    unsafe { bindings::io_uring_cmd_done(cmd, ret, flags) }; // expect: raw-binding
}

/// # Safety
///
/// Called by the core, with a command that it has prepared.
unsafe extern "C" fn census_uring_cmd(
    cmd: *mut bindings::io_uring_cmd,
    _issue_flags: c_uint,
) -> c_int {
    // SAFETY: The command and its SQE are ours while the handler runs, and the PDU has 32 bytes.
    unsafe {
        let pdu = (&raw mut (*cmd).pdu).cast::<CensusPdu>();

        (*pdu).answer = read_volatile(&raw const (*(*cmd).sqe).__bindgen_anon_2.addr);
        (*pdu).value = (*cmd).cmd_op;
        bindings::io_uring_cmd_complete_in_task(cmd, Some(census_tw)); // expect: raw-binding
    }
    EIOCBQUEUED.to_errno()
}

const CENSUS_FOPS: bindings::file_operations = bindings::file_operations {
    uring_cmd: Some(census_uring_cmd),
    ..pin_init::zeroed()
};
