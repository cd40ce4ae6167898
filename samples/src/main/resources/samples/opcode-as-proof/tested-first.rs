// about: nobody says why, but the payload is read behind the test only
// origin: written for this rule
use core::ptr::addr_of;
use kernel::{bindings, prelude::*};

/// An SQE that is known by its address.
pub struct Ticket {
    sqe: *const bindings::io_uring_sqe,
}

impl Ticket {
    /// The bytes of the payload.
    pub fn bytes(&self) -> Option<[u8; 16]> {
        // SAFETY: The SQE can be read as long as the ticket is there.
        let opcode = unsafe { addr_of!((*self.sqe).opcode).read_volatile() };

        // expect-next: opcode-as-proof
        if opcode == bindings::io_uring_op_IORING_OP_URING_CMD as u8 {
            let mut bytes = [0; 16];
            // SAFETY: The payload has 16 bytes.
            let from = unsafe { addr_of!((*self.sqe).__bindgen_anon_6.cmd) }.cast::<u8>();

            for (at, byte) in bytes.iter_mut().enumerate() {
                // SAFETY: As above.
                *byte = unsafe { from.add(at).read_volatile() };
            }
            return Some(bytes);
        }
        None
    }
}
