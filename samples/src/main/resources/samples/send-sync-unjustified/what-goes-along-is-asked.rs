// about: what a job takes along may leave its thread, and its comment speaks of the rest
// origin: written for this rule
use core::ptr::NonNull;
use kernel::{bindings, prelude::*};

/// A command that is completed once.
#[must_use = "a command has to be completed"]
pub struct Trunk {
    raw: NonNull<bindings::io_uring_cmd>,
}

impl Trunk {
    /// Completes the command, where no lock of a ring is held.
    pub fn unpack(self, result: i32) {
        let flags = bindings::io_uring_cmd_flags_IO_URING_F_UNLOCKED as u32;

        // SAFETY: The handle owns the command, and ends here.
        unsafe { bindings::io_uring_cmd_done(self.raw.as_ptr(), result, 0, flags) };
    }
}

/// What a worker gets.
pub struct Journey<T> {
    trunk: Trunk,
    papers: T,
}

// SAFETY: The job is the only owner of the command, and what else it has may leave its thread.
unsafe impl<T: Send> Send for Journey<T> {}

/// What another worker gets.
pub struct Voyage<T> {
    trunk: Option<Trunk>,
    issue_flags: u32,
    papers: KBox<T>,
}

// SAFETY: The job is the only owner of the command. The flags are kept for logs only.
unsafe impl<T> Send for Voyage<T> where T: Send {}
