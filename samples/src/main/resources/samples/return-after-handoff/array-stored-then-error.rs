// about: the command stays in the array when the doorbell fails
// origin: written for this rule
use kernel::{
    fs::File,
    io_uring::{IoUringCmd, QueuedIoUringCmd, UringCmdAction},
    miscdevice::{MiscDevice, MiscDeviceRegistration},
    new_spinlock,
    prelude::*,
    sync::{
        atomic::{Atomic, Relaxed},
        Arc, ArcBorrow, SpinLock,
    },
    workqueue::{self, impl_has_work, new_work, Work, WorkItem},
};

const IO_URING_F_UNLOCKED: u32 = 2;
const NR_SLOTS: usize = 8;

#[pin_data]
struct Widget {
    #[pin]
    cmds: SpinLock<[Option<QueuedIoUringCmd>; NR_SLOTS]>,
    powered: Atomic<bool>,
    #[pin]
    work: Work<Widget>,
}

impl_has_work! {
    impl HasWork<Self> for Widget { self.work }
}

impl Widget {
    fn ring_doorbell(self: &Arc<Self>) -> Result {
        if !self.powered.load(Relaxed) {
            return Err(EIO);
        }
        let _ = workqueue::system().enqueue(self.clone());
        Ok(())
    }
}

impl WorkItem for Widget {
    type Pointer = Arc<Widget>;

    fn run(widget: Arc<Widget>) {
        for index in 0..NR_SLOTS {
            let cmd = widget.cmds.lock()[index].take();

            if let Some(cmd) = cmd {
                cmd.done(Ok(0), 0, IO_URING_F_UNLOCKED);
            }
        }
    }
}

#[vtable]
impl MiscDevice for Widget {
    type Ptr = Arc<Widget>;

    fn open(_file: &File, _misc: &MiscDeviceRegistration<Widget>) -> Result<Arc<Widget>> {
        Arc::pin_init(
            pin_init!(Widget {
                cmds <- new_spinlock!([const { None }; NR_SLOTS]),
                powered: Atomic::new(true),
                work <- new_work!("Widget::work"),
            }),
            GFP_KERNEL,
        )
    }

    fn uring_cmd(
        me: ArcBorrow<'_, Widget>,
        ioucmd: IoUringCmd,
        _issue_flags: u32,
    ) -> Result<UringCmdAction> {
        let index = ioucmd.cmd_op() as usize;
        let mut cmds = me.cmds.lock();
        let slot = cmds.get_mut(index).ok_or(EINVAL)?;
        if slot.is_some() {
            return Err(EBUSY);
        }

        let (action, queued) = ioucmd.queue();
        *slot = Some(queued);
        drop(cmds);

        Arc::from(me).ring_doorbell()?; // expect: return-after-handoff
        Ok(action)
    }
}
