// about: half of the payload, and a constant that is too large
// origin: written for this rule
use core::slice;
use kernel::{bindings, prelude::*, types::Opaque};

const TAIL: usize = 64;

/// The SQE of a command.
#[repr(transparent)]
pub struct Form(Opaque<bindings::io_uring_sqe>);

impl Form {
    fn start(&self) -> *const u8 {
        // SAFETY: The SQE can be read as long as the reference to it.
        unsafe { &raw const (*self.0.get()).__bindgen_anon_6.cmd }.cast()
    }

    /// The words of the form.
    pub fn bytes(&self) -> &[Opaque<u8>] {
        // SAFETY: The payload is there.
        unsafe { slice::from_raw_parts(self.start().cast::<Opaque<u8>>(), 8) } // expect: payload-layout, sqe-plain-read
    }

    /// The words of a large form.
    pub fn large(&self) -> &[Opaque<u8>] {
        // SAFETY: The SQE is a large one.
        unsafe { slice::from_raw_parts(self.start().cast::<Opaque<u8>>(), TAIL) } // expect: payload-layout, sqe-plain-read
    }
}
