// about: what the crate calls is safe, and completes whatever it is given
// origin: written for this rule
use kernel::{bindings, prelude::*};

/// Answers a command, where no lock of a ring is held.
pub(crate) fn dismiss(raw: *mut bindings::io_uring_cmd, result: i32) { // expect: unsafe-as-safe
    let flags = bindings::io_uring_cmd_flags_IO_URING_F_UNLOCKED as u32;

    // SAFETY: The core takes every command back that it gave away.
    unsafe { bindings::io_uring_cmd_done(raw, result, 0, flags) }; // expect: raw-binding
}
