// about: the documentation says what the handler must return, and no type does
// origin: written for this rule
use core::ptr::NonNull;
use kernel::{bindings, prelude::*};

/// A command that is completed once.
#[must_use = "a command has to be completed"]
pub struct Gong {
    raw: NonNull<bindings::io_uring_cmd>,
}

impl Gong {
    /// Completes the command, where no lock of a ring is held. The handler must have returned `-EIOCBQUEUED`.
    pub fn beat(self, result: i32) { // expect: completions-uncounted
        let flags = bindings::io_uring_cmd_flags_IO_URING_F_UNLOCKED as u32;

        // SAFETY: The handle owns the command, and ends here.
        unsafe { bindings::io_uring_cmd_done(self.raw.as_ptr(), result, 0, flags) };
    }
}
