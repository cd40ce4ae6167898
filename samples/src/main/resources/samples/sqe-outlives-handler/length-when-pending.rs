// about: the handle for later reads the SQE, which is gone by then
// origin: written for this rule
use core::ptr::NonNull;
use kernel::{bindings, prelude::*};

/// A command while its handler runs.
#[must_use = "a command has to be completed"]
pub struct Seed {
    raw: NonNull<bindings::io_uring_cmd>,
}

/// A command after its handler has returned.
#[must_use = "a command has to be completed"]
pub struct Plant {
    raw: NonNull<bindings::io_uring_cmd>,
}

impl Seed {
    /// Keeps the command for later.
    pub fn sow(self) -> Plant {
        Plant { raw: self.raw }
    }
}

impl Plant {
    /// How many bytes the command is about.
    pub fn size(&self) -> u32 { // expect: sqe-outlives-handler
        // SAFETY: The command is alive as long as the handle, and so is what it points to.
        unsafe { (&raw const (*(*self.raw.as_ptr()).sqe).len).read_volatile() }
    }

    /// Completes the command, where no lock of a ring is held.
    pub fn harvest(self, result: i32) {
        let flags = bindings::io_uring_cmd_flags_IO_URING_F_UNLOCKED as u32;

        // SAFETY: The handle owns the command, and ends here.
        unsafe { bindings::io_uring_cmd_done(self.raw.as_ptr(), result, 0, flags) };
    }
}
