// about: the method asks for flags of the current context, and the comment speaks of the pointer only
// origin: written for this rule
use core::ptr::NonNull;
use kernel::{bindings, prelude::*};

/// A command that is completed once.
#[must_use = "a command has to be completed"]
pub struct Latch {
    raw: NonNull<bindings::io_uring_cmd>,
}

impl Latch {
    /// Completes the command.
    ///
    /// # Safety
    ///
    /// `issue_flags` must be those of the current context.
    pub unsafe fn lift(self, result: i32, issue_flags: u32) {
        // SAFETY: The handle owns the command, and the flags are those of the caller.
        unsafe { bindings::io_uring_cmd_done(self.raw.as_ptr(), result, 0, issue_flags) };
    }

    /// Completes the command with an error.
    pub fn jam(self, issue_flags: u32) { // expect: issue-flags-wrong-context
        // SAFETY: The pointer is not NULL.
        unsafe { self.lift(-5, issue_flags) }; // expect: safety-condition-unargued
    }
}
