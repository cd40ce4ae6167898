// about: a helper takes the payload from the command again
// origin: written for this rule
use kernel::{
    fs::File,
    io_uring::{IoUringCmd, UringCmdAction},
    miscdevice::{MiscDevice, MiscDeviceRegistration},
    prelude::*,
    transmute::FromBytes,
    uaccess::UserSlice,
};

const IO_URING_F_NONBLOCK: u32 = 1 << 31;

#[repr(C)]
struct BlobArg {
    addr: u64,
    len: u32,
    reserved: u32,
}

// SAFETY: All bit patterns are valid.
unsafe impl FromBytes for BlobArg {}

struct Blob;

impl Blob {
    fn load(&self, ioucmd: &IoUringCmd, buf: &mut [u8]) -> Result<i32> {
        let arg: BlobArg = ioucmd.sqe().cmd_data()?; // expect: sqe-double-fetch
        let from = UserPtr::from_addr(arg.addr as usize);
        let len = arg.len as usize;

        UserSlice::new(from, len)
            .reader()
            .read_slice(&mut buf[..len])?;
        Ok(0)
    }
}

#[vtable]
impl MiscDevice for Blob {
    type Ptr = KBox<Blob>;

    fn open(_file: &File, _misc: &MiscDeviceRegistration<Blob>) -> Result<KBox<Blob>> {
        Ok(KBox::new(Blob, GFP_KERNEL)?)
    }

    fn uring_cmd(me: &Blob, ioucmd: IoUringCmd, issue_flags: u32) -> Result<UringCmdAction> {
        if issue_flags & IO_URING_F_NONBLOCK != 0 {
            return Err(EAGAIN);
        }

        let arg: BlobArg = ioucmd.sqe().cmd_data()?;
        let mut buf = KVec::from_elem(0u8, arg.len as usize, GFP_KERNEL)?;
        let ret = me.load(&ioucmd, &mut buf)?;

        Ok(ioucmd.complete(ret))
    }
}
