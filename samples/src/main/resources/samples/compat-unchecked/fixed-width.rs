// about: the members have the same width in all programs, and addresses travel as numbers
// origin: written for this rule
use kernel::{
    fs::File,
    io_uring::{IoUringCmd, UringCmdAction},
    miscdevice::{MiscDevice, MiscDeviceRegistration},
    new_mutex,
    prelude::*,
    sync::Mutex,
    transmute::FromBytes,
    uaccess::UserSlice,
};

const IO_URING_F_NONBLOCK: u32 = 1 << 31;

#[repr(C)]
struct CanoeArg {
    request: u64,
}

// SAFETY: All bit patterns are valid.
unsafe impl FromBytes for CanoeArg {}

#[repr(C)]
struct CanoeRequest {
    cargo: u64,
    length: u32,
    flags: u32,
}

// SAFETY: All bit patterns are valid.
unsafe impl FromBytes for CanoeRequest {}

#[pin_data]
struct Canoe {
    #[pin]
    hold: Mutex<KVec<u8>>,
}

#[vtable]
impl MiscDevice for Canoe {
    type Ptr = Pin<KBox<Self>>;

    fn open(_file: &File, _misc: &MiscDeviceRegistration<Self>) -> Result<Pin<KBox<Self>>> {
        KBox::pin_init(
            pin_init!(Canoe { hold <- new_mutex!(KVec::new()) }),
            GFP_KERNEL,
        )
    }

    fn uring_cmd(me: Pin<&Canoe>, ioucmd: IoUringCmd, flags: u32) -> Result<UringCmdAction> {
        if flags & IO_URING_F_NONBLOCK != 0 {
            return Err(EAGAIN);
        }

        let arg = ioucmd.sqe().cmd_data::<CanoeArg>()?;
        let from = UserPtr::from_addr(arg.request as usize);
        let request: CanoeRequest = UserSlice::new(from, size_of::<CanoeRequest>())
            .reader()
            .read()?;
        if request.flags != 0 {
            return Err(EINVAL);
        }

        let from = UserPtr::from_addr(request.cargo as usize);
        let mut cargo = KVec::new();
        UserSlice::new(from, request.length as usize).read_all(&mut cargo, GFP_KERNEL)?;
        *me.hold.lock() = cargo;
        Ok(ioucmd.complete(0))
    }
}
