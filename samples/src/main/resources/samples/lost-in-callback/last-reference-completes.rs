// about: whoever drops the last reference completes the command; the others rightly do nothing with it
// origin: written for this rule
use kernel::{
    fs::File,
    io_uring::{IoUringCmd, QueuedIoUringCmd, UringCmdAction},
    miscdevice::{MiscDevice, MiscDeviceRegistration},
    new_mutex,
    prelude::*,
    sync::{
        atomic::{Atomic, Relaxed},
        Arc, Mutex,
    },
    workqueue::{self, impl_has_work, new_work, Work, WorkItem},
};

const IO_URING_F_UNLOCKED: u32 = 2;

#[pin_data(PinnedDrop)]
struct Job {
    #[pin]
    cmd: Mutex<Option<QueuedIoUringCmd>>,
    moved: Atomic<i32>,
    #[pin]
    read: Work<Job, 1>,
    #[pin]
    write: Work<Job, 2>,
}

impl_has_work! {
    impl HasWork<Self, 1> for Job { self.read }
    impl HasWork<Self, 2> for Job { self.write }
}

impl WorkItem<1> for Job {
    type Pointer = Arc<Job>;

    fn run(job: Arc<Job>) {
        job.moved.add(1, Relaxed);
    }
}

impl WorkItem<2> for Job {
    type Pointer = Arc<Job>;

    fn run(job: Arc<Job>) {
        job.moved.add(2, Relaxed);
    }
}

#[pinned_drop]
impl PinnedDrop for Job {
    fn drop(self: Pin<&mut Self>) {
        if let Some(cmd) = self.cmd.lock().take() {
            cmd.done(Ok(self.moved.load(Relaxed)), 0, IO_URING_F_UNLOCKED);
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
        let (action, queued) = ioucmd.queue();
        let job = Arc::pin_init(
            pin_init!(Job {
                cmd <- new_mutex!(Some(queued)),
                moved: Atomic::new(0),
                read <- new_work!("Job::read"),
                write <- new_work!("Job::write"),
            }),
            GFP_NOWAIT,
        )?;

        let _ = workqueue::system().enqueue::<Arc<Job>, 1>(job.clone());
        let _ = workqueue::system().enqueue::<Arc<Job>, 2>(job);
        Ok(action)
    }
}
