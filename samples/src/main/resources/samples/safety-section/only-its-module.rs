// about: an `unsafe` function that nobody else sees need not be documented
// origin: written for this rule
use core::ptr::NonNull;
use kernel::{bindings, prelude::*};

/// A command that is completed once.
#[must_use = "a command has to be completed"]
pub struct Plane {
    raw: NonNull<bindings::io_uring_cmd>,
}

impl Plane {
    unsafe fn board(raw: *mut bindings::io_uring_cmd) -> Option<Self> {
        NonNull::new(raw).map(|raw| Self { raw })
    }

    /// Completes the command, where no lock of a ring is held.
    pub fn arrive(self, result: i32) {
        let flags = bindings::io_uring_cmd_flags_IO_URING_F_UNLOCKED as u32;

        // SAFETY: The handle owns the command, and ends here.
        unsafe { bindings::io_uring_cmd_done(self.raw.as_ptr(), result, 0, flags) };
    }
}
