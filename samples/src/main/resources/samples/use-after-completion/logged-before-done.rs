// about: what is needed after the completion is copied before it; only the pointer's value is printed
// origin: written for this rule
use kernel::{
    bindings,
    prelude::*,
    sync::atomic::{Atomic, Relaxed},
};

struct Widget {
    resets: Atomic<u32>,
}

/// # Safety
///
/// Called by the core, with a command that it has prepared, for a file whose data is a `Widget`.
unsafe extern "C" fn widget_uring_cmd(
    cmd: *mut bindings::io_uring_cmd,
    issue_flags: c_uint,
) -> c_int {
    // SAFETY: The file is open as long as a command is pending for it.
    let widget = unsafe { &*(*(*cmd).file).private_data.cast::<Widget>() };

    widget.resets.add(1, Relaxed);
    // SAFETY: The command is ours until it is completed.
    let op = unsafe {
        let op = (*cmd).cmd_op;

        bindings::io_uring_cmd_done(cmd, 0, issue_flags); // expect: raw-binding
        op
    };
    pr_info!("widget: operation {} of {:p} done\n", op, cmd);
    EIOCBQUEUED.to_errno()
}

const WIDGET_FOPS: bindings::file_operations = bindings::file_operations {
    uring_cmd: Some(widget_uring_cmd),
    ..pin_init::zeroed()
};
