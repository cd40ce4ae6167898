// about: methods by `&self` make exclusive references of what they are lent
// origin: written for this rule
use core::ptr::NonNull;
use kernel::{bindings, prelude::*};

/// A command that is known by its address.
pub struct Errand {
    at: NonNull<bindings::io_uring_cmd>,
}

impl Errand {
    /// The bytes of the note.
    // expect-next: needless-mut
    pub fn note(&self) -> &mut [u8; 32] {
        // SAFETY: The command is alive as long as the handle.
        unsafe { &mut (*self.at.as_ptr()).pdu }
    }

    /// Starts the note with a number of its kind.
    pub fn mark(&self, kind: u8) {
        // SAFETY: The command is alive as long as the handle.
        let raw = unsafe { &mut *self.at.as_ptr() }; // expect: needless-mut

        raw.pdu[0] = kind;
    }

    /// The same, by one who has the handle to himself.
    pub fn mark_own(&mut self, kind: u8) {
        // SAFETY: The command is alive as long as the handle.
        let raw = unsafe { self.at.as_mut() };

        raw.pdu[0] = kind;
    }

    /// The same, without a reference.
    ///
    /// # Safety
    ///
    /// Nobody else may write the note.
    pub unsafe fn mark_shared(&self, kind: u8) {
        // SAFETY: The command is alive as long as the handle, and the caller promises the rest.
        unsafe { (&raw mut (*self.at.as_ptr()).pdu).cast::<u8>().write(kind) };
    }
}
