// about: a cancel call completes every command that is listed
// origin: written for this rule
// kernel: 7.1
use kernel::{bindings, prelude::*, sync::SpinLock};

const IO_URING_F_CANCEL: c_uint = 1 << 11;

#[pin_data]
struct Queue {
    #[pin]
    waits: SpinLock<KVec<*mut bindings::io_uring_cmd>>,
}

impl Queue {
    fn cancel(&self, issue_flags: c_uint) {
        let taken = core::mem::take(&mut *self.waits.lock());

        for cmd in taken {
            // SAFETY: Who takes a command from the list owns it.
            // expect-next: raw-binding
            unsafe { bindings::io_uring_cmd_done(cmd, ECANCELED.to_errno(), issue_flags) }; // missed: cancel-completes-others
        }
    }

    fn add(&self, cmd: *mut bindings::io_uring_cmd) -> Result {
        self.waits.lock().push(cmd, GFP_ATOMIC)?;
        Ok(())
    }
}

/// # Safety
///
/// Called by the core, with a command that it has prepared, for a file whose data is a `Queue`.
unsafe extern "C" fn queue_uring_cmd(
    cmd: *mut bindings::io_uring_cmd,
    issue_flags: c_uint,
) -> c_int {
    // SAFETY: The file is open as long as a command is pending for it.
    let queue = unsafe { &*(*(*cmd).file).private_data.cast::<Queue>() };

    if issue_flags & IO_URING_F_CANCEL != 0 {
        queue.cancel(issue_flags);
        return 0;
    }

    // SAFETY: The command is ours, and nobody else knows it yet.
    unsafe { bindings::io_uring_cmd_mark_cancelable(cmd, issue_flags) }; // expect: raw-binding
    if let Err(e) = queue.add(cmd) {
        // SAFETY: The list did not take the command.
        unsafe { bindings::io_uring_cmd_done(cmd, e.to_errno(), issue_flags) }; // expect: raw-binding
    }
    EIOCBQUEUED.to_errno()
}

const QUEUE_FOPS: bindings::file_operations = bindings::file_operations {
    uring_cmd: Some(queue_uring_cmd),
    ..pin_init::zeroed()
};
