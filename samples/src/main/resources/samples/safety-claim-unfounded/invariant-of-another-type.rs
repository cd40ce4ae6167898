// about: the comment names the type whose invariant it means
// origin: written for this rule
use core::ptr::NonNull;
use kernel::{bindings, prelude::*};

/// A command that is completed once.
///
/// # Invariants
///
/// `raw` is a command that was issued and not completed.
#[must_use = "a command has to be completed"]
pub struct Hull {
    raw: NonNull<bindings::io_uring_cmd>,
}

/// A look at a command that somebody else has.
pub struct Porthole<'a> {
    hull: &'a Hull,
}

impl Porthole<'_> {
    /// What user space asks for.
    pub fn operation(&self) -> u32 {
        // SAFETY: By the invariant of `Hull`, the command is alive.
        unsafe { (*self.hull.raw.as_ptr()).cmd_op }
    }
}

impl Hull {
    /// Completes the command, where no lock of a ring is held.
    pub fn beach(self, result: i32) {
        let flags = bindings::io_uring_cmd_flags_IO_URING_F_UNLOCKED as u32;

        // SAFETY: The handle owns the command, and ends here.
        unsafe { bindings::io_uring_cmd_done(self.raw.as_ptr(), result, 0, flags) };
    }
}
