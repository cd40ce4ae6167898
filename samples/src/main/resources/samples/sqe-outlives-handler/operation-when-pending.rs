// about: what the handle for later reads is in the command, and stays
// origin: written for this rule
use core::ptr::NonNull;
use kernel::{bindings, prelude::*};

/// A command while its handler runs.
#[must_use = "a command has to be completed"]
pub struct Milk {
    raw: NonNull<bindings::io_uring_cmd>,
}

/// A command after its handler has returned.
#[must_use = "a command has to be completed"]
pub struct Cheese {
    raw: NonNull<bindings::io_uring_cmd>,
}

impl Milk {
    /// Keeps the command for later.
    pub fn age(self) -> Cheese {
        Cheese { raw: self.raw }
    }
}

impl Cheese {
    /// What user space asks for.
    pub fn operation(&self) -> u32 {
        // SAFETY: The command is alive as long as the handle.
        unsafe { (*self.raw.as_ptr()).cmd_op }
    }

    /// Completes the command, where no lock of a ring is held.
    pub fn cut(self, result: i32) {
        let flags = bindings::io_uring_cmd_flags_IO_URING_F_UNLOCKED as u32;

        // SAFETY: The handle owns the command, and ends here.
        unsafe { bindings::io_uring_cmd_done(self.raw.as_ptr(), result, 0, flags) };
    }
}
