// about: the PDU is copied into an empty value, which is then taken for initialized
// origin: written for this rule
use core::{mem::MaybeUninit, ptr::NonNull};
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
        let mut text = MaybeUninit::<T>::uninit(); // expect: needless-uninit

        if size_of::<T>() > raw.pdu.len() {
            return Err(EINVAL);
        }
        // SAFETY: Both places have that many bytes.
        unsafe {
            core::ptr::copy_nonoverlapping(
                raw.pdu.as_ptr(),
                text.as_mut_ptr().cast::<u8>(),
                size_of::<T>(),
            );
        }
        // SAFETY: All bytes were copied, and all of them are valid for `T`.
        Ok(unsafe { text.assume_init() })
    }
}
