// about: a second exclusive reference to a command is made while the first is used, and one after the other is not
// origin: written for this rule
use core::ffi::{c_int, c_uint};
use kernel::{bindings, prelude::*};

/// # Safety
///
/// Only the core calls it.
unsafe extern "C" fn twins_uring_cmd(cmd: *mut bindings::io_uring_cmd, _issue_flags: c_uint) -> c_int {
    // SAFETY: The command is the handler's.
    let left = unsafe { &mut *cmd };
    // SAFETY: As above.
    let right = unsafe { &mut *cmd }; // expect: needless-mut

    left.pdu[0] = 1;
    right.pdu[1] = 2;
    0
}

/// # Safety
///
/// Only the core calls it.
unsafe extern "C" fn turns_uring_cmd(cmd: *mut bindings::io_uring_cmd, _issue_flags: c_uint) -> c_int {
    // SAFETY: The command is the handler's.
    let first = unsafe { &mut *cmd };
    first.pdu[0] = 1;
    // SAFETY: As above, and the first reference is not used any more.
    let second = unsafe { &mut *cmd };
    second.pdu[1] = 2;
    0
}

static TWINS_FOPS: bindings::file_operations = bindings::file_operations {
    uring_cmd: Some(twins_uring_cmd),
    ..pin_init::zeroed()
};

static TURNS_FOPS: bindings::file_operations = bindings::file_operations {
    uring_cmd: Some(turns_uring_cmd),
    ..pin_init::zeroed()
};
