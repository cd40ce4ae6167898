// about: the handler completes with a second result in 6.12
// origin: written for this rule
// kernel: 6.12
use core::{
    mem::MaybeUninit,
    sync::atomic::{AtomicU64, Ordering},
};
use kernel::{bindings, prelude::*};

struct Gauge {
    drops: AtomicU64,
}

/// # Safety
///
/// Called by the core, with a command that it has prepared, for a file whose data is a `Gauge`.
unsafe extern "C" fn rain_uring_cmd(
    cmd: *mut bindings::io_uring_cmd,
    issue_flags: c_uint,
) -> c_int {
    // SAFETY: The file is open as long as a command is pending for it.
    let gauge = unsafe { &*(*(*cmd).file).private_data.cast::<Gauge>() };
    let drops = gauge.drops.load(Ordering::Relaxed);

    // SAFETY: The command is ours until it is completed, which happens only here.
    // expect-next: cqe32-unchecked, raw-binding
    unsafe { bindings::io_uring_cmd_done(cmd, 0, drops, issue_flags) };
    EIOCBQUEUED.to_errno()
}

const RAIN_FOPS: bindings::file_operations = bindings::file_operations {
    uring_cmd: Some(rain_uring_cmd),
    // SAFETY: All its members may be zero.
    ..unsafe { MaybeUninit::zeroed().assume_init() }
};
