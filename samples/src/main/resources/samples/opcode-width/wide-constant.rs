// about: nothing is compared here, but who uses the constant will have to convert
// origin: written for this rule
use kernel::bindings;

/// The opcode of commands for drivers.
pub const OP_COMMAND: u32 = bindings::io_uring_op_IORING_OP_URING_CMD; // expect: opcode-width

/// The opcode that does nothing.
pub const OP_NOP: u8 = bindings::io_uring_op_IORING_OP_NOP as u8;

/// How many entries a ring has at most.
pub const MOST_ENTRIES: u32 = 32768;
