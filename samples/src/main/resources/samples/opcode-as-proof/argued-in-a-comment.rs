// about: the comment above the read argues with the opcode
// origin: written for this rule
use core::ptr::addr_of;
use kernel::{bindings, prelude::*, types::Opaque};

const URING_CMD: u8 = bindings::io_uring_op_IORING_OP_URING_CMD as u8;

/// The SQE of a command.
#[repr(transparent)]
pub struct Ticket(Opaque<bindings::io_uring_sqe>);

impl Ticket {
    fn opcode(&self) -> u8 {
        // SAFETY: The SQE can be read as long as the reference to it.
        unsafe { addr_of!((*self.0.get()).opcode).read_volatile() }
    }

    /// The first word of the payload.
    pub fn word(&self) -> Result<u64> {
        if self.opcode() != URING_CMD {
            return Err(EINVAL);
        }

        // SAFETY: The opcode was compared above, so that this member of the
        // union is the one that user space has filled in. // expect: opcode-as-proof
        let word = unsafe { addr_of!((*self.0.get()).__bindgen_anon_6.cmd) }.cast::<u64>();

        // SAFETY: The payload has 16 bytes, and starts at a multiple of 8.
        Ok(unsafe { word.read_volatile() })
    }
}
