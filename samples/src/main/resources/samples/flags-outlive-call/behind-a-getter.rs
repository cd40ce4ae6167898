// about: the number is taken out by a method
// origin: written for this rule
use core::ptr::NonNull;
use kernel::{bindings, prelude::*};

/// What the current call may do.
#[derive(Clone, Copy)]
pub struct Pass(u32); // expect: flags-outlive-call

impl Pass {
    fn bits(self) -> u32 {
        self.0
    }
}

/// A command that is completed once.
#[must_use = "a command has to be completed"]
pub struct Sentry {
    raw: NonNull<bindings::io_uring_cmd>,
}

impl Sentry {
    /// Completes the command.
    pub fn relieve(self, result: i32, pass: Pass) {
        // SAFETY: The handle owns the command, and ends here.
        unsafe { bindings::io_uring_cmd_done(self.raw.as_ptr(), result, 0, pass.bits()) };
    }
}
