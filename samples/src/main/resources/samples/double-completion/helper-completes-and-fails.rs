// about: a helper two calls down completes the command on failure; its error is passed up to the core
// origin: written for this rule
use kernel::{
    fs::File,
    io_uring::{IoUringCmd, UringCmdAction},
    miscdevice::{MiscDevice, MiscDeviceRegistration},
    new_spinlock,
    prelude::*,
    sync::SpinLock,
};

#[pin_data]
struct Ring {
    #[pin]
    busy: SpinLock<[bool; 64]>,
    slots: usize,
}

impl Ring {
    fn take_slot(&self) -> Option<usize> {
        let mut busy = self.busy.lock();
        let index = busy.iter().take(self.slots).position(|taken| !taken)?;

        busy[index] = true;
        Some(index)
    }

    fn claim_slot(&self, ioucmd: IoUringCmd, issue_flags: u32) -> Result<UringCmdAction> {
        match self.take_slot() {
            Some(_) => Ok(ioucmd.complete(0)),
            None => {
                let (_, queued) = ioucmd.queue();

                queued.done(Err(ENOSPC), 0, issue_flags);
                Err(ENOSPC) // expect: double-completion
            }
        }
    }

    fn claim(&self, ioucmd: IoUringCmd, issue_flags: u32) -> Result<UringCmdAction> {
        if self.slots == 0 {
            return Err(ENXIO);
        }
        self.claim_slot(ioucmd, issue_flags)
    }
}

#[vtable]
impl MiscDevice for Ring {
    type Ptr = Pin<KBox<Ring>>;

    fn open(_file: &File, _misc: &MiscDeviceRegistration<Ring>) -> Result<Pin<KBox<Ring>>> {
        KBox::pin_init(
            pin_init!(Ring {
                busy <- new_spinlock!([false; 64]),
                slots: 16,
            }),
            GFP_KERNEL,
        )
    }

    fn uring_cmd(me: Pin<&Ring>, ioucmd: IoUringCmd, issue_flags: u32) -> Result<UringCmdAction> {
        me.claim(ioucmd, issue_flags)
    }
}
