// about: one comment says nothing, one is about something else, one is not there
// origin: written for this rule
use core::ptr::NonNull;
use kernel::{bindings, prelude::*};

/// A command that just came.
pub struct Fresh {
    raw: NonNull<bindings::io_uring_cmd>,
}

// SAFETY: This is safe.
unsafe impl Send for Fresh {} // expect: send-sync-unjustified

unsafe impl Sync for Fresh {} // expect: send-sync-unjustified

/// A command that waits.
#[must_use = "it has to be completed"]
pub struct Pending {
    raw: NonNull<bindings::io_uring_cmd>,
}

// TODO: The compiler wants this for the workqueue.
unsafe impl Send for Pending {} // expect: send-sync-unjustified

impl Pending {
    /// Completes the command, where no lock of a ring is held.
    pub fn complete(self, result: i32) {
        let flags = bindings::io_uring_cmd_flags_IO_URING_F_UNLOCKED as u32;

        // SAFETY: The handle owns the command, and ends here.
        unsafe { bindings::io_uring_cmd_done(self.raw.as_ptr(), result, 0, flags) };
    }
}
