// about: one worker completes while the guard of its scrutinee lives, the other one behind it
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
const DOCK_RESET: u32 = 1;

#[pin_data]
struct Dock {
    #[pin]
    cmd: SpinLock<Option<QueuedIoUringCmd>>,
    #[pin]
    leave: Work<Dock, 1>,
    #[pin]
    reset: Work<Dock, 2>,
}

impl_has_work! {
    impl HasWork<Self, 1> for Dock { self.leave }
    impl HasWork<Self, 2> for Dock { self.reset }
}

impl WorkItem<1> for Dock {
    type Pointer = Arc<Dock>;

    fn run(dock: Arc<Dock>) {
        let cmd = dock.cmd.lock().take();

        if let Some(cmd) = cmd {
            cmd.done(Ok(0), 0, IO_URING_F_UNLOCKED);
        }
    }
}

impl WorkItem<2> for Dock {
    type Pointer = Arc<Dock>;

    fn run(dock: Arc<Dock>) {
        if let Some(cmd) = dock.cmd.lock().take() {
            cmd.done(Err(ENODEV), 0, IO_URING_F_UNLOCKED); // expect: done-in-atomic
        }
    }
}

#[vtable]
impl MiscDevice for Dock {
    type Ptr = Arc<Dock>;

    fn open(_file: &File, _misc: &MiscDeviceRegistration<Dock>) -> Result<Arc<Dock>> {
        Arc::pin_init(
            pin_init!(Dock {
                cmd <- new_spinlock!(None),
                leave <- new_work!("Dock::leave"),
                reset <- new_work!("Dock::reset"),
            }),
            GFP_KERNEL,
        )
    }

    fn ioctl(me: ArcBorrow<'_, Dock>, _file: &File, cmd: u32, _arg: usize) -> Result<isize> {
        let dock: Arc<Dock> = me.into();

        let _ = match cmd {
            DOCK_RESET => workqueue::system().enqueue::<Arc<Dock>, 2>(dock),
            _ => workqueue::system().enqueue::<Arc<Dock>, 1>(dock),
        };
        Ok(0)
    }

    fn uring_cmd(
        me: ArcBorrow<'_, Dock>,
        ioucmd: IoUringCmd,
        _issue_flags: u32,
    ) -> Result<UringCmdAction> {
        let mut slot = me.cmd.lock();

        if slot.is_some() {
            return Err(EBUSY);
        }
        let (action, queued) = ioucmd.queue();
        *slot = Some(queued);
        Ok(action)
    }
}
