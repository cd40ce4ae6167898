// about: a job takes a borrowed device and flags to another thread, and the comment speaks of the command only
// origin: written for this rule
use core::ptr::NonNull;
use kernel::{bindings, prelude::*};

/// A command that is completed once.
#[must_use = "a command has to be completed"]
pub struct Load {
    raw: NonNull<bindings::io_uring_cmd>,
}

impl Load {
    /// Completes the command, where no lock of a ring is held.
    pub fn drop_off(self, result: i32) {
        let flags = bindings::io_uring_cmd_flags_IO_URING_F_UNLOCKED as u32;

        // SAFETY: The handle owns the command, and ends here.
        unsafe { bindings::io_uring_cmd_done(self.raw.as_ptr(), result, 0, flags) };
    }
}

/// A device.
pub struct Depot;

/// What a worker gets.
pub struct Haul<'a> {
    load: Load,
    depot: &'a Depot,
}

// SAFETY: The job is the only owner of the command, which lives until it is completed.
// expect-next: send-sync-unjustified
unsafe impl Send for Haul<'_> {}

/// What another worker gets.
pub struct Delivery {
    load: Option<Load>,
    issue_flags: u32,
}

// SAFETY: The job is the only owner of the command, which lives until it is completed.
// expect-next: send-sync-unjustified
unsafe impl Send for Delivery {}
