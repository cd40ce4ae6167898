// about: what may be done once is done, and the comment does not count
// origin: written for this rule
use core::ptr::NonNull;
use kernel::{bindings, prelude::*};

/// A look at a command that somebody else has.
pub struct Bolt {
    raw: NonNull<bindings::io_uring_cmd>,
}

impl Bolt {
    /// Marks the command.
    ///
    /// # Safety
    ///
    /// It must be called at most once.
    pub unsafe fn slide(&self, issue_flags: u32) {
        // SAFETY: The handle keeps the command alive.
        unsafe { bindings::io_uring_cmd_mark_cancelable(self.raw.as_ptr(), issue_flags) };
    }

    /// Marks the command, too.
    ///
    /// # Safety
    ///
    /// The command must be alive.
    pub unsafe fn close(&self, issue_flags: u32) {
        // SAFETY: The command is alive.
        unsafe { self.slide(issue_flags) }; // expect: safety-condition-unargued
    }
}
