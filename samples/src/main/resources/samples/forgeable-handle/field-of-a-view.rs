// about: the field is public, and the type owns nothing: it is only looked at
// origin: written for this rule
use core::ptr::NonNull;
use kernel::{bindings, prelude::*};

/// A look at a command that somebody else has.
#[derive(Clone, Copy)]
pub struct Glimpse(pub NonNull<bindings::io_uring_cmd>);

impl Glimpse {
    /// Where the command lies, for logs.
    pub fn address(&self) -> usize {
        self.0.as_ptr() as usize
    }
}
