// about: one type is for both times, and may be asked in the handler
// origin: written for this rule
use core::ptr::NonNull;
use kernel::{bindings, prelude::*};

/// A command that is completed once.
#[must_use = "a command has to be completed"]
pub struct Fruit {
    raw: NonNull<bindings::io_uring_cmd>,
}

impl Fruit {
    /// How many bytes the command is about.
    pub fn size(&self) -> u32 {
        // SAFETY: The command is alive as long as the handle, and so is what it points to.
        unsafe { (&raw const (*(*self.raw.as_ptr()).sqe).len).read_volatile() }
    }

    /// Completes the command, where no lock of a ring is held.
    pub fn eat(self, result: i32) {
        let flags = bindings::io_uring_cmd_flags_IO_URING_F_UNLOCKED as u32;

        // SAFETY: The handle owns the command, and ends here.
        unsafe { bindings::io_uring_cmd_done(self.raw.as_ptr(), result, 0, flags) };
    }
}
