// about: the caller was asked for what the comment argues with
// origin: written for this rule
use core::ptr::NonNull;
use kernel::{bindings, prelude::*};

/// A command that is completed once.
#[must_use = "a command has to be completed"]
pub struct Keel {
    raw: NonNull<bindings::io_uring_cmd>,
}

impl Keel {
    /// What user space asks for.
    ///
    /// # Safety
    ///
    /// The command must not have been handed on.
    pub unsafe fn operation(&self) -> u32 {
        // SAFETY: The caller guarantees that the command was not handed on.
        unsafe { (*self.raw.as_ptr()).cmd_op }
    }

    /// Completes the command, where no lock of a ring is held.
    pub fn lay(self, result: i32) {
        let flags = bindings::io_uring_cmd_flags_IO_URING_F_UNLOCKED as u32;

        // SAFETY: The handle owns the command, and ends here.
        unsafe { bindings::io_uring_cmd_done(self.raw.as_ptr(), result, 0, flags) };
    }
}
