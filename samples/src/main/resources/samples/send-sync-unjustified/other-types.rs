// about: what holds a place for commands is no handle, and a marker needs no promise
// origin: written for this rule
use core::ptr::NonNull;
use kernel::{bindings, prelude::*, sync::SpinLock};

/// Where a command waits.
#[pin_data]
pub struct Place {
    #[pin]
    raw: SpinLock<Option<NonNull<bindings::io_uring_cmd>>>,
}

// SAFETY: All of it is behind the lock.
unsafe impl Send for Place {}
// SAFETY: See above.
unsafe impl Sync for Place {}

/// The number of a command.
pub struct Number(*const ());

// SAFETY: It is a number.
unsafe impl Send for Number {}
