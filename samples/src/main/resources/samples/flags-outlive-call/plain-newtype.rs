// about: the flags are a type of their own, which can be stored beside the command
// origin: written for this rule
use core::ptr::NonNull;
use kernel::{bindings, prelude::*};

/// What the current call may do.
pub struct Leave(u32); // expect: flags-outlive-call

/// A command that is completed once.
#[must_use = "a command has to be completed"]
pub struct Guard {
    raw: NonNull<bindings::io_uring_cmd>,
}

impl Guard {
    /// Completes the command.
    pub fn relieve(self, result: i32, leave: Leave) {
        // SAFETY: The handle owns the command, and ends here.
        unsafe { bindings::io_uring_cmd_done(self.raw.as_ptr(), result, 0, leave.0) };
    }
}
