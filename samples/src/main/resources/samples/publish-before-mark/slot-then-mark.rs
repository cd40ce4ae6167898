// about: the writer can complete the command of the slot before it is marked
// origin: written for this rule
use core::ptr::NonNull;
use kernel::{bindings, prelude::*, sync::SpinLock};

const IO_URING_F_CANCEL: c_uint = 1 << 11;
const IO_URING_F_UNLOCKED: c_uint = 1 << 1;

type Command = NonNull<bindings::io_uring_cmd>;

#[pin_data]
struct Mailbox {
    #[pin]
    reader: SpinLock<Option<Command>>,
}

impl Mailbox {
    fn take(&self, only: Option<*mut bindings::io_uring_cmd>) -> Option<Command> {
        let mut reader = self.reader.lock();

        match (*reader, only) {
            (Some(cmd), Some(only)) if cmd.as_ptr() != only => None,
            _ => reader.take(),
        }
    }

    fn put(&self, cmd: *mut bindings::io_uring_cmd) -> Result {
        let mut reader = self.reader.lock();

        if reader.is_some() {
            return Err(EBUSY);
        }
        *reader = NonNull::new(cmd);
        Ok(())
    }
}

/// # Safety
///
/// Called by the core, with a command that it has prepared, for a file whose data is a `Mailbox`.
unsafe extern "C" fn mailbox_uring_cmd(
    cmd: *mut bindings::io_uring_cmd,
    issue_flags: c_uint,
) -> c_int {
    // SAFETY: The file is open as long as a command is pending for it.
    let mailbox = unsafe { &*(*(*cmd).file).private_data.cast::<Mailbox>() };

    if issue_flags & IO_URING_F_CANCEL != 0 {
        if mailbox.take(Some(cmd)).is_some() {
            // SAFETY: The command was taken out of the slot.
            // expect-next: raw-binding
            unsafe { bindings::io_uring_cmd_done(cmd, ECANCELED.to_errno(), issue_flags) };
        }
        return 0;
    }

    if let Err(e) = mailbox.put(cmd) {
        return e.to_errno();
    }
    // SAFETY: The command is pending.
    // expect-next: publish-before-mark, raw-binding
    unsafe { bindings::io_uring_cmd_mark_cancelable(cmd, issue_flags) };
    EIOCBQUEUED.to_errno()
}

/// # Safety
///
/// Called by the kernel for a file whose data is a `Mailbox`.
unsafe extern "C" fn mailbox_write(
    file: *mut bindings::file,
    _buf: *const c_char,
    len: usize,
    _pos: *mut bindings::loff_t,
) -> isize {
    // SAFETY: The file is open while it is written.
    let mailbox = unsafe { &*(*file).private_data.cast::<Mailbox>() };

    if let Some(cmd) = mailbox.take(None) {
        // SAFETY: The command was taken out of the slot.
        // expect-next: raw-binding
        unsafe { bindings::io_uring_cmd_done(cmd.as_ptr(), 0, IO_URING_F_UNLOCKED) };
    }
    len as isize
}

const MAILBOX_FOPS: bindings::file_operations = bindings::file_operations {
    write: Some(mailbox_write),
    uring_cmd: Some(mailbox_uring_cmd),
    ..pin_init::zeroed()
};
