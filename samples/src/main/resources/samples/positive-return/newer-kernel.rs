// about: from 6.11 on a positive result is a result
// origin: written for this rule
// kernel: 6.12
use core::sync::atomic::{AtomicI32, Ordering};
use kernel::{bindings, prelude::*};

struct Twig {
    left: AtomicI32,
}

impl Twig {
    fn read(&self) -> Result<c_int> {
        match self.left.swap(0, Ordering::Relaxed) {
            got @ 1.. => Ok(got),
            _ => Err(ENODATA),
        }
    }
}

/// # Safety
///
/// Called by the core, with a command that it has prepared, for a file whose data is a `Twig`.
unsafe extern "C" fn twig_uring_cmd(
    cmd: *mut bindings::io_uring_cmd,
    _issue_flags: c_uint,
) -> c_int {
    // SAFETY: The file is open as long as a command is pending for it.
    let twig = unsafe { &*(*(*cmd).file).private_data.cast::<Twig>() };

    match twig.read() {
        Ok(got) => got,
        Err(e) => e.to_errno(),
    }
}

const TWIG_FOPS: bindings::file_operations = bindings::file_operations {
    uring_cmd: Some(twig_uring_cmd),
    ..pin_init::zeroed()
};
