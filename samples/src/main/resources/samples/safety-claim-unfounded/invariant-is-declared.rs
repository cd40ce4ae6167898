// about: the type says what always holds for it
// origin: written for this rule
use core::ptr::NonNull;
use kernel::{bindings, prelude::*};

/// A command that is completed once.
///
/// # Invariants
///
/// `raw` is a command that was issued and not completed.
#[must_use = "a command has to be completed"]
pub struct Mast {
    raw: NonNull<bindings::io_uring_cmd>,
}

impl Mast {
    /// What user space asks for.
    pub fn operation(&self) -> u32 {
        // SAFETY: By the type invariant, the command is alive.
        unsafe { (*self.raw.as_ptr()).cmd_op }
    }

    /// Completes the command, where no lock of a ring is held.
    pub fn lower(self, result: i32) {
        let flags = bindings::io_uring_cmd_flags_IO_URING_F_UNLOCKED as u32;

        // SAFETY: The handle owns the command, and ends here.
        unsafe { bindings::io_uring_cmd_done(self.raw.as_ptr(), result, 0, flags) };
    }
}
