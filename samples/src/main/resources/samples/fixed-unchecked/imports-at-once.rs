// about: the buffer is imported for whatever command comes
// origin: written for this rule
use core::{mem::MaybeUninit, ptr::read_volatile};
use kernel::{
    bindings,
    iov::IovIterSource,
    prelude::*,
    sync::atomic::{Atomic, Relaxed},
};

struct Basin {
    poured: Atomic<i32>,
}

impl Basin {
    fn pour(&self, from: &mut IovIterSource<'_>) -> Result<i32> {
        let mut drops = [0u8; 64];

        if from.copy_from_iter(&mut drops) < drops.len() {
            return Err(ENODATA);
        }
        Ok(self.poured.fetch_add(1, Relaxed))
    }
}

/// # Safety
///
/// Called by the core, with a command that it has prepared, for a file whose data is a `Basin`.
unsafe extern "C" fn pour_uring_cmd(
    cmd: *mut bindings::io_uring_cmd,
    issue_flags: c_uint,
) -> c_int {
    // SAFETY: The file is open as long as a command is pending for it.
    let basin = unsafe { &*(*(*cmd).file).private_data.cast::<Basin>() };
    // SAFETY: The SQE can be read until the handler returns.
    let (addr, len) = unsafe {
        let sqe = (*cmd).sqe;
        let addr = read_volatile(&raw const (*sqe).__bindgen_anon_2.addr);
        (addr, read_volatile(&raw const (*sqe).len))
    };
    let mut iter = MaybeUninit::<bindings::iov_iter>::uninit();
    let iter = iter.as_mut_ptr();
    let to_device = bindings::ITER_SOURCE as c_int;

    // SAFETY: The command is ours, and `iter` is filled unless an error is returned.
    let ret = unsafe {
        // expect-next: fixed-unchecked, raw-binding
        bindings::io_uring_cmd_import_fixed(addr, len as c_ulong, to_device, iter, cmd, issue_flags)
    };
    if ret < 0 {
        return ret;
    }

    // SAFETY: The import succeeded, and the data is there to be read.
    match basin.pour(unsafe { IovIterSource::from_raw(iter) }) {
        Ok(poured) => poured,
        Err(e) => e.to_errno(),
    }
}

const POUR_FOPS: bindings::file_operations = bindings::file_operations {
    uring_cmd: Some(pour_uring_cmd),
    ..pin_init::zeroed()
};
