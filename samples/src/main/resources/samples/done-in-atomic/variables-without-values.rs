// about: variables get their values after they were declared: a guard that is held, and one that a block gives up
// origin: written for this rule
use core::{mem, ptr};
use kernel::{bindings, prelude::*, sync::SpinLock};

const IO_URING_F_UNLOCKED: c_uint = bindings::io_uring_cmd_flags_IO_URING_F_UNLOCKED as c_uint;

#[pin_data]
struct Sluice {
    #[pin]
    waiting: SpinLock<*mut bindings::io_uring_cmd>,
}

/// # Safety
///
/// Called by the core, with a command that it has prepared, for a file whose data is a `Sluice`.
unsafe extern "C" fn sluice_uring_cmd(
    cmd: *mut bindings::io_uring_cmd,
    _issue_flags: c_uint,
) -> c_int {
    // SAFETY: The file is open as long as a command is pending for it.
    let sluice = unsafe { &*(*(*cmd).file).private_data.cast::<Sluice>() };
    let before;

    {
        let mut waiting;

        waiting = sluice.waiting.lock();
        before = mem::replace(&mut *waiting, cmd);
    }
    if !before.is_null() {
        // SAFETY: The command was taken out of the slot.
        unsafe { bindings::io_uring_cmd_done(before, 0, IO_URING_F_UNLOCKED) }; // expect: raw-binding
    }
    EIOCBQUEUED.to_errno()
}

/// # Safety
///
/// Called by the kernel for a file whose data is a `Sluice`.
unsafe extern "C" fn sluice_write(
    file: *mut bindings::file,
    _buf: *const c_char,
    len: usize,
    _pos: *mut bindings::loff_t,
) -> isize {
    // SAFETY: The file is open while it is written.
    let sluice = unsafe { &*(*file).private_data.cast::<Sluice>() };
    let mut waiting;
    let cmd: *mut bindings::io_uring_cmd;

    waiting = sluice.waiting.lock();
    cmd = mem::replace(&mut *waiting, ptr::null_mut());
    if !cmd.is_null() {
        // SAFETY: The command was taken out of the slot.
        // expect-next: raw-binding, done-in-atomic
        unsafe { bindings::io_uring_cmd_done(cmd, 0, IO_URING_F_UNLOCKED) };
    }
    len as isize
}

const SLUICE_FOPS: bindings::file_operations = bindings::file_operations {
    write: Some(sluice_write),
    uring_cmd: Some(sluice_uring_cmd),
    ..pin_init::zeroed()
};
