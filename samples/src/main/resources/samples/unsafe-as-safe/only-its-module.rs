// about: a part of a function that the core calls: nobody else sees it
// origin: written for this rule
use core::{ffi::{c_int, c_uint}, ptr::NonNull};
use kernel::{bindings, prelude::*};

/// A command that is completed once.
#[must_use = "a command has to be completed"]
pub struct Raft {
    raw: NonNull<bindings::io_uring_cmd>,
}

fn board(raw: NonNull<bindings::io_uring_cmd>) -> Raft {
    Raft { raw }
}

impl Raft {
    /// Completes the command.
    pub(crate) fn reach(self, result: i32, issue_flags: c_uint) {
        // SAFETY: The handle owns the command, and ends here.
        unsafe { bindings::io_uring_cmd_done(self.raw.as_ptr(), result, 0, issue_flags) };
    }
}

/// # Safety
///
/// Only the core calls it, with a command of its own.
unsafe extern "C" fn raft_uring_cmd(raw: *mut bindings::io_uring_cmd, issue_flags: c_uint) -> c_int {
    if issue_flags & (bindings::io_uring_cmd_flags_IO_URING_F_CANCEL as u32) != 0 {
        return 0;
    }
    // SAFETY: The core gives no NULL.
    let raft = board(unsafe { NonNull::new_unchecked(raw) });

    raft.reach(0, issue_flags);
    -(bindings::EIOCBQUEUED as c_int)
}

static RAFT_FOPS: bindings::file_operations = bindings::file_operations {
    uring_cmd: Some(raft_uring_cmd),
    ..pin_init::zeroed()
};
