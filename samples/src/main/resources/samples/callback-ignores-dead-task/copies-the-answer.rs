// about: task work copies the answer to the submitter's memory, whoever runs it
// origin: written for this rule
use kernel::{
    fs::File,
    io_uring::{self, IoUringCmd, IoUringTaskWork, QueuedIoUringCmd, UringCmdAction},
    miscdevice::{MiscDevice, MiscDeviceRegistration},
    prelude::*,
    transmute::{AsBytes, FromBytes},
    uaccess::UserSlice,
};

#[repr(C)]
struct QueryArg {
    answer: u64,
}

// SAFETY: All bit patterns are valid.
unsafe impl FromBytes for QueryArg {}

#[repr(C)]
struct QueryPdu {
    answer: u64,
    value: u32,
    reserved: u32,
}

// SAFETY: All bit patterns are valid.
unsafe impl FromBytes for QueryPdu {}
// SAFETY: There is no padding.
unsafe impl AsBytes for QueryPdu {}

struct QueryAnswer;

impl IoUringTaskWork for QueryAnswer {
    fn task_work(cmd: QueuedIoUringCmd) {
        let ret = match cmd.read_pdu::<QueryPdu>() {
            Ok(pdu) => {
                let to = UserPtr::from_addr(pdu.answer as usize);
                let mut writer = UserSlice::new(to, size_of::<u32>()).writer();

                writer.write(&pdu.value).map(|()| 0) // expect: callback-ignores-dead-task
            }
            Err(e) => Err(e),
        };

        cmd.done(ret, 0, io_uring::TASK_WORK_ISSUE_FLAGS);
    }
}

struct QueryDevice;

#[vtable]
impl MiscDevice for QueryDevice {
    type Ptr = KBox<Self>;

    fn open(_file: &File, _misc: &MiscDeviceRegistration<Self>) -> Result<KBox<Self>> {
        Ok(KBox::new(QueryDevice, GFP_KERNEL)?)
    }

    fn uring_cmd(_me: &Self, mut ioucmd: IoUringCmd, _flags: u32) -> Result<UringCmdAction> {
        let arg: QueryArg = ioucmd.sqe().cmd_data()?;
        let value = ioucmd.cmd_op();

        ioucmd.write_pdu(&QueryPdu {
            answer: arg.answer,
            value,
            reserved: 0,
        })?;

        let (action, queued) = ioucmd.queue();
        queued.complete_in_task::<QueryAnswer>();
        Ok(action)
    }
}
