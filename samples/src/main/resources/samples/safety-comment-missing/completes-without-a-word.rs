// about: the block gives the command up, and nobody says whose it was
// origin: written for this rule
use core::ptr::NonNull;
use kernel::{bindings, prelude::*};

/// A command that is completed once.
#[must_use = "a command has to be completed"]
pub struct Parcel {
    raw: NonNull<bindings::io_uring_cmd>,
}

impl Parcel {
    /// Completes the command, where no lock of a ring is held.
    pub fn deliver(self, result: i32) {
        let flags = bindings::io_uring_cmd_flags_IO_URING_F_UNLOCKED as u32;

        unsafe { bindings::io_uring_cmd_done(self.raw.as_ptr(), result, 0, flags) }; // expect: safety-comment-missing
    }
}
