// about: an inline call goes to io-wq before anything is done
// origin: written for this rule
use kernel::{
    bindings,
    fs::File,
    io_uring::{IoUringCmd, UringCmdAction},
    miscdevice::{MiscDevice, MiscDeviceRegistration},
    prelude::*,
    sync::{
        atomic::{Atomic, Relaxed},
        Completion,
    },
};

const IO_URING_F_NONBLOCK: u32 = bindings::io_uring_cmd_flags_IO_URING_F_NONBLOCK as u32;

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

    fn uring_cmd(me: Pin<&Self>, ioucmd: IoUringCmd, issue_flags: u32) -> Result<UringCmdAction> {
        if issue_flags & IO_URING_F_NONBLOCK != 0 {
            return Err(EAGAIN);
        }
        me.called.store(true, Relaxed);
        me.arrived.wait_for_completion();

        let floor = me.floor.load(Relaxed);
        if floor < 0 {
            return Err(EIO);
        }
        Ok(ioucmd.complete(floor))
    }
}
