// about: a worker, and a handler that ends the command of another task, rightly pass the one flag that a driver may make up
// origin: written for this rule
use kernel::{
    bindings,
    fs::File,
    io_uring::{IoUringCmd, QueuedIoUringCmd, UringCmdAction},
    miscdevice::{MiscDevice, MiscDeviceRegistration},
    new_mutex,
    prelude::*,
    sync::{Arc, ArcBorrow, Mutex},
    workqueue::{self, impl_has_work, new_work, Work, WorkItem},
};

const HORN_STOP: u32 = 1;
const NONBLOCK: u32 = bindings::io_uring_cmd_flags_IO_URING_F_NONBLOCK as u32;
const UNLOCKED: u32 = bindings::io_uring_cmd_flags_IO_URING_F_UNLOCKED as u32;

#[pin_data]
struct Horn {
    #[pin]
    blowing: Mutex<Option<QueuedIoUringCmd>>,
    #[pin]
    work: Work<Horn>,
}

impl_has_work! {
    impl HasWork<Self> for Horn { self.work }
}

impl Horn {
    fn take(&self) -> Option<QueuedIoUringCmd> {
        self.blowing.lock().take()
    }

    fn stop(&self) -> Result<i32> {
        let cmd = self.take().ok_or(ENOENT)?;

        cmd.done(Err(EINTR), 0, UNLOCKED);
        Ok(0)
    }
}

impl WorkItem for Horn {
    type Pointer = Arc<Horn>;

    fn run(horn: Arc<Horn>) {
        if let Some(cmd) = horn.take() {
            cmd.done(Ok(0), 0, UNLOCKED);
        }
    }
}

#[vtable]
impl MiscDevice for Horn {
    type Ptr = Arc<Horn>;

    fn open(_file: &File, _misc: &MiscDeviceRegistration<Horn>) -> Result<Arc<Horn>> {
        Arc::pin_init(
            pin_init!(Horn {
                blowing <- new_mutex!(None),
                work <- new_work!("Horn::work"),
            }),
            GFP_KERNEL,
        )
    }

    fn uring_cmd(
        me: ArcBorrow<'_, Horn>,
        ioucmd: IoUringCmd,
        flags: u32,
    ) -> Result<UringCmdAction> {
        if flags & NONBLOCK != 0 {
            return Err(EAGAIN);
        }
        if ioucmd.cmd_op() == HORN_STOP {
            return me.stop().map(|ret| ioucmd.complete(ret));
        }

        let mut blowing = me.blowing.lock();
        if blowing.is_some() {
            return Err(EBUSY);
        }
        let (action, queued) = ioucmd.queue();
        *blowing = Some(queued);
        drop(blowing);

        let _ = workqueue::system().enqueue(Arc::from(me));
        Ok(action)
    }
}
