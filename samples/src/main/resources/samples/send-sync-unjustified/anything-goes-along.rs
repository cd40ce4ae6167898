// about: a job takes along what its user likes, also what must not leave its thread
// origin: written for this rule
use core::ptr::NonNull;
use kernel::{bindings, prelude::*};

/// A command that is completed once.
#[must_use = "a command has to be completed"]
pub struct Crate {
    raw: NonNull<bindings::io_uring_cmd>,
}

impl Crate {
    /// Completes the command, where no lock of a ring is held.
    pub fn unpack(self, result: i32) {
        let flags = bindings::io_uring_cmd_flags_IO_URING_F_UNLOCKED as u32;

        // SAFETY: The handle owns the command, and ends here.
        unsafe { bindings::io_uring_cmd_done(self.raw.as_ptr(), result, 0, flags) };
    }
}

/// What a worker gets.
pub struct Shipment<T> {
    goods: Crate,
    papers: T,
}

// SAFETY: The job is the only owner of the command, which lives until it is completed.
// expect-next: send-sync-unjustified
unsafe impl<T> Send for Shipment<T> {}
