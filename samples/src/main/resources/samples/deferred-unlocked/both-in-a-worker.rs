// about: a worker names both flags, in a constant of the driver
// origin: written for this rule
use kernel::{
    bindings,
    fs::File,
    io_uring::{self, IoUringCmd, QueuedIoUringCmd, UringCmdAction},
    miscdevice::{MiscDevice, MiscDeviceRegistration},
    new_mutex,
    prelude::*,
    sync::{Arc, Mutex},
    workqueue::{self, impl_has_work, new_work, Work, WorkItem},
};

const DIAL_FLAGS: u32 =
    bindings::io_uring_cmd_flags_IO_URING_F_UNLOCKED as u32 | io_uring::TASK_WORK_ISSUE_FLAGS;

#[pin_data]
struct DialWork {
    #[pin]
    cmd: Mutex<Option<QueuedIoUringCmd>>,
    #[pin]
    work: Work<DialWork>,
}

impl_has_work! {
    impl HasWork<Self> for DialWork { self.work }
}

impl WorkItem for DialWork {
    type Pointer = Arc<DialWork>;

    fn run(this: Arc<DialWork>) {
        let Some(cmd) = this.cmd.lock().take() else {
            return;
        };

        cmd.done(Ok(0), 0, DIAL_FLAGS); // expect: deferred-unlocked
    }
}

struct Dial;

#[vtable]
impl MiscDevice for Dial {
    type Ptr = KBox<Dial>;

    fn open(_file: &File, _misc: &MiscDeviceRegistration<Dial>) -> Result<KBox<Dial>> {
        Ok(KBox::new(Dial, GFP_KERNEL)?)
    }

    fn uring_cmd(_me: &Dial, ioucmd: IoUringCmd, _flags: u32) -> Result<UringCmdAction> {
        let (action, queued) = ioucmd.queue();
        let init = pin_init!(DialWork {
            cmd <- new_mutex!(Some(queued)),
            work <- new_work!("DialWork::work"),
        });
        let work = Arc::pin_init(init, GFP_KERNEL)?;

        let _ = workqueue::system().enqueue(work);
        Ok(action)
    }
}
