// about: the handle of a pending command is `Copy`, and its completion takes a copy
// origin: written for this rule
use core::ptr::NonNull;
use kernel::{bindings, prelude::*};

/// A command that is to be completed.
#[derive(Clone, Copy)] // expect: handle-copied
#[must_use = "a pending command has to be completed"]
pub struct Waiter {
    raw: NonNull<bindings::io_uring_cmd>,
}

impl Waiter {
    /// Completes the command, where no lock of a ring is held.
    pub fn wake(self, result: i32) {
        let flags = bindings::io_uring_cmd_flags_IO_URING_F_UNLOCKED as u32;

        // SAFETY: The command is pending as long as the handle is there.
        unsafe { bindings::io_uring_cmd_done(self.raw.as_ptr(), result, 0, flags) };
    }
}

/// A command that was just issued.
pub struct Arrival(NonNull<bindings::io_uring_cmd>);

// expect-next: handle-copied
impl Clone for Arrival {
    fn clone(&self) -> Self {
        Self(self.0)
    }
}

impl Arrival {
    /// Has the command wait.
    pub fn wait(self) -> Waiter {
        Waiter { raw: self.0 }
    }
}
