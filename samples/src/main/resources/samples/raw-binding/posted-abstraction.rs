// about: the driver uses the methods of the posted abstraction
// origin: written for this rule
use kernel::{
    fs::File,
    io_uring::{IoUringCmd, UringCmdAction},
    miscdevice::{MiscDevice, MiscDeviceRegistration},
    prelude::*,
};

struct Siren;

#[vtable]
impl MiscDevice for Siren {
    type Ptr = KBox<Siren>;

    fn open(_file: &File, _misc: &MiscDeviceRegistration<Siren>) -> Result<KBox<Siren>> {
        Ok(KBox::new(Siren, GFP_KERNEL)?)
    }

    fn uring_cmd(_me: &Siren, ioucmd: IoUringCmd, _flags: u32) -> Result<UringCmdAction> {
        match ioucmd.cmd_op() {
            1 => Ok(ioucmd.complete(0)),
            _ => Err(ENOTTY),
        }
    }
}
