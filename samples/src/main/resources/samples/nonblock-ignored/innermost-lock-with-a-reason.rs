// about: the mutex is held for a few instructions, and a comment says so
// origin: written for this rule
use kernel::{
    fs::File,
    io_uring::{IoUringCmd, UringCmdAction},
    miscdevice::{MiscDevice, MiscDeviceRegistration},
    new_mutex,
    prelude::*,
    sync::Mutex,
};

#[pin_data]
struct Desk {
    #[pin]
    papers: Mutex<u32>,
}

#[vtable]
impl MiscDevice for Desk {
    type Ptr = Pin<KBox<Desk>>;

    fn open(_file: &File, _misc: &MiscDeviceRegistration<Desk>) -> Result<Pin<KBox<Desk>>> {
        KBox::pin_init(pin_init!(Desk { papers <- new_mutex!(3) }), GFP_KERNEL)
    }

    fn uring_cmd(me: Pin<&Desk>, ioucmd: IoUringCmd, _flags: u32) -> Result<UringCmdAction> {
        // The innermost lock, and nobody sleeps under it: fine for an inline issue.
        let mut papers = me.papers.lock();

        *papers = papers.checked_sub(1).ok_or(ENOENT)?;
        Ok(ioucmd.complete(0))
    }
}
