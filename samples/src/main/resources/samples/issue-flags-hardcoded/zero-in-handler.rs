// about: the handler completes at once, with 0 for the flags
// origin: written for this rule
// kernel: 6.6
use core::sync::atomic::{AtomicU32, Ordering};
use kernel::{bindings, prelude::*};

struct Latch {
    value: AtomicU32,
}

/// # Safety
///
/// Called by the core, with a command that it has prepared, for a file whose data is a `Latch`.
unsafe extern "C" fn latch_uring_cmd(
    cmd: *mut bindings::io_uring_cmd,
    _issue_flags: c_uint,
) -> c_int {
    // SAFETY: The file is open as long as a command is pending for it.
    let latch = unsafe { &*(*(*cmd).file).private_data.cast::<Latch>() };
    let value = latch.value.load(Ordering::Relaxed) as isize;

    // SAFETY: The command is ours until it is completed, which happens only here.
    // expect-next: issue-flags-hardcoded, raw-binding
    unsafe { bindings::io_uring_cmd_done(cmd, value, 0, 0) };
    -(bindings::EIOCBQUEUED as c_int)
}

const LATCH_FOPS: bindings::file_operations = bindings::file_operations {
    uring_cmd: Some(latch_uring_cmd),
    ..pin_init::zeroed()
};
