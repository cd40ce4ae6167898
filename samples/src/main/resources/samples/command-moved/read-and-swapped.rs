// about: commands are read out of their places, swapped and overwritten
// origin: written for this rule
use core::{mem, ptr};
use kernel::{bindings, prelude::*, types::Opaque};

/// A command.
#[repr(transparent)]
pub struct Letter {
    raw: Opaque<bindings::io_uring_cmd>,
}

impl Letter {
    /// # Safety
    ///
    /// The command must be alive.
    pub unsafe fn open(raw: *mut bindings::io_uring_cmd) -> Self { // expect: command-moved
        // SAFETY: The caller promises it, and the types have the same layout.
        unsafe { ptr::read(raw.cast::<Self>()) } // expect: command-moved
    }

    /// Puts this letter in the place of another one.
    pub fn exchange(&mut self, other: &mut Letter) {
        mem::swap(self, other); // expect: command-moved
    }
}

/// # Safety
///
/// Both commands must be alive.
unsafe fn forward(from: *mut bindings::io_uring_cmd, to: *mut bindings::io_uring_cmd) {
    // SAFETY: The caller promises it.
    unsafe { ptr::copy_nonoverlapping(from, to, 1) }; // expect: command-moved
}

/// # Safety
///
/// The command must be alive.
unsafe fn operation(raw: *const bindings::io_uring_cmd) -> u32 {
    // SAFETY: The caller promises it.
    let copy = unsafe { *raw }; // expect: command-moved

    copy.cmd_op
}
