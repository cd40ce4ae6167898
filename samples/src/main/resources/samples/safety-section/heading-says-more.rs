// about: the heading tells why the method is sound, and asks for nothing
// origin: written for this rule
use core::ptr::NonNull;
use kernel::{bindings, prelude::*};

/// A command that is completed once.
#[must_use = "a command has to be completed"]
pub struct Drone {
    raw: NonNull<bindings::io_uring_cmd>,
}

impl Drone {
    /// What user space asks for.
    ///
    /// # Safety of the pointer
    ///
    /// The handle keeps the command alive.
    pub fn operation(&self) -> u32 {
        // SAFETY: The command is alive as long as the handle.
        unsafe { (*self.raw.as_ptr()).cmd_op }
    }

    /// Completes the command, where no lock of a ring is held.
    pub fn return_home(self, result: i32) {
        let flags = bindings::io_uring_cmd_flags_IO_URING_F_UNLOCKED as u32;

        // SAFETY: The handle owns the command, and ends here.
        unsafe { bindings::io_uring_cmd_done(self.raw.as_ptr(), result, 0, flags) };
    }
}
