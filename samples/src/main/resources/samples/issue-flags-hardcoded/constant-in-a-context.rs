// about: task work fills the structure on its stack with 0
// origin: written for this rule
use kernel::{
    fs::File,
    io_uring::{IoUringCmd, IoUringTaskWork, QueuedIoUringCmd, UringCmdAction},
    miscdevice::{MiscDevice, MiscDeviceRegistration},
    prelude::*,
};

struct SignalContext {
    cmd: QueuedIoUringCmd,
    issue_flags: u32,
}

impl SignalContext {
    fn end(self) {
        self.cmd.done(Ok(0), 0, self.issue_flags);
    }
}

struct Signal;

impl IoUringTaskWork for Signal {
    fn task_work(cmd: QueuedIoUringCmd) {
        // expect-next: issue-flags-hardcoded
        let context = SignalContext {
            cmd,
            issue_flags: 0,
        };

        context.end();
    }
}

#[vtable]
impl MiscDevice for Signal {
    type Ptr = KBox<Signal>;

    fn open(_file: &File, _misc: &MiscDeviceRegistration<Signal>) -> Result<KBox<Signal>> {
        Ok(KBox::new(Signal, GFP_KERNEL)?)
    }

    fn uring_cmd(_me: &Signal, ioucmd: IoUringCmd, _flags: u32) -> Result<UringCmdAction> {
        let (action, queued) = ioucmd.queue();

        queued.complete_in_task::<Signal>();
        Ok(action)
    }
}
