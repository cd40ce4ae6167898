// about: the worker completes what went well and forgets what did not
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

struct Kiln {
    heat: Atomic<i32>,
}

#[pin_data]
struct Firing {
    kiln: Arc<Kiln>,
    #[pin]
    cmd: Mutex<Option<QueuedIoUringCmd>>,
    #[pin]
    work: Work<Firing>,
}

impl_has_work! {
    impl HasWork<Self> for Firing { self.work }
}

impl Firing {
    fn fire(&self) -> Result<i32> {
        match self.kiln.heat.load(Relaxed) {
            heat if heat > 1200 => Ok(heat),
            _ => Err(EIO),
        }
    }
}

impl WorkItem for Firing {
    type Pointer = Arc<Firing>;

    fn run(firing: Arc<Firing>) {
        let Some(cmd) = firing.cmd.lock().take() else {
            return;
        };

        if let Ok(heat) = firing.fire() {
            cmd.done(Ok(heat), 0, IO_URING_F_UNLOCKED);
        }
    } // expect: lost-in-callback
}

#[vtable]
impl MiscDevice for Kiln {
    type Ptr = Arc<Kiln>;

    fn open(_file: &File, _misc: &MiscDeviceRegistration<Kiln>) -> Result<Arc<Kiln>> {
        let heat = Atomic::new(20);

        Ok(Arc::new(Kiln { heat }, GFP_KERNEL)?)
    }

    fn uring_cmd(
        me: ArcBorrow<'_, Kiln>,
        ioucmd: IoUringCmd,
        _issue_flags: u32,
    ) -> Result<UringCmdAction> {
        let (action, queued) = ioucmd.queue();
        let firing = Arc::pin_init(
            pin_init!(Firing {
                kiln: me.into(),
                cmd <- new_mutex!(Some(queued)),
                work <- new_work!("Firing::work"),
            }),
            GFP_NOWAIT,
        )?;

        let _ = workqueue::system().enqueue(firing);
        Ok(action)
    }
}
