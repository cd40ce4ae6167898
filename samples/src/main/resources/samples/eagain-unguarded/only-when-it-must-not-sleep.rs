// about: the handler waits when it is called again
// origin: written for this rule
use kernel::{
    bindings,
    fs::File,
    io_uring::{IoUringCmd, UringCmdAction},
    miscdevice::{MiscDevice, MiscDeviceRegistration},
    prelude::*,
    sync::{
        atomic::{Acquire, Atomic, Relaxed},
        Completion,
    },
};

const NONBLOCK: u32 = bindings::io_uring_cmd_flags_IO_URING_F_NONBLOCK as u32;

#[pin_data]
struct Cook {
    is_hot: Atomic<bool>,
    #[pin]
    heated: Completion,
    served: Atomic<i32>,
}

#[vtable]
impl MiscDevice for Cook {
    type Ptr = Pin<KBox<Self>>;

    fn open(_file: &File, _misc: &MiscDeviceRegistration<Self>) -> Result<Pin<KBox<Self>>> {
        KBox::pin_init(
            pin_init!(Cook {
                is_hot: Atomic::new(false),
                heated <- Completion::new(),
                served: Atomic::new(0),
            }),
            GFP_KERNEL,
        )
    }

    fn uring_cmd(me: Pin<&Self>, ioucmd: IoUringCmd, issue_flags: u32) -> Result<UringCmdAction> {
        if !me.is_hot.load(Acquire) {
            if issue_flags & NONBLOCK != 0 {
                return Err(EAGAIN);
            }
            me.heated.wait_for_completion();
        }
        Ok(ioucmd.complete(me.served.fetch_add(1, Relaxed)))
    }
}
