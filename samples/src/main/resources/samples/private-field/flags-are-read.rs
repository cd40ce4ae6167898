// about: what the core shows is read, and the driver's own flags live elsewhere
// origin: written for this rule
use kernel::{
    bindings,
    fs::File,
    io_uring::{IoUringCmd, UringCmdAction},
    miscdevice::{MiscDevice, MiscDeviceRegistration},
    new_spinlock,
    prelude::*,
    sync::SpinLock,
};

#[derive(Default)]
struct State {
    flags: u32,
    cmd_op: u32,
    file_flags: u32,
}

#[pin_data]
struct Siren {
    #[pin]
    state: SpinLock<State>,
}

#[vtable]
impl MiscDevice for Siren {
    type Ptr = Pin<KBox<Siren>>;

    fn open(_file: &File, _misc: &MiscDeviceRegistration<Siren>) -> Result<Pin<KBox<Siren>>> {
        KBox::pin_init(
            pin_init!(Siren { state <- new_spinlock!(State::default()) }),
            GFP_KERNEL,
        )
    }

    fn uring_cmd(me: Pin<&Siren>, ioucmd: IoUringCmd, _flags: u32) -> Result<UringCmdAction> {
        if ioucmd.flags() & bindings::IORING_URING_CMD_FIXED != 0 {
            return Err(EINVAL);
        }

        let mut state = me.state.lock();
        state.flags |= 1;
        state.cmd_op = ioucmd.cmd_op();
        state.file_flags = ioucmd.file().flags();
        Ok(ioucmd.complete(0))
    }
}
