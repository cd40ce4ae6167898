// about: the result has a place in the PDU
// origin: written for this rule
use kernel::{
    fs::File,
    io_uring::{self, IoUringCmd, IoUringTaskWork, QueuedIoUringCmd, UringCmdAction},
    miscdevice::{MiscDevice, MiscDeviceRegistration},
    prelude::*,
    sync::atomic::{Atomic, Relaxed},
};

struct Camera {
    shots: Atomic<i32>,
}

struct Shot;

impl IoUringTaskWork for Shot {
    fn task_work(cmd: QueuedIoUringCmd) {
        let ret = match cmd.read_pdu::<i32>() {
            Ok(result) if result < 0 => Err(EIO),
            Ok(_) => Ok(0),
            Err(e) => Err(e),
        };

        cmd.done(ret, 0, io_uring::TASK_WORK_ISSUE_FLAGS);
    }
}

#[vtable]
impl MiscDevice for Camera {
    type Ptr = KBox<Self>;

    fn open(_file: &File, _misc: &MiscDeviceRegistration<Self>) -> Result<KBox<Self>> {
        let shots = Atomic::new(0);

        Ok(KBox::new(Camera { shots }, GFP_KERNEL)?)
    }

    fn uring_cmd(me: &Self, mut ioucmd: IoUringCmd, _flags: u32) -> Result<UringCmdAction> {
        let result = me.shots.fetch_add(1, Relaxed);
        ioucmd.write_pdu(&result)?;

        let (action, queued) = ioucmd.queue();
        queued.complete_in_task::<Shot>();
        Ok(action)
    }
}
