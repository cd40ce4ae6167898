// about: the wrapper is the C structure, and its completion takes it by value
// origin: written for this rule
use kernel::{bindings, prelude::*, types::Opaque};

const UNLOCKED: u32 = bindings::io_uring_cmd_flags_IO_URING_F_UNLOCKED as u32;

/// A command.
#[repr(transparent)]
pub struct Letter(Opaque<bindings::io_uring_cmd>);

impl Letter {
    /// What user space asks for.
    pub fn operation(&self) -> u32 {
        // SAFETY: The command is alive as long as the reference to it.
        unsafe { (*self.0.get()).cmd_op }
    }

    /// Answers the letter, where no lock of a ring is held.
    pub fn answer(self, result: i32) { // expect: command-moved
        // SAFETY: The letter is ours.
        unsafe { bindings::io_uring_cmd_done(self.0.get(), result, 0, UNLOCKED) };
    }
}
