// about: the documentation asks for something, and the compiler for nothing
// origin: written for this rule
use core::ptr::NonNull;
use kernel::{bindings, prelude::*};

/// A command that is completed once.
#[must_use = "a command has to be completed"]
pub struct Kite {
    raw: NonNull<bindings::io_uring_cmd>,
}

impl Kite {
    /// Completes the command.
    ///
    /// # Safety
    ///
    /// It must be called where no lock of a ring is held.
    pub fn cut(self, result: i32) { // expect: safety-section
        let flags = bindings::io_uring_cmd_flags_IO_URING_F_UNLOCKED as u32;

        // SAFETY: The handle owns the command, and ends here.
        unsafe { bindings::io_uring_cmd_done(self.raw.as_ptr(), result, 0, flags) };
    }
}
