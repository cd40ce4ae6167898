// about: from 6.19 on the PDU lies at a multiple of 8 on all machines, and it is copied anyway
// origin: written for this rule
use kernel::{
    fs::File,
    io_uring::{self, IoUringCmd, IoUringTaskWork, QueuedIoUringCmd, UringCmdAction},
    miscdevice::{MiscDevice, MiscDeviceRegistration},
    prelude::*,
    transmute::{AsBytes, FromBytes},
};

#[repr(C)]
struct TimerPdu {
    expires: u64,
    status: i32,
    lane: u32,
}

// SAFETY: All bit patterns are valid.
unsafe impl FromBytes for TimerPdu {}
// SAFETY: There is no padding.
unsafe impl AsBytes for TimerPdu {}

struct TimerEnd;

impl IoUringTaskWork for TimerEnd {
    fn task_work(cmd: QueuedIoUringCmd) {
        let status = cmd.read_pdu().map(|pdu: TimerPdu| pdu.status);

        cmd.done(status, 0, io_uring::TASK_WORK_ISSUE_FLAGS);
    }
}

struct Timer {
    period: u64,
}

#[vtable]
impl MiscDevice for Timer {
    type Ptr = KBox<Timer>;

    fn open(_file: &File, _misc: &MiscDeviceRegistration<Timer>) -> Result<KBox<Timer>> {
        Ok(KBox::new(Timer { period: 250 }, GFP_KERNEL)?)
    }

    fn uring_cmd(me: &Timer, mut ioucmd: IoUringCmd, _flags: u32) -> Result<UringCmdAction> {
        let pdu = TimerPdu {
            expires: 4 * me.period,
            status: 0,
            lane: 0,
        };

        ioucmd.write_pdu(&pdu)?;
        let (action, queued) = ioucmd.queue();
        queued.complete_in_task::<TimerEnd>();
        Ok(action)
    }
}
