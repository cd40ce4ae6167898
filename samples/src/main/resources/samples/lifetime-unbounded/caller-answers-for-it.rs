// about: who calls it promises how long the SQE is there
// origin: written for this rule
use kernel::{bindings, prelude::*, types::Opaque};

/// An SQE.
#[repr(transparent)]
pub struct Slip(Opaque<bindings::io_uring_sqe>);


impl Slip {
    /// An SQE.
    ///
    /// # Safety
    ///
    /// `raw` must be an SQE that is there for `'a`.
    pub unsafe fn of<'a>(raw: *const bindings::io_uring_sqe) -> &'a Slip {
        // SAFETY: The caller promises it.
        unsafe { &*raw.cast() }
    }
}
