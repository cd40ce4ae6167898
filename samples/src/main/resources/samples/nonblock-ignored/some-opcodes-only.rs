// about: one opcode tests the flag, and another one forgets it
// origin: written for this rule
use kernel::{
    fs::File,
    io_uring::{IoUringCmd, UringCmdAction},
    ioctl::{_IO, _IOW},
    miscdevice::{MiscDevice, MiscDeviceRegistration},
    new_mutex,
    prelude::*,
    sync::Mutex,
};

const IO_URING_F_NONBLOCK: u32 = 1 << 31;
const SAFE_CHANGE: u32 = _IOW::<u64>('s' as u32, 1);
const SAFE_RESET: u32 = _IO('s' as u32, 2);

#[pin_data]
struct Safe {
    #[pin]
    code: Mutex<u64>,
}

impl Safe {
    fn change(&self, code: u64) {
        *self.code.lock() = code;
    }
}

#[vtable]
impl MiscDevice for Safe {
    type Ptr = Pin<KBox<Safe>>;

    fn open(_file: &File, _misc: &MiscDeviceRegistration<Safe>) -> Result<Pin<KBox<Safe>>> {
        KBox::pin_init(pin_init!(Safe { code <- new_mutex!(0) }), GFP_KERNEL)
    }

    fn uring_cmd(me: Pin<&Safe>, ioucmd: IoUringCmd, issue_flags: u32) -> Result<UringCmdAction> {
        let code: u64 = ioucmd.sqe().cmd_data()?;

        match ioucmd.cmd_op() {
            SAFE_CHANGE => {
                if issue_flags & IO_URING_F_NONBLOCK != 0 {
                    return Err(EAGAIN);
                }
                me.change(code);
            }
            SAFE_RESET => me.change(0), // expect: nonblock-ignored
            _ => return Err(ENOTTY),
        }
        Ok(ioucmd.complete(0))
    }
}
