// about: a wrapper of the SQE that reads each byte once, and keeps the reference to the whole to itself
// origin: written for this rule
use core::ptr::{addr_of, NonNull};
use kernel::{bindings, prelude::*, transmute::FromBytes, types::Opaque};

/// The SQE of a command.
#[repr(transparent)]
pub struct Entry(Opaque<bindings::io_uring_sqe>);

/// A command that is known by its address.
pub struct Request {
    raw: NonNull<bindings::io_uring_cmd>,
}

impl Request {
    /// The SQE.
    pub fn entry(&self) -> &Entry {
        // SAFETY: The command is alive as long as the handle, and so is its SQE until the handler returns.
        unsafe { &*(*self.raw.as_ptr()).sqe.cast() }
    }
}

impl Entry {
    /// The length that user space gives.
    pub fn length(&self) -> u32 {
        // SAFETY: The SQE can be read as long as the reference to it.
        unsafe { addr_of!((*self.0.get()).len).read_volatile() }
    }

    /// The payload as bytes.
    pub fn copy(&self) -> [u8; 16] {
        // SAFETY: The SQE can be read as long as the reference to it.
        let sqe = unsafe { &*self.0.get() };
        let from = (&raw const sqe.__bindgen_anon_6.cmd).cast::<u8>();

        // SAFETY: The payload has 16 bytes.
        core::array::from_fn(|at| unsafe { from.add(at).read_volatile() })
    }

    /// The payload as a type.
    pub fn read<T: FromBytes + Copy>(&self) -> Result<T> {
        let bytes = self.copy();

        if size_of::<T>() > bytes.len() {
            return Err(EINVAL);
        }
        // SAFETY: The copy has that many bytes, and all of them are valid for `T`.
        Ok(unsafe { bytes.as_ptr().cast::<T>().read_unaligned() })
    }
}
