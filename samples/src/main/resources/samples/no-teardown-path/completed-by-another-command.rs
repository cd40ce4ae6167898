// about: a fetched command ends when another command commits; a server that dies never commits
// origin: written for this rule
use kernel::{
    fs::File,
    io_uring::{self, IoUringCmd, IoUringTaskWork, QueuedIoUringCmd, UringCmdAction},
    miscdevice::{MiscDevice, MiscDeviceRegistration},
    new_spinlock,
    prelude::*,
    sync::SpinLock,
};

const RING_OP_FETCH: u32 = 1;
const RING_OP_COMMIT: u32 = 2;

struct Committed;

impl IoUringTaskWork for Committed {
    fn task_work(cmd: QueuedIoUringCmd) {
        cmd.done(Ok(0), 0, io_uring::TASK_WORK_ISSUE_FLAGS);
    }
}

#[pin_data]
struct Ring {
    #[pin]
    fetched: SpinLock<Option<QueuedIoUringCmd>>,
}

impl Ring {
    fn fetch(&self, ioucmd: IoUringCmd) -> Result<UringCmdAction> {
        let mut fetched = self.fetched.lock();

        if fetched.is_some() {
            return Err(EBUSY);
        }
        let (action, queued) = ioucmd.queue();
        *fetched = Some(queued); // expect: no-teardown-path
        Ok(action)
    }

    fn commit(&self) -> Result {
        let fetched = self.fetched.lock().take().ok_or(ENOENT)?;

        fetched.complete_in_task::<Committed>();
        Ok(())
    }
}

#[vtable]
impl MiscDevice for Ring {
    type Ptr = Pin<KBox<Ring>>;

    fn open(_file: &File, _misc: &MiscDeviceRegistration<Ring>) -> Result<Self::Ptr> {
        KBox::pin_init(
            pin_init!(Ring { fetched <- new_spinlock!(None) }),
            GFP_KERNEL,
        )
    }

    fn uring_cmd(me: Pin<&Ring>, ioucmd: IoUringCmd, _flags: u32) -> Result<UringCmdAction> {
        match ioucmd.cmd_op() {
            RING_OP_FETCH => me.fetch(ioucmd),
            RING_OP_COMMIT => me.commit().map(|()| ioucmd.complete(0)),
            _ => Err(EOPNOTSUPP),
        }
    }
}
