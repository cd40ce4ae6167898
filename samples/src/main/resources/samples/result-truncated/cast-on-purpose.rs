// about: the size is cast to the type of the result, which says that the driver means it
// origin: written for this rule
use kernel::{
    fs::File,
    io_uring::{IoUringCmd, UringCmdAction},
    miscdevice::{MiscDevice, MiscDeviceRegistration},
    prelude::*,
};

struct Vault {
    bytes: u64,
}

#[vtable]
impl MiscDevice for Vault {
    type Ptr = KBox<Vault>;

    fn open(_file: &File, _misc: &MiscDeviceRegistration<Vault>) -> Result<KBox<Vault>> {
        Ok(KBox::new(Vault { bytes: 1 << 40 }, GFP_KERNEL)?)
    }

    fn uring_cmd(me: &Vault, ioucmd: IoUringCmd, _flags: u32) -> Result<UringCmdAction> {
        if me.bytes == 0 {
            return Err(ENODEV);
        }
        Ok(ioucmd.complete(me.bytes as i32))
    }
}
