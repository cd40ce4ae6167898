// about: one method of an abstraction reads the payload as a type of any size; its neighbor and its helper have the size checked
// origin: written for this rule
use core::ptr::addr_of;
use kernel::{bindings, prelude::*, transmute::FromBytes, types::Opaque};

/// The SQE of a command.
#[repr(transparent)]
pub struct Note(Opaque<bindings::io_uring_sqe>);

struct Fits<T>(core::marker::PhantomData<T>);

impl<T> Fits<T> {
    const SMALL: () = assert!(size_of::<T>() <= 16);
}

impl Note {
    fn raw<T>(&self) -> T {
        // SAFETY: The caller has seen to the size, and the payload starts at a multiple of 8.
        unsafe { addr_of!((*self.0.get()).__bindgen_anon_6.cmd).cast::<T>().read_volatile() }
    }

    /// The note, if it is a small one.
    pub fn small<T: FromBytes>(&self) -> Result<T> {
        if size_of::<T>() > 16 {
            return Err(EINVAL);
        }
        Ok(self.raw())
    }

    /// The note, of a size that is known when the kernel is built.
    pub fn fixed<T: FromBytes>(&self) -> T {
        let () = Fits::<T>::SMALL;

        // SAFETY: The payload has 16 bytes and starts at a multiple of 8.
        unsafe { addr_of!((*self.0.get()).__bindgen_anon_6.cmd).cast::<T>().read_volatile() }
    }

    /// The note.
    pub fn any<T: FromBytes>(&self) -> T {
        // SAFETY: The payload starts at a multiple of 8.
        unsafe { addr_of!((*self.0.get()).__bindgen_anon_6.cmd).cast::<T>().read_volatile() } // expect: sqe-type-too-large
    }
}
