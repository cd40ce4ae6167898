// about: what can be copied only looks at a command; the owner, its counter and its number are apart
// origin: written for this rule
use core::ptr::NonNull;
use kernel::{bindings, prelude::*};

/// A look at a command, for as long as its owner lets it.
#[derive(Clone, Copy)]
pub struct View<'a> {
    raw: &'a bindings::io_uring_cmd,
}

/// The number of a command.
#[derive(Clone, Copy, PartialEq)]
pub struct Number(u64);

/// A command that is to be completed.
#[derive(Debug)]
#[must_use = "a pending command has to be completed"]
pub struct Waiter {
    raw: NonNull<bindings::io_uring_cmd>,
    number: u64,
}

impl View<'_> {
    /// What user space asks for.
    pub fn operation(self) -> u32 {
        self.raw.cmd_op
    }
}

impl Waiter {
    /// A look at the command.
    pub fn view(&self) -> View<'_> {
        // SAFETY: The command is pending as long as the handle is there.
        View { raw: unsafe { self.raw.as_ref() } }
    }

    /// Its number.
    pub fn number(&self) -> Number {
        Number(self.number)
    }

    /// Completes the command, where no lock of a ring is held.
    pub fn wake(self, result: i32) {
        let flags = bindings::io_uring_cmd_flags_IO_URING_F_UNLOCKED as u32;

        // SAFETY: The handle owns the command, and ends here.
        unsafe { bindings::io_uring_cmd_done(self.raw.as_ptr(), result, 0, flags) };
    }
}
