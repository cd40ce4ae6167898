// about: an abstraction makes references of any type to the PDU, and reads and writes it through aligned pointers
// origin: written for this rule
use core::ptr::{self, NonNull};
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
    fn room<T>(&self) -> *mut T {
        const { assert!(size_of::<T>() <= 32) };

        // SAFETY: The command is alive as long as the handle.
        unsafe { &raw mut (*self.raw.as_ptr()).pdu }.cast()
    }

    /// What is in the basket.
    pub fn look<T: FromBytes>(&self) -> &T {
        const { assert!(size_of::<T>() <= 32) };

        // SAFETY: The bytes are valid for `T`.
        unsafe { &*self.room::<T>() } // expect: pdu-unaligned
    }

    /// What is in the basket, to be changed.
    pub fn change<T: FromBytes + AsBytes>(&mut self) -> &mut T {
        const { assert!(size_of::<T>() <= 32) };

        // SAFETY: The bytes are valid for `T`.
        unsafe { &mut *self.room::<T>() } // expect: pdu-unaligned
    }

    /// Takes out what is in the basket.
    pub fn take<T: FromBytes>(&self) -> T {
        const { assert!(size_of::<T>() <= 32) };

        // SAFETY: The bytes are valid for `T`.
        unsafe { ptr::read(self.room::<T>()) } // expect: pdu-unaligned
    }

    /// Puts something in the basket.
    pub fn put<T: AsBytes>(&mut self, value: T) {
        const { assert!(size_of::<T>() <= 32) };

        // SAFETY: There is room for it.
        unsafe { self.room::<T>().write(value) } // expect: pdu-unaligned
    }
}
