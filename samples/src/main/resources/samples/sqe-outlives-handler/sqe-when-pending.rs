// about: the handle for later lends the whole SQE
// origin: written for this rule
use core::ptr::NonNull;
use kernel::{bindings, prelude::*, types::Opaque};

/// An SQE.
#[repr(transparent)]
pub struct Label(Opaque<bindings::io_uring_sqe>);

/// A command while its handler runs.
#[must_use = "a command has to be completed"]
pub struct Grape {
    raw: NonNull<bindings::io_uring_cmd>,
}

/// A command after its handler has returned.
#[must_use = "a command has to be completed"]
pub struct Wine {
    raw: NonNull<bindings::io_uring_cmd>,
}

impl Grape {
    /// Keeps the command for later.
    pub fn press(self) -> Wine {
        Wine { raw: self.raw }
    }
}

impl Wine {
    /// What user space has written.
    pub fn label(&self) -> &Label { // expect: sqe-outlives-handler
        // SAFETY: The command is alive as long as the handle, and so is what it points to.
        unsafe { &*(*self.raw.as_ptr()).sqe.cast() }
    }

    /// Completes the command, where no lock of a ring is held.
    pub fn pour(self, result: i32) {
        let flags = bindings::io_uring_cmd_flags_IO_URING_F_UNLOCKED as u32;

        // SAFETY: The handle owns the command, and ends here.
        unsafe { bindings::io_uring_cmd_done(self.raw.as_ptr(), result, 0, flags) };
    }
}
