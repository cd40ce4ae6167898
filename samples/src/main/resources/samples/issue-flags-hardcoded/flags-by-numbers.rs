// about: the driver writes the flags as numbers, and one of them is wrong
// origin: written for this rule
use kernel::{
    fs::File,
    io_uring::{IoUringCmd, QueuedIoUringCmd, UringCmdAction},
    miscdevice::{MiscDevice, MiscDeviceRegistration},
    new_mutex, new_work,
    prelude::*,
    sync::{Arc, Mutex},
    workqueue::{self, impl_has_work, Work, WorkItem},
};

/// The handler must not sleep.
const NO_WAIT: u32 = 1 << 31;
/// Nobody holds the lock of the ring.
const LOCK_FREE: u32 = 2;
const FLUSH: u32 = 3;

#[pin_data]
struct Flush {
    #[pin]
    cmd: Mutex<Option<QueuedIoUringCmd>>,
    #[pin]
    work: Work<Flush>,
}

impl_has_work! {
    impl HasWork<Self> for Flush { self.work }
}

impl WorkItem for Flush {
    type Pointer = Arc<Flush>;

    fn run(flush: Arc<Flush>) {
        if let Some(cmd) = flush.cmd.lock().take() {
            cmd.done(Ok(0), 0, LOCK_FREE);
        }
    }
}

#[pin_data]
struct Tank {
    #[pin]
    level: Mutex<u64>,
}

#[vtable]
impl MiscDevice for Tank {
    type Ptr = Pin<KBox<Tank>>;

    fn open(_file: &File, _misc: &MiscDeviceRegistration<Tank>) -> Result<Pin<KBox<Tank>>> {
        KBox::pin_init(pin_init!(Tank { level <- new_mutex!(0) }), GFP_KERNEL)
    }

    fn uring_cmd(me: Pin<&Tank>, ioucmd: IoUringCmd, flags: u32) -> Result<UringCmdAction> {
        if flags & NO_WAIT != 0 {
            return Err(EAGAIN);
        }
        *me.level.lock() += 1;

        let is_flush = ioucmd.cmd_op() == FLUSH;
        let (action, queued) = ioucmd.queue();
        if !is_flush {
            queued.done(Ok(0), 0, 1 << 31); // expect: issue-flags-hardcoded
            return Ok(action);
        }

        let flush = Arc::pin_init(
            pin_init!(Flush {
                cmd <- new_mutex!(Some(queued)),
                work <- new_work!("Flush::work"),
            }),
            GFP_KERNEL,
        )?;
        let _ = workqueue::system().enqueue(flush);
        Ok(action)
    }
}
