// about: a note is written through the exclusive reference, and read through a shared one
// origin: written for this rule
use core::ptr;
use kernel::{
    bindings,
    prelude::*,
    transmute::{AsBytes, FromBytes},
    types::Opaque,
};

/// A command in the place where the core keeps it.
#[repr(transparent)]
pub struct Errand(Opaque<bindings::io_uring_cmd>);

impl Errand {
    /// Notes something in the command.
    pub fn put_note<T: AsBytes>(&mut self, note: &T) -> Result {
        // SAFETY: The command is alive, and nobody else has a reference to it.
        let raw = unsafe { &mut *self.0.get() };
        let len = size_of::<T>();

        if len > raw.pdu.len() {
            return Err(EINVAL);
        }
        // SAFETY: Both places have `len` bytes, and they are apart.
        unsafe {
            ptr::copy_nonoverlapping(ptr::from_ref(note).cast::<u8>(), raw.pdu.as_mut_ptr(), len)
        };
        Ok(())
    }

    /// Starts the note with a number of its kind.
    pub fn mark_note(&mut self, kind: u8) {
        // SAFETY: The command is alive, and nobody else has a reference to it.
        let raw = unsafe { &mut *self.0.get() };

        raw.pdu[0] = kind;
    }

    /// A copy of the note.
    pub fn note<T: FromBytes>(&self) -> Result<T> {
        // SAFETY: The command is alive as long as the reference to it.
        let raw = unsafe { &*self.0.get() };

        if size_of::<T>() > raw.pdu.len() {
            return Err(EINVAL);
        }
        // SAFETY: The bytes are there, and all of them are valid for `T`.
        Ok(unsafe { raw.pdu.as_ptr().cast::<T>().read_unaligned() })
    }
}
