// about: a method of a trait is `unsafe`: neither who implements nor who calls it knows why
// origin: written for this rule
use kernel::{bindings, prelude::*};

/// What is done with a command when its work is there.
pub trait Pilot {
    /// Steers a command home.
    // expect-next: safety-section
    unsafe fn steer(&self, raw: *mut bindings::io_uring_cmd);
}
