// about: pending commands are completed when the file is released, which pending commands prevent
// origin: written for this rule
use kernel::{
    fs::File,
    io_uring::{IoUringCmd, QueuedIoUringCmd, UringCmdAction},
    miscdevice::{MiscDevice, MiscDeviceRegistration},
    new_spinlock,
    prelude::*,
    sync::SpinLock,
};

const IO_URING_F_UNLOCKED: u32 = 2;

#[pin_data]
struct Lounge {
    #[pin]
    guests: SpinLock<KVec<QueuedIoUringCmd>>,
}

#[vtable]
impl MiscDevice for Lounge {
    type Ptr = Pin<KBox<Self>>;

    fn open(_file: &File, _misc: &MiscDeviceRegistration<Self>) -> Result<Self::Ptr> {
        KBox::pin_init(
            pin_init!(Lounge { guests <- new_spinlock!(KVec::new()) }),
            GFP_KERNEL,
        )
    }

    fn release(lounge: Self::Ptr, _file: &File) {
        let guests = core::mem::take(&mut *lounge.guests.lock());

        for cmd in guests {
            cmd.done(Err(ECANCELED), 0, IO_URING_F_UNLOCKED); // expect: completion-only-in-release
        }
    }

    fn uring_cmd(me: Pin<&Lounge>, ioucmd: IoUringCmd, _flags: u32) -> Result<UringCmdAction> {
        let (action, queued) = ioucmd.queue();

        // A command that finds no room is dropped, and its error returned.
        me.guests.lock().push(queued, GFP_ATOMIC)?;
        Ok(action)
    }
}
