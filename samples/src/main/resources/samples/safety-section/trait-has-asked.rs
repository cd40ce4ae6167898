// about: who implements a trait need not say again what it asks of callers
// origin: written for this rule
use kernel::{bindings, prelude::*};

/// What is done with a command when its work is there.
pub trait Tower {
    /// Guides a command home.
    ///
    /// # Safety
    ///
    /// `raw` must be a command that was issued, and that is alive.
    unsafe fn guide(&self, raw: *mut bindings::io_uring_cmd) -> u32;
}

/// The tower of one field.
pub struct Field;

impl Tower for Field {
    unsafe fn guide(&self, raw: *mut bindings::io_uring_cmd) -> u32 {
        // SAFETY: The caller promises that the command is alive.
        unsafe { (*raw).cmd_op }
    }
}
