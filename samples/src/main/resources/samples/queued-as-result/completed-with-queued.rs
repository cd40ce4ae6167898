// about: the worker passes on a helper's queued as the result of the command
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
struct RingJob {
    idle: bool,
    #[pin]
    cmd: Mutex<Option<QueuedIoUringCmd>>,
    #[pin]
    work: Work<RingJob>,
}

impl_has_work! {
    impl HasWork<Self> for RingJob { self.work }
}

impl RingJob {
    fn poll(&self) -> Result<i32> {
        if self.idle {
            return Err(EIOCBQUEUED);
        }
        Ok(0)
    }
}

impl WorkItem for RingJob {
    type Pointer = Arc<RingJob>;

    fn run(job: Arc<RingJob>) {
        if let Some(cmd) = job.cmd.lock().take() {
            cmd.done(job.poll(), 0, IO_URING_F_UNLOCKED); // expect: queued-as-result
        }
    }
}

struct Ring;

#[vtable]
impl MiscDevice for Ring {
    type Ptr = KBox<Ring>;

    fn open(_file: &File, _misc: &MiscDeviceRegistration<Ring>) -> Result<KBox<Ring>> {
        Ok(KBox::new(Ring, GFP_KERNEL)?)
    }

    fn uring_cmd(_me: &Ring, ioucmd: IoUringCmd, _flags: u32) -> Result<UringCmdAction> {
        let idle = ioucmd.cmd_op() == 0;
        let (action, queued) = ioucmd.queue();
        let job = Arc::pin_init(
            pin_init!(RingJob {
                idle,
                cmd <- new_mutex!(Some(queued)),
                work <- new_work!("RingJob::work"),
            }),
            GFP_NOWAIT,
        )?;

        let _ = workqueue::system().enqueue(job);
        Ok(action)
    }
}
