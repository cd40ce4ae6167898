// about: the first word is read by one volatile access; the fields are read of the copy
// origin: written for this rule
use core::ptr;
use kernel::{bindings, prelude::*, types::Opaque};

/// What the payload starts with.
#[derive(Clone, Copy)]
#[repr(C)]
pub struct Head {
    kind: u16,
    count: u16,
    seed: u32,
}

/// The SQE of a command.
#[repr(transparent)]
pub struct Entry(Opaque<bindings::io_uring_sqe>);

impl Entry {
    /// The number of elements, if the kind has some.
    pub fn count(&self) -> Option<u16> {
        // SAFETY: The payload starts at a multiple of 8, and has 16 bytes.
        let head = unsafe { ptr::read_volatile((&raw const (*self.0.get()).__bindgen_anon_6.cmd).cast::<Head>()) };
        let copy = &head;

        (copy.kind == 1 && copy.seed != 0).then_some(copy.count)
    }
}
