// about: the payload is read behind the test
// origin: written for this rule
use core::ptr::{read_volatile, NonNull};
use kernel::{bindings, prelude::*, sync::SpinLock};

const IO_URING_F_CANCEL: c_uint = bindings::io_uring_cmd_flags_IO_URING_F_CANCEL as c_uint;
const IO_URING_F_UNLOCKED: c_uint = bindings::io_uring_cmd_flags_IO_URING_F_UNLOCKED as c_uint;

#[repr(C)]
struct BellArg {
    tag: u16,
    reserved: [u16; 3],
}

#[pin_data]
struct BellSlot {
    #[pin]
    cmd: SpinLock<Option<NonNull<bindings::io_uring_cmd>>>,
}

impl BellSlot {
    fn cancel(&self, cmd: *mut bindings::io_uring_cmd, issue_flags: c_uint) {
        let mut slot = self.cmd.lock();
        let mine = slot.is_some_and(|waiting| waiting.as_ptr() == cmd);

        if mine {
            *slot = None;
        }
        drop(slot);
        if mine {
            // SAFETY: The command was taken out of the slot.
            // expect-next: raw-binding
            unsafe { bindings::io_uring_cmd_done(cmd, ECANCELED.to_errno(), issue_flags) };
        }
    }

    fn ring(&self) {
        let cmd = self.cmd.lock().take();

        if let Some(cmd) = cmd {
            // SAFETY: The command was taken out of the slot.
            // expect-next: raw-binding
            unsafe { bindings::io_uring_cmd_done(cmd.as_ptr(), 0, IO_URING_F_UNLOCKED) };
        }
    }
}

/// # Safety
///
/// Called by the core, with a command that it has prepared, for a file whose data is a `BellSlot`.
unsafe extern "C" fn bell_uring_cmd(
    cmd: *mut bindings::io_uring_cmd,
    issue_flags: c_uint,
) -> c_int {
    // SAFETY: The file is open as long as a command is pending for it.
    let slot = unsafe { &*(*(*cmd).file).private_data.cast::<BellSlot>() };

    if issue_flags & IO_URING_F_CANCEL != 0 {
        slot.cancel(cmd, issue_flags);
        return 0;
    }

    // SAFETY: The payload of the SQE has 16 bytes.
    let tag = unsafe {
        let arg = (&raw const (*(*cmd).sqe).__bindgen_anon_6.cmd).cast::<BellArg>();
        read_volatile(&raw const (*arg).tag)
    };
    if tag != 0 {
        return EINVAL.to_errno();
    }
    // SAFETY: The command is ours, and nobody else knows it yet.
    unsafe { bindings::io_uring_cmd_mark_cancelable(cmd, issue_flags) }; // expect: raw-binding
    *slot.cmd.lock() = NonNull::new(cmd);
    EIOCBQUEUED.to_errno()
}

/// # Safety
///
/// Called by the kernel for a file whose data is a `BellSlot`.
unsafe extern "C" fn bell_write(
    file: *mut bindings::file,
    _buf: *const c_char,
    len: usize,
    _pos: *mut bindings::loff_t,
) -> isize {
    // SAFETY: The file is open while it is written.
    unsafe { &*(*file).private_data.cast::<BellSlot>() }.ring();
    len as isize
}

const BELL_FOPS: bindings::file_operations = bindings::file_operations {
    write: Some(bell_write),
    uring_cmd: Some(bell_uring_cmd),
    ..pin_init::zeroed()
};
