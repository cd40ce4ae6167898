// about: two opcodes, of which the one that moves data insists on a registered buffer
// origin: written for this rule
use core::{mem::MaybeUninit, ptr::read_volatile};
use kernel::{
    bindings,
    iov::IovIterSource,
    prelude::*,
    sync::atomic::{Atomic, Relaxed},
};

const BASIN_LEVEL: u32 = 7;
const BASIN_POUR: u32 = 8;

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
/// The command must be one that the core has prepared and that is not completed.
unsafe fn basin_pour(
    basin: &Basin,
    cmd: *mut bindings::io_uring_cmd,
    issue_flags: c_uint,
) -> c_int {
    // SAFETY: By the caller's word.
    if unsafe { (*cmd).flags } & bindings::IORING_URING_CMD_FIXED == 0 {
        return EINVAL.to_errno();
    }
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
        // expect-next: raw-binding
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

/// # Safety
///
/// Called by the core, with a command that it has prepared, for a file whose data is a `Basin`.
unsafe extern "C" fn basin_uring_cmd(
    cmd: *mut bindings::io_uring_cmd,
    issue_flags: c_uint,
) -> c_int {
    // SAFETY: The file is open as long as a command is pending for it.
    let basin = unsafe { &*(*(*cmd).file).private_data.cast::<Basin>() };

    // SAFETY: The command is ours.
    match unsafe { (*cmd).cmd_op } {
        BASIN_LEVEL => basin.poured.load(Relaxed),
        // SAFETY: As above.
        BASIN_POUR => unsafe { basin_pour(basin, cmd, issue_flags) },
        _ => ENOTTY.to_errno(),
    }
}

const BASIN_FOPS: bindings::file_operations = bindings::file_operations {
    uring_cmd: Some(basin_uring_cmd),
    ..pin_init::zeroed()
};
