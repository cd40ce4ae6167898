// about: the type is for the module that makes it for each call
// origin: written for this rule
use core::ptr::NonNull;
use kernel::{bindings, prelude::*};

/// What the current call may do.
#[derive(Clone, Copy)]
struct Order(u32);

/// A command that is completed once.
#[must_use = "a command has to be completed"]
pub struct Squad {
    raw: NonNull<bindings::io_uring_cmd>,
}

impl Squad {
    /// Completes the command.
    fn dismiss(self, result: i32, order: Order) {
        // SAFETY: The handle owns the command, and ends here.
        unsafe { bindings::io_uring_cmd_done(self.raw.as_ptr(), result, 0, order.0) };
    }
}
