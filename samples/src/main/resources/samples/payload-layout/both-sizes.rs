// about: the copy has the size that the SQE has
// origin: written for this rule
use kernel::{bindings, prelude::*, types::Opaque};

const SMALL: usize = 16;
const LARGE: usize = 80;

/// The SQE of a command.
#[repr(transparent)]
pub struct Form(Opaque<bindings::io_uring_sqe>);

/// What is known of a call.
pub struct Call {
    issue_flags: u32,
}

impl Call {
    fn has_large_entries(&self) -> bool {
        self.issue_flags & bindings::io_uring_cmd_flags_IO_URING_F_SQE128 as u32 != 0
    }
}

impl Form {
    fn start(&self) -> *const u8 {
        // SAFETY: The SQE can be read as long as the reference to it.
        unsafe { &raw const (*self.0.get()).__bindgen_anon_6.cmd }.cast()
    }

    /// Copies the payload, and gives its length.
    pub fn copy(&self, to: &mut [u8; LARGE], call: &Call) -> usize {
        let length = if call.has_large_entries() { LARGE } else { SMALL };
        let from = self.start();

        for (at, byte) in to.iter_mut().take(length).enumerate() {
            // SAFETY: The payload has that many bytes.
            *byte = unsafe { from.add(at).read_volatile() };
        }
        length
    }
}
