// about: a copy on the stack is edited
// origin: written for this rule
use kernel::{
    fs::File,
    io_uring::{IoUringCmd, UringCmdAction},
    miscdevice::{MiscDevice, MiscDeviceRegistration},
    prelude::*,
    transmute::FromBytes,
    uaccess::UserSlice,
};

#[repr(C)]
struct PathArg {
    addr: u64,
    len: u32,
    prefix: u32,
}

// SAFETY: All bit patterns are valid.
unsafe impl FromBytes for PathArg {}

struct Paths;

impl Paths {
    fn look_up(&self, arg: &PathArg) -> Result<i32> {
        let from = UserPtr::from_addr(arg.addr as usize);
        let mut name = [0u8; 32];
        let name = name.get_mut(..arg.len as usize).ok_or(E2BIG)?;

        UserSlice::new(from, name.len()).reader().read_slice(name)?;
        if name.contains(&b'/') {
            return Err(ENOENT);
        }
        Ok(0)
    }
}

#[vtable]
impl MiscDevice for Paths {
    type Ptr = KBox<Paths>;

    fn open(_file: &File, _misc: &MiscDeviceRegistration<Paths>) -> Result<KBox<Paths>> {
        Ok(KBox::new(Paths, GFP_KERNEL)?)
    }

    fn uring_cmd(me: &Paths, ioucmd: IoUringCmd, _flags: u32) -> Result<UringCmdAction> {
        let mut arg: PathArg = ioucmd.sqe().cmd_data()?;

        arg.len = arg.len.checked_sub(arg.prefix).ok_or(EINVAL)?;
        arg.addr += u64::from(arg.prefix);
        Ok(ioucmd.complete(me.look_up(&arg)?))
    }
}
