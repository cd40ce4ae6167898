// about: the flags are a type that only lives as long as the call that they are of, or the caller has to promise it
// origin: written for this rule
use core::{marker::PhantomData, ptr::NonNull};
use kernel::{bindings, prelude::*};

/// The flags of the call that runs now.
#[derive(Clone, Copy)]
pub struct CallFlags<'a> {
    bits: u32,
    call: PhantomData<&'a ()>,
}

/// A command that is completed once.
#[must_use = "a command has to be completed"]
pub struct Claim {
    raw: NonNull<bindings::io_uring_cmd>,
}

impl Claim {
    /// Settles the claim.
    pub fn settle(self, result: i32, flags: CallFlags<'_>) {
        // SAFETY: The handle owns the command, and ends here; the flags are those of the call.
        unsafe { bindings::io_uring_cmd_done32(self.raw.as_ptr(), result, 0, flags.bits) };
    }

    /// Settles the claim with two words.
    ///
    /// # Safety
    ///
    /// `issue_flags` must be those of the call that runs now.
    pub unsafe fn settle_with(self, result: i32, extra: u64, issue_flags: u32) {
        // SAFETY: The handle owns the command, and ends here; the caller promises the rest.
        unsafe { bindings::io_uring_cmd_done32(self.raw.as_ptr(), result, extra, issue_flags) };
    }

    /// The size of a reply in pages, which is no flag.
    pub fn pages(&self, bytes: u32) -> u32 {
        bytes.div_ceil(4096)
    }
}
