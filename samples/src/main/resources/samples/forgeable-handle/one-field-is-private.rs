// about: one of the fields is private, so nobody else can write the handle down
// origin: written for this rule
use core::ptr::NonNull;
use kernel::{bindings, prelude::*};

/// A command that is completed once.
#[must_use = "a command has to be completed"]
pub struct Medal {
    pub raw: NonNull<bindings::io_uring_cmd>,
    grade: u32,
}

impl Medal {
    /// What it is worth.
    pub fn grade(&self) -> u32 {
        self.grade
    }

    /// Completes the command, where no lock of a ring is held.
    pub fn award(self, result: i32) {
        let flags = bindings::io_uring_cmd_flags_IO_URING_F_UNLOCKED as u32;

        // SAFETY: The handle owns the command, and ends here.
        unsafe { bindings::io_uring_cmd_done(self.raw.as_ptr(), result, 0, flags) };
    }
}
