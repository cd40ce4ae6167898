// about: the driver's own handle calls the C function, and its completion consumes it
// origin: written for this rule
use core::ptr::NonNull;
use kernel::{bindings, prelude::*};

/// A command that is completed once.
///
/// # Invariants
///
/// `inner` points to a command that this handle owns.
#[must_use]
struct Ticket {
    inner: NonNull<bindings::io_uring_cmd>,
}

impl Ticket {
    /// # Safety
    ///
    /// The command must be the caller's, and have no other handle.
    unsafe fn new(inner: NonNull<bindings::io_uring_cmd>) -> Self {
        Self { inner }
    }

    fn cmd_op(&self) -> u32 {
        // SAFETY: By the type invariant, the command is alive.
        unsafe { (*self.inner.as_ptr()).cmd_op }
    }

    /// # Safety
    ///
    /// `issue_flags` must be the flags of the context that the caller runs in.
    unsafe fn done(self, ret: Result<i32>, issue_flags: c_uint) {
        let ret = from_result(|| ret);

        // SAFETY: By the type invariant, the command is ours, and the handle ends here.
        unsafe { bindings::io_uring_cmd_done(self.inner.as_ptr(), ret, 0, issue_flags) };
    }
}

/// # Safety
///
/// Called by the core, with a command that it has prepared.
unsafe extern "C" fn siren_uring_cmd(
    cmd: *mut bindings::io_uring_cmd,
    issue_flags: c_uint,
) -> c_int {
    let Some(cmd) = NonNull::new(cmd) else {
        return EINVAL.to_errno();
    };
    // SAFETY: The core gives the command to us, and the handle is the only one.
    let ticket = unsafe { Ticket::new(cmd) };

    if ticket.cmd_op() != 1 {
        return ENOTTY.to_errno();
    }
    // SAFETY: The flags are those of this call.
    unsafe { ticket.done(Ok(0), issue_flags) };
    EIOCBQUEUED.to_errno()
}

const SIREN_FOPS: bindings::file_operations = bindings::file_operations {
    uring_cmd: Some(siren_uring_cmd),
    ..pin_init::zeroed()
};
