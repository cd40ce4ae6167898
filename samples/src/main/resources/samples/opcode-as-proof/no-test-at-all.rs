// about: the payload is read as the bytes that it is, whatever the opcode; another operation is counted
// origin: written for this rule
use core::ptr::addr_of;
use kernel::{bindings, prelude::*, transmute::FromBytes, types::Opaque};

const URING_CMD128: u8 = bindings::io_uring_op_IORING_OP_URING_CMD128 as u8;

/// The SQE of a command.
#[repr(transparent)]
pub struct Ticket(Opaque<bindings::io_uring_sqe>);

impl Ticket {
    /// Whether the SQE is one of the large ones.
    pub fn is_large(&self) -> bool {
        // SAFETY: The SQE can be read as long as the reference to it.
        let opcode = unsafe { addr_of!((*self.0.get()).opcode).read_volatile() };

        opcode == URING_CMD128
    }

    /// A copy of the payload.
    pub fn payload<T: FromBytes + Default>(&self) -> Result<T> {
        let mut copy = T::default();
        let to = core::ptr::from_mut(&mut copy).cast::<u8>();
        // SAFETY: The SQE lies in memory of the ring, which can be read as long as the reference
        // to it.
        let from = unsafe { addr_of!((*self.0.get()).__bindgen_anon_6.cmd) }.cast::<u8>();

        if size_of::<T>() > 16 {
            return Err(EINVAL);
        }
        for at in 0..size_of::<T>() {
            // SAFETY: Both places have that many bytes, and all of them are valid for `T`.
            unsafe { to.add(at).write(from.add(at).read_volatile()) };
        }
        Ok(copy)
    }
}
