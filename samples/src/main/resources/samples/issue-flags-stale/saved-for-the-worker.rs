// about: a work item carries the handler's flags to the worker
// origin: written for this rule
use kernel::{
    fs::File,
    io_uring::{IoUringCmd, QueuedIoUringCmd, UringCmdAction},
    miscdevice::{MiscDevice, MiscDeviceRegistration},
    new_mutex,
    prelude::*,
    sync::{Arc, Mutex},
    workqueue::{self, impl_has_work, new_work, Work, WorkItem},
};

#[pin_data]
struct Scan {
    #[pin]
    cmd: Mutex<Option<QueuedIoUringCmd>>,
    issue_flags: u32,
    #[pin]
    work: Work<Scan>,
}

impl_has_work! {
    impl HasWork<Self> for Scan { self.work }
}

impl Scan {
    fn new(cmd: QueuedIoUringCmd, issue_flags: u32) -> impl PinInit<Self> {
        pin_init!(Self {
            cmd <- new_mutex!(Some(cmd)),
            issue_flags,
            work <- new_work!("Scan::work"),
        })
    }
}

impl WorkItem for Scan {
    type Pointer = Arc<Scan>;

    fn run(scan: Arc<Scan>) {
        if let Some(cmd) = scan.cmd.lock().take() {
            cmd.done(Ok(0), 0, scan.issue_flags); // expect: issue-flags-stale
        }
    }
}

struct Scanner;

#[vtable]
impl MiscDevice for Scanner {
    type Ptr = KBox<Scanner>;

    fn open(_file: &File, _misc: &MiscDeviceRegistration<Scanner>) -> Result<KBox<Scanner>> {
        Ok(KBox::new(Scanner, GFP_KERNEL)?)
    }

    fn uring_cmd(_me: &Scanner, ioucmd: IoUringCmd, issue_flags: u32) -> Result<UringCmdAction> {
        let (action, queued) = ioucmd.queue();
        let scan = Arc::pin_init(Scan::new(queued, issue_flags), GFP_KERNEL)?;

        let _ = workqueue::system().enqueue(scan);
        Ok(action)
    }
}
