// about: a worker gives two results to a command that was taken from a large ring only
// origin: written for this rule
use kernel::{
    bindings,
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

const CQE32: u32 = bindings::io_uring_cmd_flags_IO_URING_F_CQE32 as u32;
const UNLOCKED: u32 = bindings::io_uring_cmd_flags_IO_URING_F_UNLOCKED as u32;

struct Weir {
    level: Atomic<u64>,
}

#[pin_data]
struct WeirJob {
    weir: Arc<Weir>,
    #[pin]
    cmd: Mutex<Option<QueuedIoUringCmd>>,
    #[pin]
    work: Work<WeirJob>,
}

impl_has_work! {
    impl HasWork<Self> for WeirJob { self.work }
}

impl WorkItem for WeirJob {
    type Pointer = Arc<WeirJob>;

    fn run(job: Arc<WeirJob>) {
        let level = job.weir.level.load(Relaxed);

        if let Some(cmd) = job.cmd.lock().take() {
            cmd.done(Ok(0), level, UNLOCKED);
        }
    }
}

#[vtable]
impl MiscDevice for Weir {
    type Ptr = Arc<Self>;

    fn open(_file: &File, _misc: &MiscDeviceRegistration<Self>) -> Result<Arc<Self>> {
        let level = Atomic::new(0);

        Ok(Arc::new(Weir { level }, GFP_KERNEL)?)
    }

    fn uring_cmd(
        me: ArcBorrow<'_, Self>,
        ioucmd: IoUringCmd,
        issue_flags: u32,
    ) -> Result<UringCmdAction> {
        if issue_flags & CQE32 == 0 {
            return Err(EOPNOTSUPP);
        }

        let weir: Arc<Weir> = me.into();
        let (action, queued) = ioucmd.queue();
        let job = Arc::pin_init(
            pin_init!(WeirJob {
                weir,
                cmd <- new_mutex!(Some(queued)),
                work <- new_work!("WeirJob::work"),
            }),
            GFP_NOWAIT,
        )?;

        let _ = workqueue::system_unbound().enqueue(job);
        Ok(action)
    }
}
