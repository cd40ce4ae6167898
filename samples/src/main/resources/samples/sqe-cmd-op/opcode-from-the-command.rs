// about: the opcode is the one that the core has latched
// origin: written for this rule
use kernel::{
    fs::File,
    io_uring::{IoUringCmd, UringCmdAction},
    miscdevice::{MiscDevice, MiscDeviceRegistration},
    prelude::*,
    sync::atomic::{Atomic, Relaxed},
};

struct Echo {
    last_op: Atomic<u32>,
}

#[vtable]
impl MiscDevice for Echo {
    type Ptr = KBox<Echo>;

    fn open(_file: &File, _misc: &MiscDeviceRegistration<Echo>) -> Result<KBox<Echo>> {
        let last_op = Atomic::new(0);

        Ok(KBox::new(Echo { last_op }, GFP_KERNEL)?)
    }

    fn uring_cmd(me: &Echo, ioucmd: IoUringCmd, _flags: u32) -> Result<UringCmdAction> {
        me.last_op.store(ioucmd.cmd_op(), Relaxed);
        Ok(ioucmd.complete(0))
    }
}
