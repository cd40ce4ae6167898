// about: the handle of a pending command can be dropped, and nobody is told
// origin: written for this rule
use core::ptr::NonNull;
use kernel::{bindings, prelude::*};

/// A command that waits.
pub struct Pending { // expect: lost-completion
    raw: NonNull<bindings::io_uring_cmd>,
    tag: u16,
}

impl Pending {
    /// Its number.
    pub fn tag(&self) -> u16 {
        self.tag
    }

    /// Completes the command, where no lock of a ring is held.
    pub fn complete(self, result: i32) {
        let flags = bindings::io_uring_cmd_flags_IO_URING_F_UNLOCKED as u32;

        // SAFETY: The handle owns the command, and ends here.
        unsafe { bindings::io_uring_cmd_done(self.raw.as_ptr(), result, 0, flags) };
    }
}

/// A command that waits, and is completed by its destructor at the latest.
pub struct Careful {
    raw: NonNull<bindings::io_uring_cmd>,
}

impl Careful {
    /// Completes the command, where no lock of a ring is held.
    pub fn complete(self, result: i32) {
        core::mem::ManuallyDrop::new(self).post(result);
    }

    fn post(&self, result: i32) {
        let flags = bindings::io_uring_cmd_flags_IO_URING_F_UNLOCKED as u32;

        // SAFETY: The handle owns the command, and ends after this.
        unsafe { bindings::io_uring_cmd_done(self.raw.as_ptr(), result, 0, flags) };
    }
}

impl Drop for Careful {
    fn drop(&mut self) {
        self.post(ECANCELED.to_errno());
    }
}
