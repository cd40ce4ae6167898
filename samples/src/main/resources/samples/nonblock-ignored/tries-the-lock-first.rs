// about: the lock is only tried where the handler must not wait for it
// origin: written for this rule
use kernel::{
    fs::File,
    io_uring::{IoUringCmd, UringCmdAction},
    miscdevice::{MiscDevice, MiscDeviceRegistration},
    new_mutex,
    prelude::*,
    sync::Mutex,
};

const IO_URING_F_NONBLOCK: u32 = 1 << 31;

#[pin_data]
struct Helm {
    #[pin]
    course: Mutex<u32>,
}

#[vtable]
impl MiscDevice for Helm {
    type Ptr = Pin<KBox<Helm>>;

    fn open(_file: &File, _misc: &MiscDeviceRegistration<Helm>) -> Result<Pin<KBox<Helm>>> {
        KBox::pin_init(pin_init!(Helm { course <- new_mutex!(0) }), GFP_KERNEL)
    }

    fn uring_cmd(me: Pin<&Helm>, ioucmd: IoUringCmd, issue_flags: u32) -> Result<UringCmdAction> {
        let course: u32 = ioucmd.sqe().cmd_data()?;
        if !(0..360).contains(&course) {
            return Err(EINVAL);
        }

        let mut guard = if issue_flags & IO_URING_F_NONBLOCK != 0 {
            me.course.try_lock().ok_or(EAGAIN)?
        } else {
            me.course.lock()
        };
        *guard = course;
        Ok(ioucmd.complete(0))
    }
}
