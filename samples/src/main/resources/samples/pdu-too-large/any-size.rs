// about: one method of an abstraction asks for the size, and one does not
// origin: written for this rule
use core::ptr::{self, NonNull};
use kernel::{
    bindings,
    prelude::*,
    transmute::{AsBytes, FromBytes},
};

/// A command that is known by its address.
pub struct Pouch {
    raw: NonNull<bindings::io_uring_cmd>,
}

impl Pouch {
    /// What is in the pouch.
    pub fn get<T: FromBytes>(&self) -> T {
        // SAFETY: The command is alive as long as the handle.
        let room = unsafe { &raw const (*self.raw.as_ptr()).pdu };

        // SAFETY: All bytes are valid for `T`.
        unsafe { room.cast::<T>().read_unaligned() } // expect: pdu-too-large
    }

    /// Puts something in the pouch.
    pub fn put<T: AsBytes>(&mut self, value: &T) -> Result {
        // SAFETY: The command is alive as long as the handle.
        let room = unsafe { &mut (*self.raw.as_ptr()).pdu };
        let length = size_of::<T>();

        if length > room.len() {
            return Err(EINVAL);
        }
        // SAFETY: Both places have that many bytes.
        unsafe { ptr::copy_nonoverlapping(ptr::from_ref(value).cast::<u8>(), room.as_mut_ptr(), length) };
        Ok(())
    }

    /// Puts something in the pouch, whatever its size.
    pub fn push<T: AsBytes>(&mut self, value: &T) {
        // SAFETY: The command is alive as long as the handle.
        let room = unsafe { &mut (*self.raw.as_ptr()).pdu };
        let length = size_of::<T>();

        // SAFETY: Both places are there.
        // expect-next: pdu-too-large
        unsafe { ptr::copy_nonoverlapping(ptr::from_ref(value).cast::<u8>(), room.as_mut_ptr(), length) };
    }
}
