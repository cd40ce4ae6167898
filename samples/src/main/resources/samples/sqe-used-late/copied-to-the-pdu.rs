// about: the handler keeps what the callback needs
// origin: written for this rule
use kernel::{
    fs::File,
    io_uring::{self, IoUringCmd, IoUringTaskWork, QueuedIoUringCmd, UringCmdAction},
    miscdevice::{MiscDevice, MiscDeviceRegistration},
    prelude::*,
    transmute::{AsBytes, FromBytes},
};

#[repr(C)]
struct FaxPdu {
    status: i32,
    buffer: u32,
}

// SAFETY: All bit patterns are valid.
unsafe impl FromBytes for FaxPdu {}
// SAFETY: There is no padding.
unsafe impl AsBytes for FaxPdu {}

struct FaxEnd;

impl IoUringTaskWork for FaxEnd {
    fn task_work(cmd: QueuedIoUringCmd) {
        let status = cmd.read_pdu::<FaxPdu>().map(|pdu| {
            pr_debug!("fax: buffer {} is free\n", pdu.buffer);
            pdu.status
        });

        cmd.done(status, 0, io_uring::TASK_WORK_ISSUE_FLAGS);
    }
}

struct Fax;

#[vtable]
impl MiscDevice for Fax {
    type Ptr = KBox<Fax>;

    fn open(_file: &File, _misc: &MiscDeviceRegistration<Fax>) -> Result<KBox<Fax>> {
        Ok(KBox::new(Fax, GFP_KERNEL)?)
    }

    fn uring_cmd(_me: &Fax, mut ioucmd: IoUringCmd, _flags: u32) -> Result<UringCmdAction> {
        let buffer = ioucmd.sqe().cmd_data::<u32>()?;

        ioucmd.write_pdu(&FaxPdu { status: 0, buffer })?;
        let (action, queued) = ioucmd.queue();
        queued.complete_in_task::<FaxEnd>();
        Ok(action)
    }
}
