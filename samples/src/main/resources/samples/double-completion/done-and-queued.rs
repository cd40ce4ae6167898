// about: completing inside the handler is right when the handler says that the command is queued
// origin: written for this rule
use kernel::{
    fs::File,
    io_uring::{IoUringCmd, UringCmdAction},
    miscdevice::{MiscDevice, MiscDeviceRegistration},
    prelude::*,
    sync::atomic::{Atomic, Relaxed},
};

struct Widget {
    generation: Atomic<i32>,
    dead: Atomic<bool>,
}

impl Widget {
    fn step(&self) -> Result<i32> {
        if self.dead.load(Relaxed) {
            return Err(ENODEV);
        }
        Ok(self.generation.fetch_add(1, Relaxed))
    }
}

#[vtable]
impl MiscDevice for Widget {
    type Ptr = KBox<Self>;

    fn open(_file: &File, _misc: &MiscDeviceRegistration<Self>) -> Result<KBox<Self>> {
        let widget = Widget {
            generation: Atomic::new(0),
            dead: Atomic::new(false),
        };

        Ok(KBox::new(widget, GFP_KERNEL)?)
    }

    fn uring_cmd(me: &Self, ioucmd: IoUringCmd, issue_flags: u32) -> Result<UringCmdAction> {
        let (action, queued) = ioucmd.queue();

        queued.done(me.step(), 0, issue_flags);
        Ok(action)
    }
}
