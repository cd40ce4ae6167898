// about: the constant of the headers is given as it stands, and the error looks like success with a value of 22
// origin: written for this rule
use kernel::{
    bindings,
    fs::File,
    io_uring::{IoUringCmd, UringCmdAction},
    miscdevice::{MiscDevice, MiscDeviceRegistration},
    prelude::*,
    sync::atomic::{Atomic, Relaxed},
};

struct Widget {
    limit: Atomic<u32>,
}

#[vtable]
impl MiscDevice for Widget {
    type Ptr = KBox<Widget>;

    fn open(_file: &File, _misc: &MiscDeviceRegistration<Widget>) -> Result<KBox<Widget>> {
        let limit = Atomic::new(7);

        Ok(KBox::new(Widget { limit }, GFP_KERNEL)?)
    }

    fn uring_cmd(me: &Widget, ioucmd: IoUringCmd, _flags: u32) -> Result<UringCmdAction> {
        if ioucmd.cmd_op() > me.limit.load(Relaxed) {
            return Ok(ioucmd.complete(bindings::EINVAL as i32)); // expect: positive-errno
        }
        Ok(ioucmd.complete(0))
    }
}
