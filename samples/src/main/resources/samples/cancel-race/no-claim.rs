// about: the cancel branch completes whatever it is called for, while a writer may be completing the same command
// origin: written for this rule
use core::{mem, ptr};
use kernel::{bindings, prelude::*, sync::SpinLock};

const IO_URING_F_CANCEL: c_uint = bindings::io_uring_cmd_flags_IO_URING_F_CANCEL as c_uint;
const IO_URING_F_UNLOCKED: c_uint = bindings::io_uring_cmd_flags_IO_URING_F_UNLOCKED as c_uint;

#[pin_data]
struct Chan {
    #[pin]
    waiting: SpinLock<*mut bindings::io_uring_cmd>,
}

impl Chan {
    fn park(&self, cmd: *mut bindings::io_uring_cmd) -> Result {
        let mut waiting = self.waiting.lock();

        if !waiting.is_null() {
            return Err(EBUSY);
        }
        *waiting = cmd;
        Ok(())
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
        // SAFETY: The core cancels pending commands only.
        // expect-next: cancel-race, raw-binding
        unsafe { bindings::io_uring_cmd_done(cmd, ECANCELED.to_errno(), issue_flags) };
        return 0;
    }

    // SAFETY: The command is ours, and nobody else knows it yet.
    unsafe { bindings::io_uring_cmd_mark_cancelable(cmd, issue_flags) }; // expect: raw-binding
    if let Err(e) = chan.park(cmd) {
        // SAFETY: The slot did not take the command.
        unsafe { bindings::io_uring_cmd_done(cmd, e.to_errno(), issue_flags) }; // expect: raw-binding
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
    let cmd = mem::replace(&mut *chan.waiting.lock(), ptr::null_mut());

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
