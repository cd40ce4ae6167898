// about: the words of the payload are read one after the other, and one of them twice
// origin: written for this rule
use core::ffi::{c_int, c_uint};
use kernel::{bindings, prelude::*};

/// # Safety
///
/// Only the core calls it.
unsafe extern "C" fn loom_uring_cmd(cmd: *mut bindings::io_uring_cmd, _issue_flags: c_uint) -> c_int {
    // SAFETY: The SQE is alive while the handler runs.
    let words = unsafe { bindings::io_uring_sqe_cmd((*cmd).sqe) }.cast::<u32>();
    // SAFETY: The payload has four words.
    let from = unsafe { words.read_volatile() };
    // SAFETY: As above.
    let to = unsafe { words.add(1).read_volatile() };

    if from > to {
        return EINVAL.to_errno();
    }
    // SAFETY: As above.
    let step = unsafe { words.byte_add(8).read_volatile() };
    if step > to {
        return EINVAL.to_errno();
    }
    // SAFETY: As above.
    let again = unsafe { words.byte_add(4).read_volatile() }; // expect: sqe-double-fetch
    (again - from) as c_int
}

static LOOM_FOPS: bindings::file_operations = bindings::file_operations {
    uring_cmd: Some(loom_uring_cmd),
    ..pin_init::zeroed()
};
