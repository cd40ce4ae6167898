// about: one of two conditions is argued, and the other one is that of the owner
// origin: written for this rule
use core::ptr::NonNull;
use kernel::{bindings, prelude::*};

/// A command that is completed once.
#[must_use = "a command has to be completed"]
pub struct Key {
    raw: NonNull<bindings::io_uring_cmd>,
}

impl Key {
    /// Takes a command over.
    ///
    /// # Safety
    ///
    /// - `raw` must be non-null and aligned.
    /// - No other handle may stand for the command.
    pub(crate) unsafe fn of(raw: *mut bindings::io_uring_cmd) -> Option<Self> {
        NonNull::new(raw).map(|raw| Self { raw })
    }

    /// Completes the command, where no lock of a ring is held.
    pub fn turn(self, result: i32) {
        let flags = bindings::io_uring_cmd_flags_IO_URING_F_UNLOCKED as u32;

        // SAFETY: The handle owns the command, and ends here.
        unsafe { bindings::io_uring_cmd_done(self.raw.as_ptr(), result, 0, flags) };
    }
}

/// Who looks for keys.
pub struct Porter;

impl Porter {
    /// Takes a key that was left.
    ///
    /// # Safety
    ///
    /// `raw` must come from the core.
    pub unsafe fn find(&self, raw: *mut bindings::io_uring_cmd) -> Option<Key> {
        // SAFETY: The pointer is aligned and not NULL.
        unsafe { Key::of(raw) } // expect: safety-condition-unargued
    }
}
