// about: the entry sees whether the command was taken, and returns what fits
// origin: written for this rule
use core::{ffi::{c_int, c_uint}, ptr::NonNull};
use kernel::{bindings, prelude::*};

/// A command that is completed once.
#[must_use = "a command has to be completed"]
pub struct Viola {
    raw: NonNull<bindings::io_uring_cmd>,
}

impl Viola {
    /// Completes the command.
    pub(crate) fn bow(self, result: i32, issue_flags: c_uint) {
        // SAFETY: The handle owns the command, and ends here.
        unsafe { bindings::io_uring_cmd_done(self.raw.as_ptr(), result, 0, issue_flags) };
    }

    /// Completes the command, where no lock of a ring is held.
    pub fn tune(self, result: i32) {
        let flags = bindings::io_uring_cmd_flags_IO_URING_F_UNLOCKED as u32;

        // SAFETY: The handle owns the command, and ends here.
        unsafe { bindings::io_uring_cmd_done(self.raw.as_ptr(), result, 0, flags) };
    }
}

/// A device that takes commands.
pub trait Quartet {
    /// Takes a command, or leaves it.
    fn rehearse(command: &mut Option<Viola>, issue_flags: c_uint) -> c_int;
}

/// # Safety
///
/// Only the core calls it, with a command of its own.
unsafe extern "C" fn viola_uring_cmd<Q: Quartet>(raw: *mut bindings::io_uring_cmd, issue_flags: c_uint) -> c_int {
    if issue_flags & (bindings::io_uring_cmd_flags_IO_URING_F_CANCEL as u32) != 0 {
        return 0;
    }
    let mut viola = NonNull::new(raw).map(|raw| Viola { raw });
    // Not followed: whoever has the trait is in another crate.
    let result = Q::rehearse(&mut viola, issue_flags);

    if viola.is_none() {
        return -(bindings::EIOCBQUEUED as c_int);
    }
    core::mem::forget(viola);
    result
}
