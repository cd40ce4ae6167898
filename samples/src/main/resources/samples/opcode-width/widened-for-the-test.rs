// about: the constant is as wide as the C enumeration, and each test converts
// origin: written for this rule
use core::ptr::addr_of;
use kernel::{bindings, prelude::*};

/// The opcode of commands for drivers.
pub const OP_COMMAND: u32 = bindings::io_uring_op_IORING_OP_URING_CMD;
/// The opcode of those with a large SQE.
pub const OP_LARGE_COMMAND: u32 = bindings::io_uring_op_IORING_OP_URING_CMD128;

/// An SQE that is known by its address.
pub struct Slot {
    sqe: *const bindings::io_uring_sqe,
}

impl Slot {
    fn opcode(&self) -> u8 {
        // SAFETY: The SQE can be read as long as the slot is there.
        unsafe { addr_of!((*self.sqe).opcode).read_volatile() }
    }

    /// Whether the SQE is a command for a driver.
    pub fn is_command(&self) -> bool {
        u32::from(self.opcode()) == OP_COMMAND // expect: opcode-width
    }

    /// Whether it is a large one.
    pub fn is_large(&self) -> bool {
        let opcode = self.opcode() as u32;

        opcode == OP_LARGE_COMMAND // expect: opcode-width
    }
}
