// about: the completion takes a pinned reference, and can be called again with the same one
// origin: written for this rule
use core::pin::Pin;
use kernel::{bindings, prelude::*, types::Opaque};

/// A command in the place where the core keeps it.
#[repr(transparent)]
pub struct Parcel {
    raw: Opaque<bindings::io_uring_cmd>,
}

impl Parcel {
    /// What user space asks for.
    pub fn operation(&self) -> u32 {
        // SAFETY: The command is alive as long as the reference to it.
        unsafe { (*self.raw.get()).cmd_op }
    }

    /// Delivers the result.
    ///
    /// # Safety
    ///
    /// `issue_flags` must be those of the context of the caller.
    // expect-next: done-by-reference
    pub unsafe fn deliver(self: Pin<&mut Self>, result: i32, issue_flags: u32) {
        // SAFETY: The command is alive as long as the reference to it.
        unsafe { bindings::io_uring_cmd_done(self.raw.get(), result, 0, issue_flags) };
    }
}
