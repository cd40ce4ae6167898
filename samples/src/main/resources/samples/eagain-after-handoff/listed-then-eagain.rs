// about: the command is on the list when the handler notices that it may not sleep
// origin: written for this rule
use kernel::{
    bindings,
    fs::File,
    io_uring::{IoUringCmd, QueuedIoUringCmd, UringCmdAction},
    miscdevice::{MiscDevice, MiscDeviceRegistration},
    new_mutex, new_spinlock,
    prelude::*,
    sync::{Arc, ArcBorrow, Mutex, SpinLock},
    workqueue::{self, impl_has_work, new_work, Work, WorkItem},
};

const NONBLOCK: u32 = bindings::io_uring_cmd_flags_IO_URING_F_NONBLOCK as u32;
const UNLOCKED: u32 = bindings::io_uring_cmd_flags_IO_URING_F_UNLOCKED as u32;

#[pin_data]
struct Chan {
    #[pin]
    waiters: SpinLock<KVec<QueuedIoUringCmd>>,
    #[pin]
    power: Mutex<bool>,
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

        for cmd in batch {
            cmd.done(Ok(0), 0, UNLOCKED);
        }
    }
}

#[vtable]
impl MiscDevice for Chan {
    type Ptr = Arc<Self>;

    fn open(_file: &File, _misc: &MiscDeviceRegistration<Self>) -> Result<Arc<Self>> {
        Arc::pin_init(
            pin_init!(Chan {
                waiters <- new_spinlock!(KVec::new()),
                power <- new_mutex!(false),
                work <- new_work!("Chan::work"),
            }),
            GFP_KERNEL,
        )
    }

    fn uring_cmd(
        me: ArcBorrow<'_, Self>,
        ioucmd: IoUringCmd,
        issue_flags: u32,
    ) -> Result<UringCmdAction> {
        let (action, queued) = ioucmd.queue();

        me.waiters.lock().push(queued, GFP_ATOMIC)?;
        if issue_flags & NONBLOCK != 0 {
            return Err(EAGAIN); // expect: eagain-after-handoff
        }
        *me.power.lock() = true;
        let _ = workqueue::system().enqueue(Arc::from(me));
        Ok(action)
    }
}
