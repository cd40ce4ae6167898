// about: the driver keeps a mark of its own among the flags of the command
// origin: written for this rule
use kernel::{bindings, prelude::*};

const RADAR_SEEN: u32 = 1 << 16;
const TASK_WORK_FLAGS: c_uint = bindings::io_uring_cmd_flags_IO_URING_F_COMPLETE_DEFER as c_uint;

/// # Safety
///
/// Called by the core as the task work of a pending command.
unsafe extern "C" fn radar_tw(tw_req: bindings::io_tw_req, _tw: bindings::io_tw_token_t) {
    // SAFETY: `tw_req` is the request of a `uring_cmd`.
    let cmd = unsafe { bindings::io_uring_cmd_from_tw(tw_req) }; // expect: raw-binding

    // SAFETY: The command is pending, and task work owns it.
    let seen = unsafe { (*cmd).flags } & RADAR_SEEN != 0;

    // SAFETY: As above, and this is its only completion.
    // expect-next: raw-binding
    unsafe { bindings::io_uring_cmd_done(cmd, i32::from(seen), TASK_WORK_FLAGS) };
}

/// # Safety
///
/// Called by the core, with a command that it has prepared.
unsafe extern "C" fn radar_uring_cmd(
    cmd: *mut bindings::io_uring_cmd,
    _issue_flags: c_uint,
) -> c_int {
    // SAFETY: The command is ours.
    unsafe {
        (*cmd).flags |= RADAR_SEEN; // expect: private-field
        bindings::io_uring_cmd_complete_in_task(cmd, Some(radar_tw)); // expect: raw-binding
    }
    EIOCBQUEUED.to_errno()
}

#[repr(transparent)]
struct AssertSync<T>(T);

// SAFETY: The table is never written.
unsafe impl<T> Sync for AssertSync<T> {}

static RADAR_FOPS: AssertSync<bindings::file_operations> = {
    let ops = bindings::file_operations {
        uring_cmd: Some(radar_uring_cmd),
        ..pin_init::zeroed()
    };

    AssertSync(ops)
};
