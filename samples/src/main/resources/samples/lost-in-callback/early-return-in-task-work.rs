// about: the task work of a command whose state cannot be read returns before it completes
// origin: written for this rule
use kernel::{
    fs::File,
    io_uring::{self, IoUringCmd, IoUringTaskWork, QueuedIoUringCmd, UringCmdAction},
    miscdevice::{MiscDevice, MiscDeviceRegistration},
    new_mutex,
    prelude::*,
    sync::{Arc, Mutex},
    transmute::{AsBytes, FromBytes},
    workqueue::{self, impl_has_work, new_work, Work, WorkItem},
};

#[repr(C)]
struct WidgetPdu {
    status: i32,
    lane: u32,
}

// SAFETY: All bit patterns are valid.
unsafe impl FromBytes for WidgetPdu {}
// SAFETY: There is no padding.
unsafe impl AsBytes for WidgetPdu {}

struct WidgetEnd;

impl IoUringTaskWork for WidgetEnd {
    fn task_work(cmd: QueuedIoUringCmd) {
        let Ok(pdu) = cmd.read_pdu::<WidgetPdu>() else {
            return; // expect: lost-in-callback
        };

        cmd.done(Ok(pdu.status), 0, io_uring::TASK_WORK_ISSUE_FLAGS);
    }
}

#[pin_data]
struct WidgetJob {
    #[pin]
    cmd: Mutex<Option<QueuedIoUringCmd>>,
    #[pin]
    work: Work<WidgetJob>,
}

impl_has_work! {
    impl HasWork<Self> for WidgetJob { self.work }
}

impl WorkItem for WidgetJob {
    type Pointer = Arc<WidgetJob>;

    fn run(job: Arc<WidgetJob>) {
        if let Some(cmd) = job.cmd.lock().take() {
            cmd.complete_in_task::<WidgetEnd>();
        }
    }
}

struct Widget;

#[vtable]
impl MiscDevice for Widget {
    type Ptr = KBox<Widget>;

    fn open(_file: &File, _misc: &MiscDeviceRegistration<Widget>) -> Result<KBox<Widget>> {
        Ok(KBox::new(Widget, GFP_KERNEL)?)
    }

    fn uring_cmd(_me: &Widget, mut ioucmd: IoUringCmd, _flags: u32) -> Result<UringCmdAction> {
        ioucmd.write_pdu(&WidgetPdu { status: 0, lane: 1 })?;

        let (action, queued) = ioucmd.queue();
        let job = Arc::pin_init(
            pin_init!(WidgetJob {
                cmd <- new_mutex!(Some(queued)),
                work <- new_work!("WidgetJob::work"),
            }),
            GFP_NOWAIT,
        )?;
        let _ = workqueue::system().enqueue(job);
        Ok(action)
    }
}
