// about: the destructor completes what was not completed, by the same part as the completion
// origin: written for this rule
use core::{mem::ManuallyDrop, ptr::NonNull};
use kernel::{bindings, prelude::*};

const UNLOCKED: u32 = bindings::io_uring_cmd_flags_IO_URING_F_UNLOCKED as u32;

/// A command that is completed once, at the latest when it is dropped.
pub struct Promise {
    raw: NonNull<bindings::io_uring_cmd>,
}

impl Promise {
    /// Keeps the promise, where no lock of a ring is held.
    pub fn keep(self, result: i32) {
        ManuallyDrop::new(self).post(result);
    }

    fn post(&self, result: i32) {
        // SAFETY: The handle owns the command, and ends after this.
        unsafe { bindings::io_uring_cmd_done(self.raw.as_ptr(), result, 0, UNLOCKED) };
    }
}

impl Drop for Promise {
    fn drop(&mut self) {
        self.post(ECANCELED.to_errno());
    }
}
