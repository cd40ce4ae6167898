// about: the array in the PDU is as long as a constant says, and that is too long
// origin: written for this rule
use kernel::{
    fs::File,
    io_uring::{self, IoUringCmd, IoUringTaskWork, QueuedIoUringCmd, UringCmdAction},
    miscdevice::{MiscDevice, MiscDeviceRegistration},
    prelude::*,
    transmute::{AsBytes, FromBytes},
};

const GAUGE_CHANNELS: usize = 5;
const GAUGE_VALUES: usize = GAUGE_CHANNELS + 2;

#[repr(C)]
struct GaugePdu {
    used: u16,
    unit: u16,
    values: [u32; GAUGE_VALUES],
    limit: i32,
}

// SAFETY: All bit patterns are valid.
unsafe impl FromBytes for GaugePdu {}
// SAFETY: There is no padding.
unsafe impl AsBytes for GaugePdu {}

struct GaugeEnd;

impl IoUringTaskWork for GaugeEnd {
    fn task_work(cmd: QueuedIoUringCmd) {
        let used = cmd.read_pdu::<GaugePdu>().map(|pdu| pdu.used.into());

        cmd.done(used, 0, io_uring::TASK_WORK_ISSUE_FLAGS);
    }
}

struct Gauge;

#[vtable]
impl MiscDevice for Gauge {
    type Ptr = KBox<Gauge>;

    fn open(_file: &File, _misc: &MiscDeviceRegistration<Gauge>) -> Result<KBox<Gauge>> {
        Ok(KBox::new(Gauge, GFP_KERNEL)?)
    }

    fn uring_cmd(_me: &Gauge, mut ioucmd: IoUringCmd, _flags: u32) -> Result<UringCmdAction> {
        let pdu = GaugePdu {
            used: 0,
            unit: 1,
            values: [0; GAUGE_VALUES],
            limit: i32::MAX,
        };

        ioucmd.write_pdu(&pdu)?; // expect: pdu-too-large
        let (action, queued) = ioucmd.queue();
        queued.complete_in_task::<GaugeEnd>();
        Ok(action)
    }
}
