// about: the part of the command that is the driver's is lent for longer than there is a command
// origin: written for this rule
use core::ptr::NonNull;
use kernel::{bindings, prelude::*};

/// A command that is completed once.
#[must_use = "a command has to be completed"]
pub struct Tray {
    raw: NonNull<bindings::io_uring_cmd>,
}

impl Tray {
    /// What the driver has noted.
    pub fn notes<'a>(&self) -> &'a [u8; 32] { // expect: lifetime-unbounded
        // SAFETY: The command is alive as long as the handle.
        unsafe { &(*self.raw.as_ptr()).pdu }
    }

    /// Completes the command, where no lock of a ring is held.
    pub fn clear(self, result: i32) {
        let flags = bindings::io_uring_cmd_flags_IO_URING_F_UNLOCKED as u32;

        // SAFETY: The handle owns the command, and ends here.
        unsafe { bindings::io_uring_cmd_done(self.raw.as_ptr(), result, 0, flags) };
    }
}
