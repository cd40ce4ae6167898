// about: polled commands wait in a queue of their own, where the hook finds and completes them
// origin: written for this rule
use core::{
    ptr::null_mut,
    sync::atomic::{AtomicBool, AtomicPtr, Ordering},
};
use kernel::{bindings, prelude::*};

const IO_URING_F_IOPOLL: c_uint = bindings::io_uring_cmd_flags_IO_URING_F_IOPOLL as c_uint;

struct Mint {
    polled: AtomicPtr<bindings::io_uring_cmd>,
    struck: AtomicBool,
}

/// # Safety
///
/// Called by the core, with a command that it has prepared, for a file whose data is a `Mint`.
unsafe extern "C" fn mint_uring_cmd(
    cmd: *mut bindings::io_uring_cmd,
    issue_flags: c_uint,
) -> c_int {
    // SAFETY: The file is open as long as a command is pending for it.
    let mint = unsafe { &*(*(*cmd).file).private_data.cast::<Mint>() };

    if issue_flags & IO_URING_F_IOPOLL == 0 {
        return EOPNOTSUPP.to_errno();
    }
    mint.polled.store(cmd, Ordering::Release);
    EIOCBQUEUED.to_errno()
}

/// # Safety
///
/// Called by the core, with a command that is pending, for a file whose data is a `Mint`.
unsafe extern "C" fn mint_iopoll(
    cmd: *mut bindings::io_uring_cmd,
    _batch: *mut bindings::io_comp_batch,
    _poll_flags: c_uint,
) -> c_int {
    // SAFETY: The file is open as long as a command is pending for it.
    let mint = unsafe { &*(*(*cmd).file).private_data.cast::<Mint>() };

    if !mint.struck.load(Ordering::Acquire) || mint.polled.load(Ordering::Relaxed) != cmd {
        return 0;
    }
    mint.polled.store(null_mut(), Ordering::Relaxed);
    // SAFETY: The command is pending, and its own ring polls for it.
    unsafe { bindings::io_uring_cmd_done(cmd, 0, 0) }; // expect: raw-binding
    1
}

const MINT_FOPS: bindings::file_operations = bindings::file_operations {
    uring_cmd: Some(mint_uring_cmd),
    uring_cmd_iopoll: Some(mint_iopoll),
    ..pin_init::zeroed()
};
