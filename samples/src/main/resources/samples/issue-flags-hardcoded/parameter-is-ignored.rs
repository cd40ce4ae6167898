// about: the completion asks for flags, and passes on others
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
    ///
    /// # Safety
    ///
    /// The flags must be those of the call that runs now.
    pub unsafe fn settle(self, result: i32, _flags: u32) {
        // SAFETY: The handle owns the command, and ends here.
        // expect-next: issue-flags-hardcoded
        unsafe { bindings::io_uring_cmd_done32(self.raw.as_ptr(), result, 0, 0) };
    }
}
