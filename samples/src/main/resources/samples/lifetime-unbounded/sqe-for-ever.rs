// about: the SQE is lent for ever, and used for another submission soon
// origin: written for this rule
use core::ptr::NonNull;
use kernel::{bindings, prelude::*, types::Opaque};

/// An SQE.
#[repr(transparent)]
pub struct Slip(Opaque<bindings::io_uring_sqe>);

/// A command that is completed once.
#[must_use = "a command has to be completed"]
pub struct Order {
    raw: NonNull<bindings::io_uring_cmd>,
}

impl Order {
    /// The SQE, while the handler runs.
    pub fn slip(&self) -> &'static Slip { // expect: lifetime-unbounded
        // SAFETY: The command is alive as long as the handle, and has its SQE.
        unsafe { &*(*self.raw.as_ptr()).sqe.cast() }
    }

    /// Completes the command, where no lock of a ring is held.
    pub fn serve(self, result: i32) {
        let flags = bindings::io_uring_cmd_flags_IO_URING_F_UNLOCKED as u32;

        // SAFETY: The handle owns the command, and ends here.
        unsafe { bindings::io_uring_cmd_done(self.raw.as_ptr(), result, 0, flags) };
    }
}
