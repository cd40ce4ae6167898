// about: a type that is one number, and no flags
// origin: written for this rule
use core::ptr::NonNull;
use kernel::{bindings, prelude::*};

/// The result that user space gets.
#[derive(Clone, Copy)]
pub struct Verdict(i32);

/// A command that is completed once.
#[must_use = "a command has to be completed"]
pub struct Judge {
    raw: NonNull<bindings::io_uring_cmd>,
}

impl Judge {
    /// Completes the command, where no lock of a ring is held.
    pub fn decide(self, verdict: Verdict) {
        let flags = bindings::io_uring_cmd_flags_IO_URING_F_UNLOCKED as u32;

        // SAFETY: The handle owns the command, and ends here.
        unsafe { bindings::io_uring_cmd_done(self.raw.as_ptr(), verdict.0, 0, flags) };
    }
}
