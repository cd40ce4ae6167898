// about: the handler completes the command by its pointer
// origin: written for this rule
use kernel::{bindings, prelude::*};

const SIREN_ON: u32 = 1;

/// # Safety
///
/// Called by the core, with a command that it has prepared.
unsafe extern "C" fn siren_uring_cmd(
    cmd: *mut bindings::io_uring_cmd,
    issue_flags: c_uint,
) -> c_int {
    // SAFETY: The command is ours until it is completed.
    let op = unsafe { (*cmd).cmd_op };

    if op != SIREN_ON {
        return ENOTTY.to_errno();
    }

    pr_info!("siren: on\n");
    // SAFETY: The command is ours, and it is completed only here.
    unsafe { bindings::io_uring_cmd_done(cmd, 0, 0, issue_flags) }; // expect: raw-binding
    EIOCBQUEUED.to_errno()
}

const SIREN_FOPS: bindings::file_operations = bindings::file_operations {
    uring_cmd: Some(siren_uring_cmd),
    ..pin_init::zeroed()
};
