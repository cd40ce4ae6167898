// about: a handler is given the handle, and a driver could make another one
// origin: written for this rule
use core::{ffi::{c_int, c_uint}, ptr::NonNull};
use kernel::{bindings, prelude::*};

/// A command that is completed once.
#[must_use = "a command has to be completed"]
pub struct Seal {
    raw: NonNull<bindings::io_uring_cmd>,
}

impl Seal {
    /// Takes a command over.
    ///
    /// # Safety
    ///
    /// `raw` must be a command that was issued, and that no other handle stands for.
    pub unsafe fn of(raw: *mut bindings::io_uring_cmd) -> Self { // expect: forgeable-handle
        // SAFETY: The caller promises it.
        Self { raw: unsafe { NonNull::new_unchecked(raw) } }
    }

    /// Completes the command.
    pub(crate) fn break_off(self, result: i32, issue_flags: c_uint) {
        // SAFETY: The handle owns the command, and ends here.
        unsafe { bindings::io_uring_cmd_done(self.raw.as_ptr(), result, 0, issue_flags) };
    }
}

/// # Safety
///
/// Only the core calls it, with a command of its own.
unsafe extern "C" fn seal_uring_cmd(raw: *mut bindings::io_uring_cmd, issue_flags: c_uint) -> c_int {
    if issue_flags & (bindings::io_uring_cmd_flags_IO_URING_F_CANCEL as u32) != 0 {
        return 0;
    }
    // SAFETY: The core has issued the command, and this is the first handle for it.
    let seal = unsafe { Seal::of(raw) };

    seal.break_off(0, issue_flags);
    -(bindings::EIOCBQUEUED as c_int)
}

static SEAL_FOPS: bindings::file_operations = bindings::file_operations {
    uring_cmd: Some(seal_uring_cmd),
    ..pin_init::zeroed()
};
