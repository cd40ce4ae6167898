// about: the only field is public: safe code writes a second owner down
// origin: written for this rule
use core::ptr::NonNull;
use kernel::{bindings, prelude::*};

/// A command that is completed once.
#[must_use = "a command has to be completed"]
pub struct Coin(pub NonNull<bindings::io_uring_cmd>); // expect: forgeable-handle

impl Coin {
    /// Completes the command, where no lock of a ring is held.
    pub fn spend(self, result: i32) {
        let flags = bindings::io_uring_cmd_flags_IO_URING_F_UNLOCKED as u32;

        // SAFETY: The handle owns the command, and ends here.
        unsafe { bindings::io_uring_cmd_done(self.0.as_ptr(), result, 0, flags) };
    }
}
