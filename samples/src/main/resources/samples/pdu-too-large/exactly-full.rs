// about: a nested structure and an array fill the 32 bytes to the last
// origin: written for this rule
use kernel::{
    fs::File,
    io_uring::{self, IoUringCmd, IoUringTaskWork, QueuedIoUringCmd, UringCmdAction},
    miscdevice::{MiscDevice, MiscDeviceRegistration},
    prelude::*,
    transmute::{AsBytes, FromBytes},
};

#[repr(C)]
struct Span {
    started: u64,
    ended: u64,
}

#[repr(C)]
struct ProbePdu {
    span: Span,
    status: i32,
    serial: u32,
    lanes: [u16; 4],
}

static_assert!(size_of::<ProbePdu>() <= 32);

// SAFETY: All bit patterns are valid.
unsafe impl FromBytes for ProbePdu {}
// SAFETY: There is no padding.
unsafe impl AsBytes for ProbePdu {}

struct ProbeEnd;

impl IoUringTaskWork for ProbeEnd {
    fn task_work(cmd: QueuedIoUringCmd) {
        let status = cmd.read_pdu().map(|pdu: ProbePdu| pdu.status);

        cmd.done(status, 0, io_uring::TASK_WORK_ISSUE_FLAGS);
    }
}

struct Probe {
    period: u64,
}

#[vtable]
impl MiscDevice for Probe {
    type Ptr = KBox<Probe>;

    fn open(_file: &File, _misc: &MiscDeviceRegistration<Probe>) -> Result<KBox<Probe>> {
        Ok(KBox::new(Probe { period: 250 }, GFP_KERNEL)?)
    }

    fn uring_cmd(me: &Probe, mut ioucmd: IoUringCmd, _flags: u32) -> Result<UringCmdAction> {
        let pdu = ProbePdu {
            span: Span {
                started: me.period,
                ended: 4 * me.period,
            },
            status: 0,
            serial: ioucmd.cmd_op(),
            lanes: [0; 4],
        };

        ioucmd.write_pdu(&pdu)?;
        let (action, queued) = ioucmd.queue();
        queued.complete_in_task::<ProbeEnd>();
        Ok(action)
    }
}
