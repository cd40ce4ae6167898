// about: the number for user space looks much like the internal one
// origin: written for this rule
use kernel::{
    fs::File,
    io_uring::{IoUringCmd, UringCmdAction},
    ioctl::_IO,
    miscdevice::{MiscDevice, MiscDeviceRegistration},
    prelude::*,
};

const WIDGET_PING: u32 = _IO('w' as u32, 1);

struct Widget;

#[vtable]
impl MiscDevice for Widget {
    type Ptr = KBox<Widget>;

    fn open(_file: &File, _misc: &MiscDeviceRegistration<Widget>) -> Result<KBox<Widget>> {
        Ok(KBox::new(Widget, GFP_KERNEL)?)
    }

    fn uring_cmd(_me: &Widget, ioucmd: IoUringCmd, _flags: u32) -> Result<UringCmdAction> {
        match ioucmd.cmd_op() {
            WIDGET_PING => Ok(ioucmd.complete(0)),
            _ => Err(EOPNOTSUPP),
        }
    }
}
