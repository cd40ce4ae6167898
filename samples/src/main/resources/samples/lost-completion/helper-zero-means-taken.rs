// about: the helper's success means that it has taken the command, anything else is returned
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

struct Entries {
    closed: bool,
    cmds: KVec<QueuedIoUringCmd>,
}

#[pin_data]
struct Chan {
    #[pin]
    entries: SpinLock<Entries>,
    #[pin]
    work: Work<Chan>,
}

impl_has_work! {
    impl HasWork<Self> for Chan { self.work }
}

impl Chan {
    fn commit(self: &Arc<Self>, cmd: QueuedIoUringCmd) -> Result {
        let mut entries = self.entries.lock();

        if entries.closed {
            return Err(ESHUTDOWN);
        }
        entries.cmds.push(cmd, GFP_ATOMIC)?;
        drop(entries);

        let _ = workqueue::system().enqueue(self.clone());
        Ok(())
    }
}

impl WorkItem for Chan {
    type Pointer = Arc<Chan>;

    fn run(chan: Arc<Chan>) {
        let mut cmds = core::mem::take(&mut chan.entries.lock().cmds);

        while let Some(cmd) = cmds.pop() {
            cmd.done(Ok(0), 0, IO_URING_F_UNLOCKED);
        }
    }
}

#[vtable]
impl MiscDevice for Chan {
    type Ptr = Arc<Chan>;

    fn open(_file: &File, _misc: &MiscDeviceRegistration<Chan>) -> Result<Arc<Chan>> {
        let entries = Entries {
            closed: false,
            cmds: KVec::new(),
        };

        Arc::pin_init(
            pin_init!(Chan {
                entries <- new_spinlock!(entries),
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
        let chan: Arc<Chan> = me.into();
        let (action, queued) = ioucmd.queue();

        if let Err(e) = chan.commit(queued) {
            pr_info!("chan: commit failed: {:?}\n", e);
            return Err(e);
        }
        Ok(action)
    }
}
