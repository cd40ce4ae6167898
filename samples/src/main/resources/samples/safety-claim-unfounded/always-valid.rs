// about: the comment says that the pointer is always valid, and a command ends
// origin: written for this rule
use core::ptr::NonNull;
use kernel::{bindings, prelude::*};

/// A command that is completed once.
#[must_use = "a command has to be completed"]
pub struct Raft {
    raw: NonNull<bindings::io_uring_cmd>,
}

impl Raft {
    /// What user space asks for.
    pub fn operation(&self) -> u32 {
        // SAFETY: `self.raw` is always valid, so it can be read.
        unsafe { (*self.raw.as_ptr()).cmd_op } // expect: safety-claim-unfounded
    }

    /// Completes the command, where no lock of a ring is held.
    pub fn leave(self, result: i32) {
        let flags = bindings::io_uring_cmd_flags_IO_URING_F_UNLOCKED as u32;

        // SAFETY: The handle owns the command, and ends here.
        unsafe { bindings::io_uring_cmd_done(self.raw.as_ptr(), result, 0, flags) };
    }
}
