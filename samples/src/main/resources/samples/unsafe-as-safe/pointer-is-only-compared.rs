// about: a pointer is taken, and nothing is done by it
// origin: written for this rule
use core::ptr::NonNull;
use kernel::{bindings, prelude::*};

/// A command that is completed once.
#[must_use = "a command has to be completed"]
pub struct Canoe {
    raw: NonNull<bindings::io_uring_cmd>,
}

impl Canoe {
    /// Whether this stands for a command, of which the pointer may be anything.
    pub fn is(&self, other: *mut bindings::io_uring_cmd) -> bool {
        self.raw.as_ptr() == other
    }

    /// Completes the command, where no lock of a ring is held.
    pub fn beach(self, result: i32) {
        let flags = bindings::io_uring_cmd_flags_IO_URING_F_UNLOCKED as u32;

        // SAFETY: The handle owns the command, and ends here.
        unsafe { bindings::io_uring_cmd_done(self.raw.as_ptr(), result, 0, flags) };
    }
}
