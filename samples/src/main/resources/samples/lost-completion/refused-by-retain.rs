// about: what `retain()` does not keep ends there, and so does a command; one that was taken out before may go
// origin: written for this rule
use kernel::{
    fs::File,
    io_uring::{IoUringCmd, IoUringTaskWork, QueuedIoUringCmd, UringCmdAction, TASK_WORK_ISSUE_FLAGS},
    miscdevice::{MiscDevice, MiscDeviceRegistration},
    prelude::*,
    sync::{Arc, SpinLock},
    workqueue::WorkItem,
};

struct Sieve {
    waiting: SpinLock<KVec<QueuedIoUringCmd>>,
    places: SpinLock<KVec<Option<QueuedIoUringCmd>>>,
}

struct Finish;

impl IoUringTaskWork for Finish {
    fn task_work(cmd: QueuedIoUringCmd) {
        cmd.done(Ok(0), 0, TASK_WORK_ISSUE_FLAGS);
    }
}

impl WorkItem for Sieve {
    type Pointer = Arc<Self>;

    fn run(this: Arc<Self>) {
        this.waiting.lock().retain(|cmd| cmd.cmd_op() != 3); // expect: lost-completion
        this.places.lock().retain_mut(|place| {
            if let Some(cmd) = place.take() {
                cmd.complete_in_task::<Finish>();
                return false;
            }
            true
        });
    }
}

#[vtable]
impl MiscDevice for Sieve {
    type Ptr = Arc<Self>;

    fn open(_file: &File, _misc: &MiscDeviceRegistration<Self>) -> Result<Arc<Self>> {
        Err(ENOMEM)
    }

    fn uring_cmd(me: &Sieve, cmd: IoUringCmd, issue_flags: u32) -> Result<UringCmdAction> {
        let is_placed = cmd.cmd_op() == 1;
        let (action, queued) = cmd.queue();
        let refused = if is_placed {
            match me.places.lock().push_within_capacity(Some(queued)) {
                Ok(()) => None,
                Err(error) => error.0,
            }
        } else {
            match me.waiting.lock().push_within_capacity(queued) {
                Ok(()) => None,
                Err(error) => Some(error.0),
            }
        };

        if let Some(queued) = refused {
            queued.done(Err(ENOSPC), 0, issue_flags);
        }
        Ok(action)
    }
}
