// about: the constant for task work is passed by a worker of a queue
// origin: written for this rule
use kernel::{
    fs::File,
    io_uring::{self, IoUringCmd, QueuedIoUringCmd, UringCmdAction},
    miscdevice::{MiscDevice, MiscDeviceRegistration},
    new_mutex,
    prelude::*,
    sync::{Arc, Mutex},
    workqueue::{self, impl_has_work, new_work, Work, WorkItem},
};

#[pin_data]
struct Etch {
    #[pin]
    cmd: Mutex<Option<QueuedIoUringCmd>>,
    #[pin]
    work: Work<Etch>,
}

impl_has_work! {
    impl HasWork<Self> for Etch { self.work }
}

impl Etch {
    fn end(&self, ret: Result<i32>, flags: u32) {
        let cmd = self.cmd.lock().take();

        if let Some(cmd) = cmd {
            cmd.done(ret, 0, flags);
        }
    }
}

impl WorkItem for Etch {
    type Pointer = Arc<Etch>;

    fn run(etch: Arc<Etch>) {
        etch.end(Ok(0), io_uring::TASK_WORK_ISSUE_FLAGS); // expect: issue-flags-wrong-context
    }
}

struct Etcher;

#[vtable]
impl MiscDevice for Etcher {
    type Ptr = KBox<Etcher>;

    fn open(_file: &File, _misc: &MiscDeviceRegistration<Etcher>) -> Result<KBox<Etcher>> {
        Ok(KBox::new(Etcher, GFP_KERNEL)?)
    }

    fn uring_cmd(_me: &Etcher, ioucmd: IoUringCmd, _flags: u32) -> Result<UringCmdAction> {
        let (action, queued) = ioucmd.queue();
        let etch = Arc::pin_init(
            pin_init!(Etch {
                cmd <- new_mutex!(Some(queued)),
                work <- new_work!("Etch::work"),
            }),
            GFP_KERNEL,
        )?;

        let _ = workqueue::system().enqueue(etch);
        Ok(action)
    }
}
