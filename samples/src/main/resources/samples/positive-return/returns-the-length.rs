// about: the number of bytes is returned, which a kernel of 6.6 does not pass on
// origin: written for this rule
// kernel: 6.6
use core::sync::atomic::{AtomicU32, Ordering};
use kernel::{bindings, prelude::*};

const LEAF_SIZE: c_int = 32;

struct Leaf {
    reads: AtomicU32,
}

impl Leaf {
    fn read(&self) -> bool {
        self.reads.fetch_add(1, Ordering::Relaxed) < 100
    }
}

/// # Safety
///
/// Called by the core, with a command that it has prepared, for a file whose data is a `Leaf`.
unsafe extern "C" fn leaf_uring_cmd(
    cmd: *mut bindings::io_uring_cmd,
    _issue_flags: c_uint,
) -> c_int {
    // SAFETY: The file is open as long as a command is pending for it.
    let leaf = unsafe { &*(*(*cmd).file).private_data.cast::<Leaf>() };

    if !leaf.read() {
        return EIO.to_errno();
    }
    LEAF_SIZE // expect: positive-return
}

const LEAF_FOPS: bindings::file_operations = bindings::file_operations {
    uring_cmd: Some(leaf_uring_cmd),
    ..pin_init::zeroed()
};
