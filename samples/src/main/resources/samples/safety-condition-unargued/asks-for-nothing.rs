// about: what is called has no conditions that a comment could pass over
// origin: written for this rule
use core::ptr::NonNull;
use kernel::{bindings, prelude::*};

/// A command that is completed once.
#[must_use = "a command has to be completed"]
pub struct Knob {
    raw: NonNull<bindings::io_uring_cmd>,
}

impl Knob {
    /// Takes a command over.
    ///
    /// # Safety
    ///
    /// `raw` must be aligned.
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

/// Who looks for knobs.
pub struct Turner;

impl Turner {
    /// Takes a knob that was left.
    ///
    /// # Safety
    ///
    /// `raw` must come from the core.
    pub unsafe fn find(&self, raw: *mut bindings::io_uring_cmd) -> Option<Knob> {
        // SAFETY: The pointer comes from the core.
        unsafe { Knob::of(raw) }
    }
}
