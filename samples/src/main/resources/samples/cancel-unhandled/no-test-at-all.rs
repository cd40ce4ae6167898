// about: commands are marked cancelable, and the handler takes the cancel call for a new command
// origin: written for this rule
use core::ptr::NonNull;
use kernel::{bindings, prelude::*, sync::SpinLock};

#[pin_data]
struct Radio {
    #[pin]
    listener: SpinLock<Option<NonNull<bindings::io_uring_cmd>>>,
}

impl Radio {
    fn tune(&self, cmd: *mut bindings::io_uring_cmd) -> Result {
        let mut listener = self.listener.lock();

        if listener.is_some() {
            return Err(EBUSY);
        }
        *listener = NonNull::new(cmd);
        Ok(())
    }
}

/// # Safety
///
/// Called by the core, with a command that it has prepared, for a file whose data is a `Radio`.
// expect-next: cancel-unhandled
unsafe extern "C" fn radio_uring_cmd(
    cmd: *mut bindings::io_uring_cmd,
    issue_flags: c_uint,
) -> c_int {
    // SAFETY: The file is open as long as a command is pending for it.
    let radio = unsafe { &*(*(*cmd).file).private_data.cast::<Radio>() };

    // SAFETY: The command is ours, and nobody else knows it yet.
    unsafe { bindings::io_uring_cmd_mark_cancelable(cmd, issue_flags) }; // expect: raw-binding
    if let Err(e) = radio.tune(cmd) {
        // SAFETY: The slot did not take the command.
        unsafe { bindings::io_uring_cmd_done(cmd, e.to_errno(), issue_flags) }; // expect: raw-binding
    }
    EIOCBQUEUED.to_errno()
}

/// # Safety
///
/// Called by the kernel for a file whose data is a `Radio`.
unsafe extern "C" fn radio_write(
    file: *mut bindings::file,
    _buf: *const c_char,
    len: usize,
    _pos: *mut bindings::loff_t,
) -> isize {
    let unlocked = bindings::io_uring_cmd_flags_IO_URING_F_UNLOCKED as c_uint;
    // SAFETY: The file is open while it is written.
    let radio = unsafe { &*(*file).private_data.cast::<Radio>() };
    let listener = radio.listener.lock().take();

    if let Some(cmd) = listener {
        // SAFETY: The command was taken out of the slot.
        unsafe { bindings::io_uring_cmd_done(cmd.as_ptr(), 0, unlocked) }; // expect: raw-binding
    }
    len as isize
}

const RADIO_FOPS: bindings::file_operations = bindings::file_operations {
    write: Some(radio_write),
    uring_cmd: Some(radio_uring_cmd),
    ..pin_init::zeroed()
};
