// about: the payload of an SQE is copied into an empty value, byte by byte, since no other read is volatile and unaligned
// origin: written for this rule
use core::mem::MaybeUninit;
use kernel::{bindings, prelude::*, transmute::FromBytes, types::Opaque};

/// The SQE of a command.
#[repr(transparent)]
pub struct Order(Opaque<bindings::io_uring_sqe>);

impl Order {
    /// A copy of the payload.
    pub fn payload<T: FromBytes>(&self) -> Result<T> {
        const { assert!(size_of::<T>() <= 16) };
        let mut copy = MaybeUninit::<T>::uninit();
        let to = copy.as_mut_ptr().cast::<u8>();
        // SAFETY: The SQE can be read as long as the reference to it.
        let from = unsafe { &raw const (*self.0.get()).__bindgen_anon_6.cmd }.cast::<u8>();

        for at in 0..size_of::<T>() {
            // SAFETY: Both places have that many bytes.
            unsafe { to.add(at).write(from.add(at).read_volatile()) };
        }
        // SAFETY: All bytes were written, and all of them are valid for `T`.
        Ok(unsafe { copy.assume_init() })
    }
}
