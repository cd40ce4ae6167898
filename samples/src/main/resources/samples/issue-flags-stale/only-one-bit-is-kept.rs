// about: the work item keeps whether the call was to wait, and a field that is always the same constant is passed
// origin: written for this rule
use kernel::{
    bindings,
    fs::File,
    io_uring::{IoUringCmd, QueuedIoUringCmd, UringCmdAction},
    miscdevice::{MiscDevice, MiscDeviceRegistration},
    new_mutex,
    prelude::*,
    sync::{Arc, Mutex},
    workqueue::{self, impl_has_work, new_work, Work, WorkItem},
};

const IO_URING_F_NONBLOCK: u32 = bindings::io_uring_cmd_flags_IO_URING_F_NONBLOCK as u32;
const IO_URING_F_UNLOCKED: u32 = bindings::io_uring_cmd_flags_IO_URING_F_UNLOCKED as u32;

#[pin_data]
struct Probe {
    #[pin]
    cmd: Mutex<Option<QueuedIoUringCmd>>,
    done_flags: u32,
    nowait: bool,
    #[pin]
    work: Work<Probe>,
}

impl_has_work! {
    impl HasWork<Self> for Probe { self.work }
}

impl WorkItem for Probe {
    type Pointer = Arc<Probe>;

    fn run(probe: Arc<Probe>) {
        let Some(cmd) = probe.cmd.lock().take() else {
            return;
        };
        let ret = if probe.nowait { Err(EBUSY) } else { Ok(0) };

        cmd.done(ret, 0, probe.done_flags);
    }
}

struct ProbeDevice;

#[vtable]
impl MiscDevice for ProbeDevice {
    type Ptr = KBox<Self>;

    fn open(_file: &File, _misc: &MiscDeviceRegistration<Self>) -> Result<KBox<Self>> {
        Ok(KBox::new(Self, GFP_KERNEL)?)
    }

    fn uring_cmd(_me: &Self, ioucmd: IoUringCmd, issue_flags: u32) -> Result<UringCmdAction> {
        let (action, queued) = ioucmd.queue();
        let probe = Arc::pin_init(
            pin_init!(Probe {
                cmd <- new_mutex!(Some(queued)),
                done_flags: IO_URING_F_UNLOCKED,
                nowait: issue_flags & IO_URING_F_NONBLOCK != 0,
                work <- new_work!("Probe::work"),
            }),
            GFP_KERNEL,
        )?;

        let _ = workqueue::system().enqueue(probe);
        Ok(action)
    }
}
