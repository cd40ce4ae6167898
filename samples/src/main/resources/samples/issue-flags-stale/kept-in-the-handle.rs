// about: the handle keeps the flags of the call in which it was made, and its completion passes them on
// origin: written for this rule
use core::{marker::PhantomData, ptr::NonNull};
use kernel::{bindings, prelude::*};

/// A command that is completed later.
#[must_use = "a command has to be completed"]
pub struct Claim {
    raw: NonNull<bindings::io_uring_cmd>,
    issue_flags: u32,
}

impl Claim {
    /// Settles the claim.
    pub fn settle(self, result: i32) {
        // SAFETY: The handle owns the command, and ends here.
        // expect-next: issue-flags-stale
        unsafe { bindings::io_uring_cmd_done32(self.raw.as_ptr(), result, 0, self.issue_flags) };
    }
}

/// A command that is completed in the call that it is of.
#[must_use = "a command has to be completed"]
pub struct Urgent<'a> {
    raw: NonNull<bindings::io_uring_cmd>,
    issue_flags: u32,
    call: PhantomData<&'a mut ()>,
}

impl Urgent<'_> {
    /// Settles the claim.
    pub fn settle(self, result: i32) {
        // SAFETY: The handle owns the command, and ends here; the call has not returned.
        unsafe { bindings::io_uring_cmd_done32(self.raw.as_ptr(), result, 0, self.issue_flags) };
    }
}
