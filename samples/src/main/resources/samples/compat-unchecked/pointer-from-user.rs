// about: the structure from user space holds a pointer and a length of the program's own width
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
struct BargeArg {
    request: u64,
}

// SAFETY: All bit patterns are valid.
unsafe impl FromBytes for BargeArg {}

#[repr(C)]
struct BargeRequest {
    cargo: *mut c_void,
    length: usize,
}

// SAFETY: All bit patterns are valid, as nobody follows the pointer.
unsafe impl FromBytes for BargeRequest {}

#[pin_data]
struct Barge {
    #[pin]
    hold: Mutex<KVec<u8>>,
}

impl Barge {
    fn load(&self, request: BargeRequest) -> Result<i32> {
        let from = UserPtr::from_addr(request.cargo as usize);
        let mut cargo = KVec::new();

        UserSlice::new(from, request.length).read_all(&mut cargo, GFP_KERNEL)?;
        *self.hold.lock() = cargo;
        Ok(0)
    }
}

#[vtable]
impl MiscDevice for Barge {
    type Ptr = Pin<KBox<Self>>;

    fn open(_file: &File, _misc: &MiscDeviceRegistration<Self>) -> Result<Pin<KBox<Self>>> {
        KBox::pin_init(
            pin_init!(Barge { hold <- new_mutex!(KVec::new()) }),
            GFP_KERNEL,
        )
    }

    fn uring_cmd(me: Pin<&Barge>, ioucmd: IoUringCmd, flags: u32) -> Result<UringCmdAction> {
        if flags & IO_URING_F_NONBLOCK != 0 {
            return Err(EAGAIN);
        }

        let arg = ioucmd.sqe().cmd_data::<BargeArg>()?;
        let from = UserPtr::from_addr(arg.request as usize);
        let mut reader = UserSlice::new(from, size_of::<BargeRequest>()).reader();
        let request: BargeRequest = reader.read()?; // expect: compat-unchecked

        me.load(request).map(|ret| ioucmd.complete(ret))
    }
}
