// about: the handler gives back what it does not keep
// origin: written for this rule
use core::ptr::NonNull;
use kernel::{bindings, prelude::*};

/// A command that is completed once.
#[must_use = "a command has to be completed"]
pub struct Horn {
    raw: NonNull<bindings::io_uring_cmd>,
}

impl Horn {
    /// Completes the command, where no lock of a ring is held.
    pub fn blow(self, result: i32) {
        let flags = bindings::io_uring_cmd_flags_IO_URING_F_UNLOCKED as u32;

        // SAFETY: The handle owns the command, and ends here.
        unsafe { bindings::io_uring_cmd_done(self.raw.as_ptr(), result, 0, flags) };
    }
}

/// A device that takes commands.
pub trait Choir {
    /// Takes a command.
    fn sing(&self, command: Horn) -> Option<Horn>;
}
