// about: two getters by `&self` make exclusive references and only read through them
// origin: written for this rule
use core::ptr::NonNull;
use kernel::{bindings, prelude::*, transmute::FromBytes, types::Opaque};

/// A command in the place where the core keeps it.
#[repr(transparent)]
pub struct Errand(Opaque<bindings::io_uring_cmd>);

impl Errand {
    /// What user space asks for.
    pub fn operation(&self) -> u32 {
        // SAFETY: The command is alive as long as the reference to it.
        let raw = unsafe { &mut *self.0.get() }; // expect: needless-mut

        raw.cmd_op
    }

    /// A copy of what the driver has noted in the command.
    pub fn note<T: FromBytes>(&self) -> Result<T> {
        // SAFETY: The command is alive as long as the reference to it.
        let raw = unsafe { &mut *self.0.get() }; // expect: needless-mut
        let bytes = &raw const raw.pdu as *const T;

        if size_of::<T>() > raw.pdu.len() {
            return Err(EINVAL);
        }
        // SAFETY: The bytes are there, and all of them are valid for `T`.
        Ok(unsafe { bytes.read_unaligned() })
    }
}

/// A command that is known by its address.
pub struct ErrandRef {
    at: NonNull<bindings::io_uring_cmd>,
}

impl ErrandRef {
    /// The flags of the command.
    pub fn flags(&mut self) -> u32 {
        // SAFETY: The command is alive as long as this reference to it.
        unsafe { self.at.as_mut() }.flags // expect: needless-mut
    }
}
