// about: the payload is edited where it lies
// origin: written for this rule
use kernel::{
    bindings,
    prelude::*,
    sync::atomic::{Atomic, Relaxed},
};

#[repr(C)]
struct PathArg {
    addr: u64,
    len: u32,
    prefix: u32,
}

struct Paths {
    forgotten: Atomic<u32>,
}

/// # Safety
///
/// Called by the core, with a command that it has prepared, for a file whose data is a `Paths`.
unsafe extern "C" fn path_uring_cmd(
    cmd: *mut bindings::io_uring_cmd,
    _issue_flags: c_uint,
) -> c_int {
    // SAFETY: The file is open as long as a command is pending for it.
    let paths = unsafe { &*(*(*cmd).file).private_data.cast::<Paths>() };
    // SAFETY: The payload of the SQE has 16 bytes.
    let arg = unsafe { &raw const (*(*cmd).sqe).__bindgen_anon_6.cmd }.cast::<PathArg>();

    // SAFETY: Nobody else looks at the length.
    unsafe { (*arg.cast_mut()).len = 0 }; // expect: sqe-write
    paths.forgotten.add(1, Relaxed);
    0
}

const PATH_FOPS: bindings::file_operations = bindings::file_operations {
    uring_cmd: Some(path_uring_cmd),
    ..pin_init::zeroed()
};
