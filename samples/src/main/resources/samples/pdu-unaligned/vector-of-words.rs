// about: the structure is aligned for vector instructions, and the PDU lies at 24 bytes
// origin: written for this rule
use kernel::{bindings, prelude::*};

const TASK_WORK_FLAGS: c_uint = bindings::io_uring_cmd_flags_IO_URING_F_COMPLETE_DEFER as c_uint;

#[repr(C, align(16))]
struct Lanes([u32; 4]);

#[repr(C)]
struct MixerPdu {
    lanes: Lanes,
    status: c_int,
}

/// # Safety
///
/// Called by the core as the task work of a command whose PDU is a `MixerPdu`.
unsafe extern "C" fn mixer_tw(tw_req: bindings::io_tw_req, _tw: bindings::io_tw_token_t) {
    // SAFETY: `tw_req` is the request of a `uring_cmd` whose PDU the handler has filled.
    unsafe {
        let cmd = bindings::io_uring_cmd_from_tw(tw_req); // expect: raw-binding
        let pdu = (&raw const (*cmd).pdu).cast::<MixerPdu>();

        bindings::io_uring_cmd_done(cmd, (*pdu).status, TASK_WORK_FLAGS); // expect: raw-binding
    }
}

/// # Safety
///
/// Called by the core, with a command that it has prepared.
unsafe extern "C" fn mixer_uring_cmd(
    cmd: *mut bindings::io_uring_cmd,
    _issue_flags: c_uint,
) -> c_int {
    // SAFETY: The command is ours, and its PDU has 32 bytes.
    unsafe {
        let pdu = (&raw mut (*cmd).pdu).cast::<MixerPdu>(); // expect: pdu-unaligned

        (*pdu).status = 0;
        bindings::io_uring_cmd_complete_in_task(cmd, Some(mixer_tw)); // expect: raw-binding
    }
    EIOCBQUEUED.to_errno()
}

const MIXER_FOPS: bindings::file_operations = bindings::file_operations {
    uring_cmd: Some(mixer_uring_cmd),
    ..pin_init::zeroed()
};
