// about: an error after the hand-off to task work completes the command in place
// origin: written for this rule
// kernel: 6.12
use core::sync::atomic::{AtomicI32, Ordering};
use kernel::{bindings, prelude::*};

struct Ring {
    pending: AtomicI32,
}

/// # Safety
///
/// Called by the core as the task work of a pending command.
unsafe extern "C" fn ring_tw(cmd: *mut bindings::io_uring_cmd, issue_flags: c_uint) {
    // SAFETY: The command is pending, and task work owns it.
    unsafe { bindings::io_uring_cmd_done(cmd, 0, 0, issue_flags) }; // expect: raw-binding
}

/// # Safety
///
/// Called by the core, with a command that it has prepared, for a file whose data is a `Ring`.
unsafe extern "C" fn ring_uring_cmd(
    cmd: *mut bindings::io_uring_cmd,
    issue_flags: c_uint,
) -> c_int {
    // SAFETY: The file is open as long as a command is pending for it.
    let ring = unsafe { &*(*(*cmd).file).private_data.cast::<Ring>() };

    // SAFETY: The command is ours.
    unsafe { bindings::io_uring_cmd_complete_in_task(cmd, Some(ring_tw)) }; // expect: raw-binding
    if ring.pending.fetch_add(1, Ordering::Relaxed) >= 512 {
        let busy = EBUSY.to_errno() as isize;

        // SAFETY: The ring is full, so that nothing will come of the command.
        // expect-next: double-handoff, raw-binding
        unsafe { bindings::io_uring_cmd_done(cmd, busy, 0, issue_flags) };
    }
    EIOCBQUEUED.to_errno()
}

const RING_FOPS: bindings::file_operations = bindings::file_operations {
    uring_cmd: Some(ring_uring_cmd),
    ..pin_init::zeroed()
};
