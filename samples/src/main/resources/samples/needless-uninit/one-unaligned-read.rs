// about: one unaligned read gives the value
// origin: written for this rule
use core::ptr::NonNull;
use kernel::{bindings, prelude::*, transmute::FromBytes};

/// A command that is known by its address.
pub struct Slip {
    at: NonNull<bindings::io_uring_cmd>,
}

impl Slip {
    /// A copy of what the driver has written on the slip.
    pub fn text<T: FromBytes>(&self) -> Result<T> {
        // SAFETY: The command is alive as long as the slip.
        let raw = unsafe { self.at.as_ref() };

        if size_of::<T>() > raw.pdu.len() {
            return Err(EINVAL);
        }
        // SAFETY: The bytes are there, and all of them are valid for `T`.
        Ok(unsafe { raw.pdu.as_ptr().cast::<T>().read_unaligned() })
    }
}
