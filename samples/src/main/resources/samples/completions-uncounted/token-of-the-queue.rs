// about: who keeps the command gets the only value that says so
// origin: written for this rule
use core::ptr::NonNull;
use kernel::{bindings, prelude::*};

/// A command that is completed once.
#[must_use = "a command has to be completed"]
pub struct Harp {
    raw: NonNull<bindings::io_uring_cmd>,
}

/// A command that is completed once.
#[must_use = "a command has to be completed"]
pub struct Chord {
    raw: NonNull<bindings::io_uring_cmd>,
}

/// Shows that the command is kept.
pub struct Kept(());

impl Harp {
    /// Keeps the command for later.
    pub fn pluck(self, on: &mut KVec<Chord>) -> Result<Kept> {
        on.push(Chord { raw: self.raw }, GFP_KERNEL)?;
        Ok(Kept(()))
    }
}

impl Chord {
    /// Completes the command, where no lock of a ring is held.
    pub fn resolve(self, result: i32) {
        let flags = bindings::io_uring_cmd_flags_IO_URING_F_UNLOCKED as u32;

        // SAFETY: The handle owns the command, and ends here.
        unsafe { bindings::io_uring_cmd_done(self.raw.as_ptr(), result, 0, flags) };
    }
}

/// A device that takes commands.
pub trait Stage {
    /// Takes a command.
    fn play(&self, command: Harp) -> Result<Kept>;
}
