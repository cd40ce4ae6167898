// about: a safe method takes the flags as a number, which may come from anywhere
// origin: written for this rule
use core::ptr::NonNull;
use kernel::{bindings, prelude::*};

/// A command that is completed once.
#[must_use = "a command has to be completed"]
pub struct Claim {
    raw: NonNull<bindings::io_uring_cmd>,
}

impl Claim {
    /// Settles the claim.
    pub fn settle(self, result: i32, issue_flags: u32) { // expect: issue-flags-wrong-context
        self.finish(result, 0, issue_flags);
    }

    fn finish(self, result: i32, extra: u64, flags: u32) {
        // SAFETY: The handle owns the command, and ends here.
        unsafe { bindings::io_uring_cmd_done32(self.raw.as_ptr(), result, extra, flags) };
    }
}
