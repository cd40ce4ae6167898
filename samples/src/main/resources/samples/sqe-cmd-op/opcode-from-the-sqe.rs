// about: the opcode that is counted is read from the SQE
// origin: written for this rule
use core::ptr::read_volatile;
use kernel::{
    bindings,
    prelude::*,
    sync::atomic::{Atomic, Relaxed},
};

struct Echo {
    last_op: Atomic<u32>,
}

/// # Safety
///
/// Called by the core, with a command that it has prepared, for a file whose data is an `Echo`.
unsafe extern "C" fn echo_uring_cmd(
    cmd: *mut bindings::io_uring_cmd,
    _issue_flags: c_uint,
) -> c_int {
    // SAFETY: The file is open as long as a command is pending for it.
    let echo = unsafe { &*(*(*cmd).file).private_data.cast::<Echo>() };
    // SAFETY: The SQE can be read until the handler returns.
    let op = unsafe {
        let sqe = (*cmd).sqe;

        // expect-next: sqe-cmd-op
        read_volatile(&raw const (*sqe).__bindgen_anon_1.__bindgen_anon_1.cmd_op)
    };

    echo.last_op.store(op, Relaxed);
    0
}

const ECHO_FOPS: bindings::file_operations = bindings::file_operations {
    uring_cmd: Some(echo_uring_cmd),
    ..pin_init::zeroed()
};
