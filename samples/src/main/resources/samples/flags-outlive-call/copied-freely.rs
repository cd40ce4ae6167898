// about: the flags have a name, can be copied, and are as true as a number is
// origin: written for this rule
use core::ptr::NonNull;
use kernel::{bindings, prelude::*};

/// What the current call may do.
#[derive(Clone, Copy)]
pub struct Permit { // expect: flags-outlive-call
    bits: u32,
}

/// A command that is completed once.
#[must_use = "a command has to be completed"]
pub struct Watch {
    raw: NonNull<bindings::io_uring_cmd>,
}

impl Watch {
    /// Completes the command.
    pub fn relieve(self, result: i32, permit: Permit) {
        // SAFETY: The handle owns the command, and ends here.
        unsafe { bindings::io_uring_cmd_done(self.raw.as_ptr(), result, 0, permit.bits) };
    }
}
