// about: nearly the same: the command leaves the list under the same lock before the error is returned
// origin: written for this rule
use kernel::{
    fs::File,
    io_uring::{IoUringCmd, QueuedIoUringCmd, UringCmdAction},
    miscdevice::{MiscDevice, MiscDeviceRegistration},
    new_spinlock,
    prelude::*,
    sync::{Arc, ArcBorrow, SpinLock},
    workqueue::{self, impl_has_work, new_work, Work, WorkItem},
};

const IO_URING_F_UNLOCKED: u32 = 2;

#[pin_data]
struct Chan {
    #[pin]
    waiters: SpinLock<KVec<QueuedIoUringCmd>>,
    #[pin]
    work: Work<Chan>,
}

impl_has_work! {
    impl HasWork<Self> for Chan { self.work }
}

impl WorkItem for Chan {
    type Pointer = Arc<Chan>;

    fn run(chan: Arc<Chan>) {
        let batch = core::mem::take(&mut *chan.waiters.lock());

        batch
            .into_iter()
            .for_each(|cmd| cmd.done(Ok(0), 0, IO_URING_F_UNLOCKED));
    }
}

#[vtable]
impl MiscDevice for Chan {
    type Ptr = Arc<Chan>;

    fn open(_file: &File, _misc: &MiscDeviceRegistration<Chan>) -> Result<Arc<Chan>> {
        Arc::pin_init(
            pin_init!(Chan {
                waiters <- new_spinlock!(KVec::new()),
                work <- new_work!("Chan::work"),
            }),
            GFP_KERNEL,
        )
    }

    fn uring_cmd(
        me: ArcBorrow<'_, Chan>,
        ioucmd: IoUringCmd,
        _issue_flags: u32,
    ) -> Result<UringCmdAction> {
        let (action, queued) = ioucmd.queue();
        let mut waiters = me.waiters.lock();

        waiters.push(queued, GFP_ATOMIC)?;
        if waiters.len() > 128 {
            // Dropped here, and ended by the error.
            let _ = waiters.pop();
            return Err(EBUSY);
        }
        drop(waiters);

        let _ = workqueue::system().enqueue(Arc::from(me));
        Ok(action)
    }
}
