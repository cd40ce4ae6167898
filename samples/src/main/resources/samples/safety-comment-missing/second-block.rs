// about: a comment speaks for the block below it, and not for the next one
// origin: written for this rule
use core::ptr::NonNull;
use kernel::{bindings, prelude::*};

/// A command that is completed once.
#[must_use = "a command has to be completed"]
pub struct Card {
    raw: NonNull<bindings::io_uring_cmd>,
}

impl Card {
    /// The operation, and the flags that user space has set.
    pub fn asked(&self) -> (u32, u32) {
        // SAFETY: The command is alive as long as the handle.
        let operation = unsafe { (*self.raw.as_ptr()).cmd_op };
        let flags = unsafe { (*self.raw.as_ptr()).flags }; // expect: safety-comment-missing

        (operation, flags)
    }

    /// Completes the command, where no lock of a ring is held.
    pub fn send(self, result: i32) {
        let flags = bindings::io_uring_cmd_flags_IO_URING_F_UNLOCKED as u32;

        // SAFETY: The handle owns the command, and ends here.
        unsafe { bindings::io_uring_cmd_done(self.raw.as_ptr(), result, 0, flags) };
    }
}
