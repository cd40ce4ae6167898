// about: each kind of command has a structure and a callback of its own
// origin: written for this rule
use kernel::{
    fs::File,
    io_uring::{self, IoUringCmd, IoUringTaskWork, QueuedIoUringCmd, UringCmdAction},
    miscdevice::{MiscDevice, MiscDeviceRegistration},
    prelude::*,
    transmute::{AsBytes, FromBytes},
};

const SORTER_FEED: u32 = 0;
const SORTER_COUNT: u32 = 1;

#[repr(C)]
struct FeedPdu {
    tray: u64,
    status: i32,
    reserved: u32,
}

// SAFETY: All bit patterns are valid.
unsafe impl FromBytes for FeedPdu {}
// SAFETY: There is no padding.
unsafe impl AsBytes for FeedPdu {}

#[repr(C)]
struct CountPdu {
    counted: i32,
}

// SAFETY: All bit patterns are valid.
unsafe impl FromBytes for CountPdu {}
// SAFETY: There is no padding.
unsafe impl AsBytes for CountPdu {}

struct Fed;

impl IoUringTaskWork for Fed {
    fn task_work(cmd: QueuedIoUringCmd) {
        let status = cmd.read_pdu::<FeedPdu>().map(|pdu| pdu.status);

        cmd.done(status, 0, io_uring::TASK_WORK_ISSUE_FLAGS);
    }
}

struct Counted;

impl IoUringTaskWork for Counted {
    fn task_work(cmd: QueuedIoUringCmd) {
        let counted = cmd.read_pdu::<CountPdu>().map(|pdu| pdu.counted);

        cmd.done(counted, 0, io_uring::TASK_WORK_ISSUE_FLAGS);
    }
}

struct Sorter {
    tray: u64,
}

impl Sorter {
    fn feed(&self, mut ioucmd: IoUringCmd) -> Result<UringCmdAction> {
        ioucmd.write_pdu(&FeedPdu {
            tray: self.tray,
            status: 0,
            reserved: 0,
        })?;

        let (action, queued) = ioucmd.queue();
        queued.complete_in_task::<Fed>();
        Ok(action)
    }

    fn count(&self, mut ioucmd: IoUringCmd) -> Result<UringCmdAction> {
        ioucmd.write_pdu(&CountPdu { counted: 3 })?;

        let (action, queued) = ioucmd.queue();
        queued.complete_in_task::<Counted>();
        Ok(action)
    }
}

#[vtable]
impl MiscDevice for Sorter {
    type Ptr = KBox<Sorter>;

    fn open(_file: &File, _misc: &MiscDeviceRegistration<Sorter>) -> Result<KBox<Sorter>> {
        Ok(KBox::new(Sorter { tray: 12 }, GFP_KERNEL)?)
    }

    fn uring_cmd(me: &Sorter, ioucmd: IoUringCmd, _flags: u32) -> Result<UringCmdAction> {
        match ioucmd.cmd_op() {
            SORTER_FEED => me.feed(ioucmd),
            SORTER_COUNT => me.count(ioucmd),
            _ => Err(EOPNOTSUPP),
        }
    }
}
