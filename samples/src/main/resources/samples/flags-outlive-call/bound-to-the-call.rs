// about: the flags end with the call, by a lifetime
// origin: written for this rule
use core::{marker::PhantomData, ptr::NonNull};
use kernel::{bindings, prelude::*};

/// What the current call may do.
#[derive(Clone, Copy)]
pub struct Warrant<'call> {
    bits: u32,
    call: PhantomData<&'call ()>,
}

/// A command that is completed once.
#[must_use = "a command has to be completed"]
pub struct Patrol {
    raw: NonNull<bindings::io_uring_cmd>,
}

impl Patrol {
    /// Completes the command.
    pub fn relieve(self, result: i32, warrant: Warrant<'_>) {
        // SAFETY: The handle owns the command, and ends here.
        unsafe { bindings::io_uring_cmd_done(self.raw.as_ptr(), result, 0, warrant.bits) };
    }
}
