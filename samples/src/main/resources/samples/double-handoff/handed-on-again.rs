// about: the first task work has run when it schedules the second one, so only one is pending at a time
// origin: written for this rule
use kernel::{
    fs::File,
    io_uring::{self, IoUringCmd, IoUringTaskWork, QueuedIoUringCmd, UringCmdAction},
    miscdevice::{MiscDevice, MiscDeviceRegistration},
    prelude::*,
};

struct Round;

impl IoUringTaskWork for Round {
    fn task_work(mut cmd: QueuedIoUringCmd) {
        let next = cmd.read_pdu::<u32>().and_then(|rounds| {
            let left = rounds.saturating_sub(1);

            cmd.write_pdu(&left).map(|()| left)
        });

        match next {
            Ok(0) => cmd.done(Ok(0), 0, io_uring::TASK_WORK_ISSUE_FLAGS),
            Ok(_) => cmd.complete_in_task::<Round>(),
            Err(e) => cmd.done(Err(e), 0, io_uring::TASK_WORK_ISSUE_FLAGS),
        }
    }
}

struct Widget;

#[vtable]
impl MiscDevice for Widget {
    type Ptr = KBox<Self>;

    fn open(_file: &File, _misc: &MiscDeviceRegistration<Self>) -> Result<KBox<Self>> {
        Ok(KBox::new(Widget, GFP_KERNEL)?)
    }

    fn uring_cmd(_me: &Self, mut ioucmd: IoUringCmd, _flags: u32) -> Result<UringCmdAction> {
        ioucmd.write_pdu(&3u32)?;

        let (action, queued) = ioucmd.queue();
        queued.complete_in_task::<Round>();
        Ok(action)
    }
}
