// about: the completion asks for flags, and gives others to a function that passes them on
// origin: written for this rule
use core::ptr::NonNull;
use kernel::{bindings, prelude::*};

/// A command that is completed once.
#[must_use = "a command has to be completed"]
pub struct Invoice {
    raw: NonNull<bindings::io_uring_cmd>,
}

/// # Safety
///
/// The command must be the caller's, and the flags those of the call that runs now.
unsafe fn complete(cmd: *mut bindings::io_uring_cmd, result: i32, flags: u32) {
    // SAFETY: By the requirements of this function.
    unsafe { bindings::io_uring_cmd_done32(cmd, result, 0, flags) };
}

impl Invoice {
    /// Settles the invoice.
    ///
    /// # Safety
    ///
    /// The flags must be those of the call that runs now.
    pub unsafe fn settle(self, result: i32, _flags: u32) {
        // SAFETY: The handle owns the command, and ends here.
        unsafe { complete(self.raw.as_ptr(), result, 0) }; // expect: issue-flags-hardcoded
    }

    /// Refuses the invoice.
    ///
    /// # Safety
    ///
    /// The flags must be those of the call that runs now.
    pub unsafe fn refuse(self, flags: u32) {
        // SAFETY: The handle owns the command, and ends here.
        unsafe { complete(self.raw.as_ptr(), EIO.to_errno(), flags) };
    }
}
