// about: a handler that marks nothing is never called to cancel
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
    fn new(cmd: QueuedIoUringCmd) -> Result<Arc<Self>> {
        Arc::pin_init(
            pin_init!(Job {
                cmd <- new_mutex!(Some(cmd)),
                work <- new_work!("Job::work"),
            }),
            GFP_NOWAIT,
        )
    }
}

impl WorkItem for Job {
    type Pointer = Arc<Job>;

    fn run(this: Arc<Job>) {
        if let Some(cmd) = this.cmd.lock().take() {
            cmd.done(Ok(0), 0, IO_URING_F_UNLOCKED);
        }
    }
}

struct WidgetDevice;

#[vtable]
impl MiscDevice for WidgetDevice {
    type Ptr = KBox<Self>;

    fn open(_file: &File, _misc: &MiscDeviceRegistration<Self>) -> Result<KBox<Self>> {
        Ok(KBox::new(Self, GFP_KERNEL)?)
    }

    fn uring_cmd(_me: &Self, ioucmd: IoUringCmd, _issue_flags: u32) -> Result<UringCmdAction> {
        let (action, queued) = ioucmd.queue();
        let job = Job::new(queued)?;
        let _ = workqueue::system().enqueue(job);

        Ok(action)
    }
}
