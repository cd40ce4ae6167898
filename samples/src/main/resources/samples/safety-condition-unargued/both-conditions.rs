// about: each condition is argued
// origin: written for this rule
use core::ptr::NonNull;
use kernel::{bindings, prelude::*};

/// A command that is completed once.
#[must_use = "a command has to be completed"]
pub struct Lock {
    raw: NonNull<bindings::io_uring_cmd>,
}

impl Lock {
    /// Takes a command over.
    ///
    /// # Safety
    ///
    /// - `raw` must be non-null and aligned, and alive.
    /// - No other handle may stand for the command.
    pub(crate) unsafe fn of(raw: *mut bindings::io_uring_cmd) -> Option<Self> {
        NonNull::new(raw).map(|raw| Self { raw })
    }

    /// Completes the command, where no lock of a ring is held.
    pub fn open(self, result: i32) {
        let flags = bindings::io_uring_cmd_flags_IO_URING_F_UNLOCKED as u32;

        // SAFETY: The handle owns the command, and ends here.
        unsafe { bindings::io_uring_cmd_done(self.raw.as_ptr(), result, 0, flags) };
    }
}

/// Who looks for locks.
pub struct Smith;

impl Smith {
    /// Takes a lock that was left.
    ///
    /// # Safety
    ///
    /// `raw` must come from the core.
    pub unsafe fn find(&self, raw: *mut bindings::io_uring_cmd) -> Option<Lock> {
        // SAFETY: The core keeps the command alive until it is completed, and has given it to
        // nobody else.
        unsafe { Lock::of(raw) }
    }
}
