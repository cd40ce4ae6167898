// about: the handle for later gives a pointer to the payload
// origin: written for this rule
use core::{ffi::c_void, ptr::NonNull};
use kernel::{bindings, prelude::*};

/// A command while its handler runs.
#[must_use = "a command has to be completed"]
pub struct Egg {
    raw: NonNull<bindings::io_uring_cmd>,
}

/// A command after its handler has returned.
#[must_use = "a command has to be completed"]
pub struct Chick {
    raw: NonNull<bindings::io_uring_cmd>,
}

impl Egg {
    /// Keeps the command for later.
    pub fn hatch(self) -> Chick {
        Chick { raw: self.raw }
    }
}

impl Chick {
    /// Where the payload lies.
    pub fn shell(&self) -> *const c_void { // expect: sqe-outlives-handler
        // SAFETY: The command is alive as long as the handle, and so is what it points to.
        unsafe { bindings::io_uring_sqe_cmd((*self.raw.as_ptr()).sqe) }
    }

    /// Completes the command, where no lock of a ring is held.
    pub fn release(self, result: i32) {
        let flags = bindings::io_uring_cmd_flags_IO_URING_F_UNLOCKED as u32;

        // SAFETY: The handle owns the command, and ends here.
        unsafe { bindings::io_uring_cmd_done(self.raw.as_ptr(), result, 0, flags) };
    }
}
