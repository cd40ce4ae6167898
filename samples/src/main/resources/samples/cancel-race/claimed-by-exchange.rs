// about: both sides take the command out of the slot with one atomic exchange, so only one of them gets it
// origin: written for this rule
use core::{
    ptr,
    sync::atomic::{AtomicPtr, Ordering},
};
use kernel::{bindings, prelude::*};

const IO_URING_F_CANCEL: c_uint = 1 << 11;
const IO_URING_F_UNLOCKED: c_uint = 1 << 1;

struct Chan {
    waiting: AtomicPtr<bindings::io_uring_cmd>,
}

impl Chan {
    fn swap_if(&self, old: *mut bindings::io_uring_cmd, new: *mut bindings::io_uring_cmd) -> bool {
        self.waiting
            .compare_exchange(old, new, Ordering::AcqRel, Ordering::Relaxed)
            .is_ok()
    }
}

/// # Safety
///
/// Called by the core, with a command that it has prepared, for a file whose data is a `Chan`.
unsafe extern "C" fn chan_uring_cmd(
    cmd: *mut bindings::io_uring_cmd,
    issue_flags: c_uint,
) -> c_int {
    // SAFETY: The file is open as long as a command is pending for it.
    let chan = unsafe { &*(*(*cmd).file).private_data.cast::<Chan>() };

    if issue_flags & IO_URING_F_CANCEL != 0 {
        if chan.swap_if(cmd, ptr::null_mut()) {
            // SAFETY: The command was taken out of the slot.
            // expect-next: raw-binding
            unsafe { bindings::io_uring_cmd_done(cmd, ECANCELED.to_errno(), issue_flags) };
        }
        return 0;
    }

    // SAFETY: The command is ours, and nobody else knows it yet.
    unsafe { bindings::io_uring_cmd_mark_cancelable(cmd, issue_flags) }; // expect: raw-binding
    if !chan.swap_if(ptr::null_mut(), cmd) {
        // SAFETY: The slot did not take the command.
        // expect-next: raw-binding
        unsafe { bindings::io_uring_cmd_done(cmd, EBUSY.to_errno(), issue_flags) };
    }
    EIOCBQUEUED.to_errno()
}

/// # Safety
///
/// Called by the kernel for a file whose data is a `Chan`.
unsafe extern "C" fn chan_write(
    file: *mut bindings::file,
    _buf: *const c_char,
    len: usize,
    _pos: *mut bindings::loff_t,
) -> isize {
    // SAFETY: The file is open while it is written.
    let chan = unsafe { &*(*file).private_data.cast::<Chan>() };
    let cmd = chan.waiting.swap(ptr::null_mut(), Ordering::AcqRel);

    if !cmd.is_null() {
        // SAFETY: The command was taken out of the slot.
        unsafe { bindings::io_uring_cmd_done(cmd, 0, IO_URING_F_UNLOCKED) }; // expect: raw-binding
    }
    len as isize
}

const CHAN_FOPS: bindings::file_operations = bindings::file_operations {
    write: Some(chan_write),
    uring_cmd: Some(chan_uring_cmd),
    ..pin_init::zeroed()
};
