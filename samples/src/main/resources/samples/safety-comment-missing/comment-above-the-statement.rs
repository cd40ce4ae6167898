// about: the block is a part of a statement of several lines, above which the argument stands
// origin: written for this rule
use core::ptr::NonNull;
use kernel::{bindings, prelude::*};

/// A command that is completed once.
#[must_use = "a command has to be completed"]
pub struct Draft {
    raw: NonNull<bindings::io_uring_cmd>,
}

impl Draft {
    /// What user space asks for, as one word.
    pub fn word(&self) -> u64 {
        // SAFETY: The command is alive as long as the handle,
        // and nobody changes these members.
        u64::from(
            unsafe { (*self.raw.as_ptr()).cmd_op },
        )
    }

    /// Completes the command, where no lock of a ring is held.
    pub fn answer(self, result: i32) {
        let flags = bindings::io_uring_cmd_flags_IO_URING_F_UNLOCKED as u32;

        // SAFETY: The handle owns the command, and ends here.
        unsafe { bindings::io_uring_cmd_done(self.raw.as_ptr(), result, 0, flags) };
    }
}
