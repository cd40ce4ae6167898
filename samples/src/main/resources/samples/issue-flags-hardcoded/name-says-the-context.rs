// about: the methods are for one context each, and pass on the flags of that
// origin: written for this rule
use core::ptr::NonNull;
use kernel::{bindings, prelude::*};

const UNLOCKED: u32 = bindings::io_uring_cmd_flags_IO_URING_F_UNLOCKED as u32;

/// A command that is completed once.
#[must_use = "a command has to be completed"]
pub struct Claim {
    raw: NonNull<bindings::io_uring_cmd>,
}

impl Claim {
    /// Settles the claim where no lock of a ring is held.
    pub fn settle_unlocked(self, result: i32) {
        // SAFETY: The handle owns the command, and ends here.
        unsafe { bindings::io_uring_cmd_done32(self.raw.as_ptr(), result, 0, UNLOCKED) };
    }

    /// Settles the claim in task work.
    ///
    /// # Safety
    ///
    /// It must be called by the callback of task work.
    pub unsafe fn settle_in_task(self, result: i32) {
        // SAFETY: The handle owns the command, and ends here.
        unsafe {
            bindings::io_uring_cmd_done32(
                self.raw.as_ptr(),
                result,
                0,
                bindings::IO_URING_CMD_TASK_WORK_ISSUE_FLAGS,
            )
        };
    }
}
