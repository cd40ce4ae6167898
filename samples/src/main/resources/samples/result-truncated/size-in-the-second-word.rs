// about: the size goes into the second word of a large CQE, and the result says that it is there
// origin: written for this rule
use kernel::{
    bindings,
    fs::File,
    io_uring::{IoUringCmd, UringCmdAction},
    miscdevice::{MiscDevice, MiscDeviceRegistration},
    prelude::*,
};

const IO_URING_F_CQE32: u32 = bindings::io_uring_cmd_flags_IO_URING_F_CQE32 as u32;

struct Crate {
    bytes: u64,
}

#[vtable]
impl MiscDevice for Crate {
    type Ptr = KBox<Self>;

    fn open(_file: &File, _misc: &MiscDeviceRegistration<Self>) -> Result<KBox<Self>> {
        Ok(KBox::new(Crate { bytes: 1 << 40 }, GFP_KERNEL)?)
    }

    fn uring_cmd(me: &Self, ioucmd: IoUringCmd, issue_flags: u32) -> Result<UringCmdAction> {
        if issue_flags & IO_URING_F_CQE32 == 0 {
            return Err(EINVAL);
        }

        let (action, queued) = ioucmd.queue();
        queued.done(Ok(0), me.bytes, issue_flags);
        Ok(action)
    }
}
