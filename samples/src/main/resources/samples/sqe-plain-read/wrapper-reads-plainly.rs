// about: a wrapper of the SQE reads a field, copies the payload and hands out a slice of it
// origin: written for this rule
use core::{ptr, slice};
use kernel::{bindings, prelude::*, transmute::FromBytes, types::Opaque};

/// The SQE of a command.
#[repr(transparent)]
pub struct Entry(Opaque<bindings::io_uring_sqe>);

impl Entry {
    /// The length that user space gives.
    pub fn length(&self) -> u32 {
        // SAFETY: The SQE can be read as long as the reference to it.
        let sqe = unsafe { &*self.0.get() };

        sqe.len // expect: sqe-plain-read
    }

    fn payload(&self) -> *const u8 {
        // SAFETY: The SQE can be read as long as the reference to it.
        unsafe { &raw const (*self.0.get()).__bindgen_anon_6.cmd }.cast()
    }

    /// The payload as a type.
    pub fn read<T: FromBytes>(&self) -> T {
        const { assert!(size_of::<T>() <= 16) };

        // SAFETY: The payload has 16 bytes, and all of them are valid for `T`.
        unsafe { self.payload().cast::<T>().read_unaligned() } // expect: sqe-plain-read
    }

    /// The payload as bytes.
    pub fn copy(&self) -> [u8; 16] {
        let mut bytes = [0; 16];

        // SAFETY: Both places have 16 bytes.
        unsafe { ptr::copy_nonoverlapping(self.payload(), bytes.as_mut_ptr(), 16) }; // expect: sqe-plain-read
        bytes
    }

    /// The bytes of the payload where they are.
    pub fn bytes(&self) -> &[u8] {
        // SAFETY: The payload has 16 bytes.
        unsafe { slice::from_raw_parts(self.payload(), 16) } // expect: sqe-plain-read
    }
}
