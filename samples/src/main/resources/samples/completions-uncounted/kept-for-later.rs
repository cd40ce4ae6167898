// about: the command is kept by another handle, and the handler says so by a number
// origin: written for this rule
use core::ptr::NonNull;
use kernel::{bindings, prelude::*};

/// A command that is completed once.
#[must_use = "a command has to be completed"]
pub struct Drum {
    raw: NonNull<bindings::io_uring_cmd>,
}

/// A command that is completed once.
#[must_use = "a command has to be completed"]
pub struct Echo {
    raw: NonNull<bindings::io_uring_cmd>,
}

impl Drum {
    /// Keeps the command for later.
    pub fn hit(self) -> Echo {
        Echo { raw: self.raw }
    }
}

impl Echo {
    /// Completes the command, where no lock of a ring is held.
    pub fn fade(self, result: i32) { // expect: completions-uncounted
        let flags = bindings::io_uring_cmd_flags_IO_URING_F_UNLOCKED as u32;

        // SAFETY: The handle owns the command, and ends here.
        unsafe { bindings::io_uring_cmd_done(self.raw.as_ptr(), result, 0, flags) };
    }
}

/// A device that takes commands.
pub trait Hall {
    /// Takes a command.
    fn play(&self, command: Drum) -> Result<i32>;
}
