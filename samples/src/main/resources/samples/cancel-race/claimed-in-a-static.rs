// about: the cancel call takes its command out of a static by a comparison, under the lock or by an exchange
// origin: written for this rule
use core::{
    ffi::{c_int, c_uint},
    ptr::{self, NonNull},
    sync::atomic::{AtomicPtr, Ordering},
};
use kernel::{bindings, prelude::*, sync::SpinLock};

struct Waiting(Option<NonNull<bindings::io_uring_cmd>>);

// SAFETY: It is a pointer, and nothing is done with it but under the lock.
unsafe impl Send for Waiting {}

kernel::sync::global_lock! {
    // SAFETY: Initialized before the device is registered.
    unsafe(uninit) static WAITING: SpinLock<Waiting> = Waiting(None);
}

static POSTED: AtomicPtr<bindings::io_uring_cmd> = AtomicPtr::new(ptr::null_mut());

/// # Safety
///
/// Only the core calls it.
unsafe extern "C" fn gate_uring_cmd(cmd: *mut bindings::io_uring_cmd, issue_flags: c_uint) -> c_int {
    if issue_flags & (bindings::io_uring_cmd_flags_IO_URING_F_CANCEL as c_uint) != 0 {
        let claimed = {
            let mut waiting = WAITING.lock();

            if waiting.0 == NonNull::new(cmd) { waiting.0.take() } else { None }
        };

        if let Some(claimed) = claimed {
            // SAFETY: Nobody else finds the command any more.
            // expect-next: raw-binding
            unsafe { bindings::io_uring_cmd_done(claimed.as_ptr(), ECANCELED.to_errno(), issue_flags) };
        }
        return 0;
    }
    // SAFETY: The command is the handler's.
    // expect-next: raw-binding
    unsafe { bindings::io_uring_cmd_mark_cancelable(cmd, issue_flags) };
    WAITING.lock().0 = NonNull::new(cmd);
    EIOCBQUEUED.to_errno()
}

/// # Safety
///
/// Only the core calls it.
unsafe extern "C" fn post_uring_cmd(cmd: *mut bindings::io_uring_cmd, issue_flags: c_uint) -> c_int {
    if issue_flags & (bindings::io_uring_cmd_flags_IO_URING_F_CANCEL as c_uint) != 0 {
        let claimed = POSTED.compare_exchange(cmd, ptr::null_mut(), Ordering::AcqRel, Ordering::Acquire).ok();

        if let Some(claimed) = claimed {
            // SAFETY: Nobody else finds the command any more.
            // expect-next: raw-binding
            unsafe { bindings::io_uring_cmd_done(claimed, ECANCELED.to_errno(), issue_flags) };
        }
        return 0;
    }
    // SAFETY: The command is the handler's.
    // expect-next: raw-binding
    unsafe { bindings::io_uring_cmd_mark_cancelable(cmd, issue_flags) };
    POSTED.store(cmd, Ordering::Release);
    EIOCBQUEUED.to_errno()
}

static GATE_FOPS: bindings::file_operations = bindings::file_operations {
    uring_cmd: Some(gate_uring_cmd),
    ..pin_init::zeroed()
};

static POST_FOPS: bindings::file_operations = bindings::file_operations {
    uring_cmd: Some(post_uring_cmd),
    ..pin_init::zeroed()
};
