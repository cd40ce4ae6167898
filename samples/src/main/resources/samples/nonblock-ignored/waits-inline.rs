// about: the handler waits for the device, whoever calls
// origin: written for this rule
use kernel::{
    fs::File,
    io_uring::{IoUringCmd, UringCmdAction},
    miscdevice::{MiscDevice, MiscDeviceRegistration},
    prelude::*,
    sync::{
        atomic::{Atomic, Relaxed},
        Completion,
    },
};

#[pin_data]
struct Lift {
    floor: Atomic<i32>,
    called: Atomic<bool>,
    #[pin]
    arrived: Completion,
}

#[vtable]
impl MiscDevice for Lift {
    type Ptr = Pin<KBox<Self>>;

    fn open(_file: &File, _misc: &MiscDeviceRegistration<Self>) -> Result<Pin<KBox<Self>>> {
        KBox::pin_init(
            pin_init!(Lift {
                floor: Atomic::new(0),
                called: Atomic::new(false),
                arrived <- Completion::new(),
            }),
            GFP_KERNEL,
        )
    }

    fn uring_cmd(me: Pin<&Self>, ioucmd: IoUringCmd, _issue_flags: u32) -> Result<UringCmdAction> {
        me.called.store(true, Relaxed);
        me.arrived.wait_for_completion(); // expect: nonblock-ignored

        let floor = me.floor.load(Relaxed);
        if floor < 0 {
            return Err(EIO);
        }
        Ok(ioucmd.complete(floor))
    }
}
