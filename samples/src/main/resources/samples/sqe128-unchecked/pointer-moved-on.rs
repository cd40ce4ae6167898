// about: a pointer to the payload is moved behind the 16 bytes that every SQE has, and up to their end
// origin: written for this rule
use core::ffi::{c_int, c_uint};
use kernel::{bindings, prelude::*};

/// # Safety
///
/// Only the core calls it.
unsafe extern "C" fn reel_uring_cmd(cmd: *mut bindings::io_uring_cmd, _issue_flags: c_uint) -> c_int {
    // SAFETY: The SQE is alive while the handler runs.
    let bytes = unsafe { bindings::io_uring_sqe_cmd((*cmd).sqe) }.cast::<u8>();
    // SAFETY: This lies in the payload.
    let last = unsafe { bytes.add(12).cast::<u32>().read_volatile() };
    // SAFETY: An SQE of a ring with large ones has these, too.
    let behind = unsafe { bytes.add(16).cast::<u32>().read_volatile() }; // expect: sqe128-unchecked

    if last == 0 { behind as c_int } else { 0 }
}

static REEL_FOPS: bindings::file_operations = bindings::file_operations {
    uring_cmd: Some(reel_uring_cmd),
    ..pin_init::zeroed()
};
