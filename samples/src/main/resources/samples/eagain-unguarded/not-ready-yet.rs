// about: the device is not ready, and the submitter is asked to come again
// origin: written for this rule
use kernel::{
    fs::File,
    io_uring::{IoUringCmd, UringCmdAction},
    miscdevice::{MiscDevice, MiscDeviceRegistration},
    prelude::*,
    sync::atomic::{Acquire, Atomic, Relaxed},
};

struct Cook {
    is_hot: Atomic<bool>,
    served: Atomic<i32>,
}

#[vtable]
impl MiscDevice for Cook {
    type Ptr = KBox<Self>;

    fn open(_file: &File, _misc: &MiscDeviceRegistration<Self>) -> Result<KBox<Self>> {
        let cook = Self {
            is_hot: Atomic::new(false),
            served: Atomic::new(0),
        };

        Ok(KBox::new(cook, GFP_KERNEL)?)
    }

    fn uring_cmd(me: &Self, ioucmd: IoUringCmd, _issue_flags: u32) -> Result<UringCmdAction> {
        if !me.is_hot.load(Acquire) {
            return Err(EAGAIN); // expect: eagain-unguarded
        }
        Ok(ioucmd.complete(me.served.fetch_add(1, Relaxed)))
    }
}
