// about: a handler that io-wq runs marks the command inside of the guard that the cancel call waits for
// origin: written for this rule
use core::ptr;
use kernel::{bindings, prelude::*, sync::Mutex};

const IO_URING_F_NONBLOCK: c_uint = bindings::io_uring_cmd_flags_IO_URING_F_NONBLOCK as c_uint;
const IO_URING_F_CANCEL: c_uint = bindings::io_uring_cmd_flags_IO_URING_F_CANCEL as c_uint;

#[pin_data]
struct Vault {
    #[pin]
    door: Mutex<*mut bindings::io_uring_cmd>,
}

impl Vault {
    fn cancel(&self, cmd: *mut bindings::io_uring_cmd, issue_flags: c_uint) -> c_int {
        {
            // Held for a few instructions, and nothing sleeps under it here.
            let mut waiting = self.door.lock();

            if *waiting != cmd {
                return 0;
            }
            *waiting = ptr::null_mut();
        }

        // SAFETY: The command was taken out of the vault.
        // expect-next: raw-binding
        unsafe { bindings::io_uring_cmd_done(cmd, ECANCELED.to_errno(), issue_flags) };
        0
    }
}

/// # Safety
///
/// Called by the core, with a command that it has prepared, for a file whose data is a `Vault`.
unsafe extern "C" fn vault_uring_cmd(
    cmd: *mut bindings::io_uring_cmd,
    issue_flags: c_uint,
) -> c_int {
    // SAFETY: The file is open as long as a command is pending for it.
    let vault = unsafe { &*(*(*cmd).file).private_data.cast::<Vault>() };

    if issue_flags & IO_URING_F_CANCEL != 0 {
        return vault.cancel(cmd, issue_flags);
    }
    if issue_flags & IO_URING_F_NONBLOCK != 0 {
        return EAGAIN.to_errno();
    }

    let mut waiting = vault.door.lock();
    if !waiting.is_null() {
        return EBUSY.to_errno();
    }
    // SAFETY: The command is ours, and nobody else knows it yet.
    // expect-next: done-lock-order, raw-binding
    unsafe { bindings::io_uring_cmd_mark_cancelable(cmd, issue_flags) };
    *waiting = cmd;
    EIOCBQUEUED.to_errno()
}

const VAULT_FOPS: bindings::file_operations = bindings::file_operations {
    uring_cmd: Some(vault_uring_cmd),
    ..pin_init::zeroed()
};
