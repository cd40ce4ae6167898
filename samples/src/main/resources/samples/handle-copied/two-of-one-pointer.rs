// about: the callback makes a handle to ask for the operation, and another one to complete
// origin: written for this rule
use core::ptr::NonNull;
use kernel::{bindings, prelude::*};

/// A command that is to be completed.
#[must_use = "a pending command has to be completed"]
struct Waiter {
    raw: NonNull<bindings::io_uring_cmd>,
}

impl Waiter {
    /// # Safety
    ///
    /// The command must be pending, and have no other handle.
    unsafe fn new(raw: *mut bindings::io_uring_cmd) -> Result<Self> {
        let raw = NonNull::new(raw).ok_or(EINVAL)?;

        Ok(Self { raw })
    }

    fn operation(&self) -> u32 {
        // SAFETY: The command is pending as long as the handle is there.
        unsafe { (*self.raw.as_ptr()).cmd_op }
    }

    /// # Safety
    ///
    /// It must be called in task work.
    unsafe fn wake(self, result: i32) {
        let flags = bindings::IO_URING_CMD_TASK_WORK_ISSUE_FLAGS;

        // SAFETY: The command is pending, and the handle ends here.
        unsafe { bindings::io_uring_cmd_done(self.raw.as_ptr(), result, flags) };
    }
}

fn wake_all(raw: *mut bindings::io_uring_cmd) -> Result {
    // SAFETY: The command is pending.
    let asked = unsafe { Waiter::new(raw) }?; // expect: safety-condition-unargued
    let operation = asked.operation();
    // SAFETY: The command is pending.
    let waiter = unsafe { Waiter::new(raw) }?; // expect: handle-copied, safety-condition-unargued

    // SAFETY: This is task work.
    unsafe { waiter.wake(operation as i32) };
    Ok(())
}

fn wake_one(raw: NonNull<bindings::io_uring_cmd>, twice: bool) {
    let first = Waiter { raw };

    // SAFETY: This is task work.
    unsafe { first.wake(0) };
    if twice {
        let second = Waiter { raw }; // expect: handle-copied

        // SAFETY: This is task work.
        unsafe { second.wake(1) }; // expect: double-completion
    }
}

fn wake_either(raw: NonNull<bindings::io_uring_cmd>, is_late: bool) {
    let waiter = if is_late { Waiter { raw } } else { Waiter { raw } };

    // SAFETY: This is task work.
    unsafe { waiter.wake(is_late as i32) };
}
