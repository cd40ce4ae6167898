// about: the worker has the one flag and task work the other, through the same helper
// origin: written for this rule
use kernel::{
    bindings,
    fs::File,
    io_uring::{self, IoUringCmd, IoUringTaskWork, QueuedIoUringCmd, UringCmdAction},
    miscdevice::{MiscDevice, MiscDeviceRegistration},
    new_mutex,
    prelude::*,
    sync::{Arc, Mutex},
    workqueue::{self, impl_has_work, new_work, Work, WorkItem},
};

const IO_URING_F_UNLOCKED: u32 = bindings::io_uring_cmd_flags_IO_URING_F_UNLOCKED as u32;
const IO_URING_F_IOPOLL: u32 = bindings::io_uring_cmd_flags_IO_URING_F_IOPOLL as u32;

fn crank_end(cmd: QueuedIoUringCmd, flags: u32) {
    cmd.done(Ok(0), 0, flags);
}

struct CrankEnd;

impl IoUringTaskWork for CrankEnd {
    fn task_work(cmd: QueuedIoUringCmd) {
        crank_end(cmd, io_uring::TASK_WORK_ISSUE_FLAGS);
    }
}

#[pin_data]
struct CrankWork {
    #[pin]
    cmd: Mutex<Option<QueuedIoUringCmd>>,
    in_task: bool,
    #[pin]
    work: Work<CrankWork>,
}

impl_has_work! {
    impl HasWork<Self> for CrankWork { self.work }
}

impl WorkItem for CrankWork {
    type Pointer = Arc<CrankWork>;

    fn run(this: Arc<CrankWork>) {
        match this.cmd.lock().take() {
            Some(cmd) if this.in_task => cmd.complete_in_task::<CrankEnd>(),
            Some(cmd) => crank_end(cmd, IO_URING_F_UNLOCKED),
            None => (),
        }
    }
}

struct Crank;

#[vtable]
impl MiscDevice for Crank {
    type Ptr = KBox<Crank>;

    fn open(_file: &File, _misc: &MiscDeviceRegistration<Crank>) -> Result<KBox<Crank>> {
        Ok(KBox::new(Crank, GFP_KERNEL)?)
    }

    fn uring_cmd(_me: &Crank, ioucmd: IoUringCmd, issue_flags: u32) -> Result<UringCmdAction> {
        let in_task = issue_flags & (IO_URING_F_UNLOCKED | IO_URING_F_IOPOLL) == 0;
        let (action, queued) = ioucmd.queue();
        let work = Arc::pin_init(
            pin_init!(CrankWork {
                cmd <- new_mutex!(Some(queued)),
                in_task,
                work <- new_work!("CrankWork::work"),
            }),
            GFP_KERNEL,
        )?;

        let _ = workqueue::system().enqueue(work);
        Ok(action)
    }
}
