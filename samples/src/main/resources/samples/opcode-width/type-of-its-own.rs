// about: a type around one byte, and constants of it
// origin: written for this rule
use core::ptr::addr_of;
use kernel::{bindings, prelude::*};

/// The opcode of an SQE.
#[derive(Clone, Copy, PartialEq)]
#[repr(transparent)]
pub struct Opcode(u8);

impl Opcode {
    /// A command for a driver.
    pub const COMMAND: Self = Self(bindings::io_uring_op_IORING_OP_URING_CMD as u8);
}

/// An SQE that is known by its address.
pub struct Slot {
    sqe: *const bindings::io_uring_sqe,
}

impl Slot {
    /// The opcode.
    pub fn opcode(&self) -> Opcode {
        // SAFETY: The SQE can be read as long as the slot is there.
        Opcode(unsafe { addr_of!((*self.sqe).opcode).read_volatile() })
    }

    /// Whether the SQE is a command for a driver.
    pub fn is_command(&self) -> bool {
        self.opcode() == Opcode::COMMAND
    }

    /// What the driver is asked for, which is four bytes wide.
    pub fn is_reset(&self) -> bool {
        // SAFETY: As above.
        let operation = unsafe {
            addr_of!((*self.sqe).__bindgen_anon_1.__bindgen_anon_1.cmd_op).read_volatile()
        };

        operation == 0x7001
    }
}
