// about: one operation completes the command and then reports success, which completes it again
// origin: written for this rule
use kernel::{
    bindings,
    prelude::*,
    sync::atomic::{Atomic, Relaxed},
};

const CHAN_OP_NOP: u32 = 1;
const CHAN_OP_RESET: u32 = 2;

struct Chan {
    resets: Atomic<i32>,
}

impl Chan {
    fn reset(&self) -> Result {
        if self.resets.fetch_add(1, Relaxed) >= 100 {
            return Err(EBUSY);
        }
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

    // SAFETY: The command is ours.
    match unsafe { (*cmd).cmd_op } {
        CHAN_OP_NOP => {
            // SAFETY: The command is ours until it is completed.
            unsafe { bindings::io_uring_cmd_done(cmd, 0, issue_flags) }; // expect: raw-binding
            return 0; // expect: double-completion
        }
        CHAN_OP_RESET => chan.reset().map_or_else(|e| e.to_errno(), |()| 0),
        _ => EOPNOTSUPP.to_errno(),
    }
}

#[repr(transparent)]
struct AssertSync<T>(T);

// SAFETY: The table is never written.
unsafe impl<T> Sync for AssertSync<T> {}

static CHAN_FOPS: AssertSync<bindings::file_operations> = AssertSync(bindings::file_operations {
    uring_cmd: Some(chan_uring_cmd),
    ..pin_init::zeroed()
});
