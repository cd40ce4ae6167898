// about: only the handle of a new command reads the SQE
// origin: written for this rule
use core::ptr::NonNull;
use kernel::{bindings, prelude::*};

/// A command while its handler runs.
#[must_use = "a command has to be completed"]
pub struct Grain {
    raw: NonNull<bindings::io_uring_cmd>,
}

/// A command after its handler has returned.
#[must_use = "a command has to be completed"]
pub struct Bread {
    raw: NonNull<bindings::io_uring_cmd>,
}

impl Grain {
    /// Keeps the command for later.
    pub fn bake(self) -> Bread {
        Bread { raw: self.raw }
    }

    /// How many bytes the command is about.
    pub fn size(&self) -> u32 {
        // SAFETY: The command is alive as long as the handle, and so is what it points to.
        unsafe { (&raw const (*(*self.raw.as_ptr()).sqe).len).read_volatile() }
    }
}

impl Bread {
    /// Completes the command, where no lock of a ring is held.
    pub fn slice(self, result: i32) {
        let flags = bindings::io_uring_cmd_flags_IO_URING_F_UNLOCKED as u32;

        // SAFETY: The handle owns the command, and ends here.
        unsafe { bindings::io_uring_cmd_done(self.raw.as_ptr(), result, 0, flags) };
    }
}
