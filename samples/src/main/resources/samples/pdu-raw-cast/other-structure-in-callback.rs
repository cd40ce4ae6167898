// about: the handler fills a structure, and the callback reads another one that begins with a length
// origin: written for this rule
use kernel::{
    fs::File,
    io_uring::{self, IoUringCmd, IoUringTaskWork, QueuedIoUringCmd, UringCmdAction},
    miscdevice::{MiscDevice, MiscDeviceRegistration},
    prelude::*,
    transmute::{AsBytes, FromBytes},
};

#[repr(C)]
struct PressJobPdu {
    job: u64,
    status: i32,
    reserved: u32,
}

// SAFETY: There is no padding.
unsafe impl AsBytes for PressJobPdu {}

#[repr(C)]
struct PressSizePdu {
    length: u32,
    left: i32,
}

// SAFETY: All bit patterns are valid.
unsafe impl FromBytes for PressSizePdu {}

struct PressEnd;

impl IoUringTaskWork for PressEnd {
    fn task_work(cmd: QueuedIoUringCmd) {
        let left = cmd.read_pdu::<PressSizePdu>().map(|pdu| pdu.left); // expect: pdu-raw-cast

        cmd.done(left, 0, io_uring::TASK_WORK_ISSUE_FLAGS);
    }
}

struct Press {
    job: u64,
}

#[vtable]
impl MiscDevice for Press {
    type Ptr = KBox<Self>;

    fn open(_file: &File, _misc: &MiscDeviceRegistration<Self>) -> Result<KBox<Self>> {
        Ok(KBox::new(Press { job: 1 }, GFP_KERNEL)?)
    }

    fn uring_cmd(me: &Self, mut ioucmd: IoUringCmd, _flags: u32) -> Result<UringCmdAction> {
        ioucmd.write_pdu(&PressJobPdu {
            job: me.job,
            status: 0,
            reserved: 0,
        })?;

        let (action, queued) = ioucmd.queue();
        queued.complete_in_task::<PressEnd>();
        Ok(action)
    }
}
