// about: the comment argues with a check of the opcode, and there is none
// origin: written for this rule
use core::ptr::NonNull;
use kernel::{bindings, prelude::*};

/// A command that is completed once.
#[must_use = "a command has to be completed"]
pub struct Chart {
    raw: NonNull<bindings::io_uring_cmd>,
}

impl Chart {
    /// The first word of the payload.
    pub fn first(&self) -> u32 {
        // SAFETY: The opcode has been verified to be that of commands.
        unsafe { bindings::io_uring_sqe_cmd((*self.raw.as_ptr()).sqe).cast::<u32>().read_volatile() } // expect: safety-claim-unfounded
    }

    /// Completes the command, where no lock of a ring is held.
    pub fn roll_up(self, result: i32) {
        let flags = bindings::io_uring_cmd_flags_IO_URING_F_UNLOCKED as u32;

        // SAFETY: The handle owns the command, and ends here.
        unsafe { bindings::io_uring_cmd_done(self.raw.as_ptr(), result, 0, flags) };
    }
}
