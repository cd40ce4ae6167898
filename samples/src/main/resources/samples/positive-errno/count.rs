// about: a positive count is a result like any other on the newest kernels
// origin: written for this rule
use kernel::{
    fs::File,
    io_uring::{IoUringCmd, UringCmdAction},
    miscdevice::{MiscDevice, MiscDeviceRegistration},
    prelude::*,
    sync::atomic::{Atomic, Relaxed},
};

struct Chan {
    events: Atomic<i32>,
}

#[vtable]
impl MiscDevice for Chan {
    type Ptr = KBox<Chan>;

    fn open(_file: &File, _misc: &MiscDeviceRegistration<Chan>) -> Result<KBox<Chan>> {
        let events = Atomic::new(0);

        Ok(KBox::new(Chan { events }, GFP_KERNEL)?)
    }

    fn uring_cmd(me: &Chan, ioucmd: IoUringCmd, _flags: u32) -> Result<UringCmdAction> {
        let events = me.events.xchg(0, Relaxed);

        Ok(ioucmd.complete(events.min(22)))
    }
}
