// about: each promise has its argument
// origin: written for this rule
use core::ptr::NonNull;
use kernel::{bindings, prelude::*};

/// A command that waits.
#[must_use = "it has to be completed"]
pub struct Pending {
    raw: NonNull<bindings::io_uring_cmd>,
}

// SAFETY: The handle is the only owner of the command, which lives until it is completed, and no
// method depends on the thread that calls it.
unsafe impl Send for Pending {}

// SAFETY: The methods that take the handle by reference read
// members which the core does not change any more.
unsafe impl Sync for Pending {}

impl Pending {
    /// What user space asks for.
    pub fn operation(&self) -> u32 {
        // SAFETY: The command is alive as long as the handle.
        unsafe { (*self.raw.as_ptr()).cmd_op }
    }

    /// Completes the command, where no lock of a ring is held.
    pub fn complete(self, result: i32) {
        let flags = bindings::io_uring_cmd_flags_IO_URING_F_UNLOCKED as u32;

        // SAFETY: The handle owns the command, and ends here.
        unsafe { bindings::io_uring_cmd_done(self.raw.as_ptr(), result, 0, flags) };
    }
}
