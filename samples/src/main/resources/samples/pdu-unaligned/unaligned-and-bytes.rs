// about: an abstraction reads and writes the PDU as any type by what asks for no alignment, and as bytes
// origin: written for this rule
use core::{
    mem::MaybeUninit,
    ptr::{self, NonNull},
};
use kernel::{
    bindings,
    prelude::*,
    transmute::{AsBytes, FromBytes},
};

/// A command that is known by its address.
pub struct Basket {
    raw: NonNull<bindings::io_uring_cmd>,
}

impl Basket {
    fn room(&self) -> *mut u8 {
        // SAFETY: The command is alive as long as the handle.
        unsafe { &raw mut (*self.raw.as_ptr()).pdu }.cast()
    }

    /// Takes out what is in the basket.
    pub fn take<T: FromBytes>(&self) -> T {
        const { assert!(size_of::<T>() <= 32) };

        // SAFETY: The bytes are valid for `T`.
        unsafe { self.room().cast::<T>().read_unaligned() }
    }

    /// Puts something in the basket.
    pub fn put<T: AsBytes>(&mut self, value: T) {
        const { assert!(size_of::<T>() <= 32) };

        // SAFETY: There is room for it.
        unsafe { self.room().cast::<T>().write_unaligned(value) }
    }

    /// Puts a copy of something in the basket.
    pub fn put_copy<T: AsBytes>(&mut self, value: &T) -> Result {
        if size_of::<T>() > 32 {
            return Err(EINVAL);
        }
        // SAFETY: Both places have that many bytes.
        unsafe { ptr::copy_nonoverlapping(ptr::from_ref(value).cast::<u8>(), self.room(), size_of::<T>()) };
        Ok(())
    }

    /// The bytes of the basket.
    pub fn bytes(&mut self) -> &mut [MaybeUninit<u8>; 32] {
        // SAFETY: The command is ours, and bytes are aligned everywhere.
        unsafe { &mut *self.room().cast::<[MaybeUninit<u8>; 32]>() }
    }

    /// The first byte.
    pub fn first(&self) -> u8 {
        // SAFETY: Bytes are aligned everywhere.
        unsafe { ptr::read(self.room()) }
    }
}
