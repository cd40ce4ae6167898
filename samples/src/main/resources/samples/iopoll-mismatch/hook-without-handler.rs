// about: the table of the second device has the hook alone
// origin: written for this rule
use kernel::{
    bindings,
    prelude::*,
    sync::atomic::{Atomic, Relaxed},
};

struct Press {
    reaped: Atomic<c_int>,
}

impl Press {
    fn reap(&self, _batch: *mut bindings::io_comp_batch) -> c_int {
        self.reaped.xchg(0, Relaxed)
    }
}

/// # Safety
///
/// Called by the core, with a command that is pending, for a file whose data is a `Press`.
// expect-next: iopoll-mismatch
unsafe extern "C" fn press_iopoll(
    cmd: *mut bindings::io_uring_cmd,
    batch: *mut bindings::io_comp_batch,
    _poll_flags: c_uint,
) -> c_int {
    // SAFETY: The file is open as long as a command is pending for it.
    let press = unsafe { &*(*(*cmd).file).private_data.cast::<Press>() };

    press.reap(batch)
}

/// # Safety
///
/// Called by the kernel for a file whose data is a `Press`.
unsafe extern "C" fn press_read(
    _file: *mut bindings::file,
    _to: *mut c_char,
    _len: usize,
    _pos: *mut bindings::loff_t,
) -> isize {
    0
}

const PRESS_STATUS_FOPS: bindings::file_operations = bindings::file_operations {
    read: Some(press_read),
    uring_cmd_iopoll: Some(press_iopoll),
    ..pin_init::zeroed()
};
