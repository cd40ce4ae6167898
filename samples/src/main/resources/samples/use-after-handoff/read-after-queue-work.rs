// about: the worker may have completed the command when its operation is looked at
// origin: written for this rule
// kernel: 6.6
use core::sync::atomic::{AtomicU32, Ordering};
use kernel::{
    bindings,
    prelude::*,
    sync::Arc,
    workqueue::{self, impl_has_work, new_work, Work, WorkItem},
};

const IO_URING_F_UNLOCKED: c_uint = bindings::io_uring_cmd_flags_IO_URING_F_UNLOCKED as c_uint;

struct Widget {
    last_op: AtomicU32,
}

#[pin_data]
struct Job {
    cmd: *mut bindings::io_uring_cmd,
    #[pin]
    work: Work<Job>,
}

// SAFETY: A pending command belongs to no task, and only the worker uses the pointer, once.
unsafe impl Send for Job {}
// SAFETY: As above.
unsafe impl Sync for Job {}

impl_has_work! {
    impl HasWork<Self> for Job { self.work }
}

impl WorkItem for Job {
    type Pointer = Arc<Job>;

    fn run(job: Arc<Job>) {
        // SAFETY: The command is pending, and this is its only completion.
        // expect-next: raw-binding
        unsafe { bindings::io_uring_cmd_done(job.cmd, 0, 0, IO_URING_F_UNLOCKED) };
    }
}

/// # Safety
///
/// Called by the core, with a command that it has prepared, for a file whose data is a `Widget`.
unsafe extern "C" fn widget_uring_cmd(
    cmd: *mut bindings::io_uring_cmd,
    _issue_flags: c_uint,
) -> c_int {
    // SAFETY: The file is open as long as a command is pending for it.
    let widget = unsafe { &*(*(*cmd).file).private_data.cast::<Widget>() };
    let init = pin_init!(Job {
        cmd,
        work <- new_work!("Job::work"),
    });
    let job = match Arc::pin_init(init, GFP_NOWAIT) {
        Ok(job) => job,
        Err(e) => return e.to_errno(),
    };

    let _ = workqueue::system().enqueue(job);
    // SAFETY: The command is ours.
    let op = unsafe { (*cmd).cmd_op }; // expect: use-after-handoff
    widget.last_op.store(op, Ordering::Relaxed);
    EIOCBQUEUED.to_errno()
}

const WIDGET_FOPS: bindings::file_operations = bindings::file_operations {
    uring_cmd: Some(widget_uring_cmd),
    ..pin_init::zeroed()
};
