// about: the callback finds its result in a variable of the handler
// origin: written for this rule
use kernel::{
    bindings,
    prelude::*,
    sync::atomic::{Atomic, Relaxed},
};

struct Camera {
    shots: Atomic<c_int>,
}

#[repr(C)]
struct ShotPdu {
    result: *mut c_int,
}

/// # Safety
///
/// Called by the core as the task work of a command whose PDU is a `ShotPdu`.
unsafe extern "C" fn shot_tw(tw_req: bindings::io_tw_req, _tw: bindings::io_tw_token_t) {
    // SAFETY: `tw_req` is the request of a `uring_cmd`.
    let cmd = unsafe { bindings::io_uring_cmd_from_tw(tw_req) }; // expect: raw-binding

    // SAFETY: The handler has filled the PDU.
    let result = unsafe { *(*(&raw const (*cmd).pdu).cast::<ShotPdu>()).result };
    let ret = if result < 0 { EIO.to_errno() } else { 0 };
    let flags = bindings::io_uring_cmd_flags_IO_URING_F_COMPLETE_DEFER as c_uint;

    // SAFETY: The command is pending, and this is its only completion.
    unsafe { bindings::io_uring_cmd_done(cmd, ret, flags) }; // expect: raw-binding
}

/// # Safety
///
/// Called by the core, with a command that it has prepared, for a file whose data is a `Camera`.
unsafe extern "C" fn shot_uring_cmd(
    cmd: *mut bindings::io_uring_cmd,
    _issue_flags: c_uint,
) -> c_int {
    // SAFETY: The file is open as long as a command is pending for it.
    let camera = unsafe { &*(*(*cmd).file).private_data.cast::<Camera>() };
    let mut result = camera.shots.fetch_add(1, Relaxed);

    // SAFETY: The command is ours, and its PDU has 32 bytes.
    unsafe {
        let pdu = (&raw mut (*cmd).pdu).cast::<ShotPdu>();

        (*pdu).result = &raw mut result; // expect: pdu-stack-pointer
        bindings::io_uring_cmd_complete_in_task(cmd, Some(shot_tw)); // expect: raw-binding
    }
    EIOCBQUEUED.to_errno()
}

const SHOT_FOPS: bindings::file_operations = bindings::file_operations {
    uring_cmd: Some(shot_uring_cmd),
    ..pin_init::zeroed()
};
