// about: the lifetime is that of the type, which ends with the handler
// origin: written for this rule
use core::{marker::PhantomData, ptr::NonNull};
use kernel::{bindings, prelude::*, types::Opaque};

/// An SQE.
#[repr(transparent)]
pub struct Slip(Opaque<bindings::io_uring_sqe>);


/// A command while its handler runs.
pub struct Guest<'a> {
    raw: NonNull<bindings::io_uring_cmd>,
    stay: PhantomData<&'a ()>,
}

impl<'a> Guest<'a> {
    /// The SQE, while the handler runs.
    pub fn slip(&self) -> &'a Slip {
        // SAFETY: The command is alive as long as the handle, and has its SQE.
        unsafe { &*(*self.raw.as_ptr()).sqe.cast() }
    }
}
