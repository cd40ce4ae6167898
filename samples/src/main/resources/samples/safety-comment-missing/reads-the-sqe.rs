// about: the SQE is read, and nothing says why it is still there
// origin: written for this rule
use core::ptr::NonNull;
use kernel::{bindings, prelude::*};

/// A command that is completed once.
#[must_use = "a command has to be completed"]
pub struct Letter {
    raw: NonNull<bindings::io_uring_cmd>,
}

impl Letter {
    /// How many bytes the command is about.
    pub fn weight(&self) -> u32 {
        // It is read once.
        unsafe { (&raw const (*(*self.raw.as_ptr()).sqe).len).read_volatile() } // expect: safety-comment-missing
    }

    /// Completes the command, where no lock of a ring is held.
    pub fn post(self, result: i32) {
        let flags = bindings::io_uring_cmd_flags_IO_URING_F_UNLOCKED as u32;

        // SAFETY: The handle owns the command, and ends here.
        unsafe { bindings::io_uring_cmd_done(self.raw.as_ptr(), result, 0, flags) };
    }
}
