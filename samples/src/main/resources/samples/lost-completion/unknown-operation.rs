// about: an unknown operation falls out of the match to the common end and is reported as queued
// origin: written for this rule
use kernel::{
    fs::File,
    io_uring::{IoUringCmd, QueuedIoUringCmd, UringCmdAction},
    miscdevice::{MiscDevice, MiscDeviceRegistration},
    new_mutex,
    prelude::*,
    sync::{Arc, Mutex},
    workqueue::{self, impl_has_work, new_work, Work, WorkItem},
};

const IO_URING_F_UNLOCKED: u32 = 2;
const WIDGET_OP_RUN: u32 = 1;

#[pin_data]
struct Job {
    #[pin]
    cmd: Mutex<Option<QueuedIoUringCmd>>,
    #[pin]
    work: Work<Job>,
}

impl_has_work! {
    impl HasWork<Self> for Job { self.work }
}

impl Job {
    fn start(cmd: QueuedIoUringCmd) -> Result {
        let job = Arc::pin_init(
            pin_init!(Job {
                cmd <- new_mutex!(Some(cmd)),
                work <- new_work!("Job::work"),
            }),
            GFP_NOWAIT,
        )?;

        let _ = workqueue::system().enqueue(job);
        Ok(())
    }
}

impl WorkItem for Job {
    type Pointer = Arc<Job>;

    fn run(job: Arc<Job>) {
        if let Some(cmd) = job.cmd.lock().take() {
            cmd.done(Ok(0), 0, IO_URING_F_UNLOCKED);
        }
    }
}

struct Widget;

#[vtable]
impl MiscDevice for Widget {
    type Ptr = KBox<Widget>;

    fn open(_file: &File, _misc: &MiscDeviceRegistration<Widget>) -> Result<KBox<Widget>> {
        Ok(KBox::new(Widget, GFP_KERNEL)?)
    }

    fn uring_cmd(_me: &Widget, ioucmd: IoUringCmd, _flags: u32) -> Result<UringCmdAction> {
        let op = ioucmd.cmd_op();
        let (action, queued) = ioucmd.queue();

        match op {
            WIDGET_OP_RUN => Job::start(queued)?,
            _ => pr_info!("widget: operation {} is unknown\n", op),
        }
        Ok(action) // expect: lost-completion
    }
}
