// about: the payload is copied to the stack once, and only the copy is used
// origin: written for this rule
use kernel::{
    fs::File,
    io_uring::{IoUringCmd, UringCmdAction},
    miscdevice::{MiscDevice, MiscDeviceRegistration},
    new_spinlock,
    prelude::*,
    sync::SpinLock,
    transmute::FromBytes,
};

#[repr(C)]
struct MoveArg {
    from: u16,
    to: u16,
    count: u32,
}

// SAFETY: All bit patterns are valid.
unsafe impl FromBytes for MoveArg {}

#[pin_data]
struct Mover {
    #[pin]
    sizes: SpinLock<[u32; 32]>,
}

impl Mover {
    fn carry(&self, arg: &MoveArg) -> Result<i32> {
        let (from, to) = (usize::from(arg.from), usize::from(arg.to));
        let mut sizes = self.sizes.lock();

        if from >= sizes.len() || to >= sizes.len() || from == to {
            return Err(EINVAL);
        }
        sizes[from] = sizes[from].checked_sub(arg.count).ok_or(ERANGE)?;
        sizes[to] = sizes[to].saturating_add(arg.count);
        Ok(0)
    }
}

#[vtable]
impl MiscDevice for Mover {
    type Ptr = Pin<KBox<Mover>>;

    fn open(_file: &File, _misc: &MiscDeviceRegistration<Mover>) -> Result<Pin<KBox<Mover>>> {
        KBox::pin_init(
            pin_init!(Mover { sizes <- new_spinlock!([16; 32]) }),
            GFP_KERNEL,
        )
    }

    fn uring_cmd(me: Pin<&Mover>, ioucmd: IoUringCmd, _flags: u32) -> Result<UringCmdAction> {
        let arg = ioucmd.sqe().cmd_data::<MoveArg>()?;

        me.carry(&arg).map(|ret| ioucmd.complete(ret))
    }
}
