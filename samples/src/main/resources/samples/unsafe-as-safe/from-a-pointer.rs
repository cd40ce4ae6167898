// about: a conversion is safe to call, and makes an owner of whatever it is given
// origin: written for this rule
use core::ptr::NonNull;
use kernel::{bindings, prelude::*};

/// A command that is completed once.
#[must_use = "a command has to be completed"]
pub struct Barge {
    raw: NonNull<bindings::io_uring_cmd>,
}

impl From<NonNull<bindings::io_uring_cmd>> for Barge {
    fn from(raw: NonNull<bindings::io_uring_cmd>) -> Self { // expect: unsafe-as-safe
        Barge { raw }
    }
}

impl Barge {
    /// Completes the command, where no lock of a ring is held.
    pub fn moor(self, result: i32) {
        let flags = bindings::io_uring_cmd_flags_IO_URING_F_UNLOCKED as u32;

        // SAFETY: The handle owns the command, and ends here.
        unsafe { bindings::io_uring_cmd_done(self.raw.as_ptr(), result, 0, flags) };
    }
}
