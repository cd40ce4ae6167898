// about: a retry that cannot be made is turned into a result that user space knows
// origin: written for this rule
use kernel::{
    fs::File,
    io_uring::{IoUringCmd, QueuedIoUringCmd, UringCmdAction},
    miscdevice::{MiscDevice, MiscDeviceRegistration},
    new_mutex,
    prelude::*,
    sync::{
        atomic::{Atomic, Relaxed},
        Arc, ArcBorrow, Mutex,
    },
    workqueue::{self, impl_has_work, new_work, Work, WorkItem},
};

const IO_URING_F_UNLOCKED: u32 = 2;

struct Chan {
    busy: Atomic<bool>,
}

impl Chan {
    fn try_send(&self) -> Result<i32> {
        if self.busy.load(Relaxed) {
            return Err(EAGAIN);
        }
        Ok(0)
    }
}

#[pin_data]
struct Job {
    chan: Arc<Chan>,
    #[pin]
    cmd: Mutex<Option<QueuedIoUringCmd>>,
    #[pin]
    work: Work<Job>,
}

impl_has_work! {
    impl HasWork<Self> for Job { self.work }
}

impl WorkItem for Job {
    type Pointer = Arc<Job>;

    fn run(job: Arc<Job>) {
        let Some(cmd) = job.cmd.lock().take() else {
            return;
        };
        let ret = job
            .chan
            .try_send()
            .map_err(|e| if e == EAGAIN { EBUSY } else { e });

        cmd.done(ret, 0, IO_URING_F_UNLOCKED);
    }
}

#[vtable]
impl MiscDevice for Chan {
    type Ptr = Arc<Chan>;

    fn open(_file: &File, _misc: &MiscDeviceRegistration<Chan>) -> Result<Arc<Chan>> {
        let busy = Atomic::new(false);

        Ok(Arc::new(Chan { busy }, GFP_KERNEL)?)
    }

    fn uring_cmd(
        me: ArcBorrow<'_, Chan>,
        ioucmd: IoUringCmd,
        _issue_flags: u32,
    ) -> Result<UringCmdAction> {
        let (action, queued) = ioucmd.queue();
        let init = pin_init!(Job {
            chan: me.into(),
            cmd <- new_mutex!(Some(queued)),
            work <- new_work!("Job::work"),
        });

        let _ = workqueue::system().enqueue(Arc::pin_init(init, GFP_NOWAIT)?);
        Ok(action)
    }
}
