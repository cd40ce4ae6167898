// about: the payload is small and names a large structure, which is copied from user space
// origin: written for this rule
use kernel::{
    bindings,
    fs::File,
    io_uring::{IoUringCmd, UringCmdAction},
    miscdevice::{MiscDevice, MiscDeviceRegistration},
    new_mutex,
    prelude::*,
    sync::Mutex,
    transmute::FromBytes,
    uaccess::UserSlice,
};

const IO_URING_F_NONBLOCK: u32 = bindings::io_uring_cmd_flags_IO_URING_F_NONBLOCK as u32;

#[repr(C)]
struct ReelTable {
    entries: [u64; 32],
}

// SAFETY: All bit patterns are valid.
unsafe impl FromBytes for ReelTable {}

#[repr(C)]
struct ReelArgs {
    table: u64,
    used: u32,
    reserved: u32,
}

// SAFETY: All bit patterns are valid.
unsafe impl FromBytes for ReelArgs {}

#[pin_data]
struct Reel {
    #[pin]
    first: Mutex<u64>,
}

#[vtable]
impl MiscDevice for Reel {
    type Ptr = Pin<KBox<Reel>>;

    fn open(_file: &File, _misc: &MiscDeviceRegistration<Reel>) -> Result<Pin<KBox<Reel>>> {
        KBox::pin_init(pin_init!(Reel { first <- new_mutex!(0) }), GFP_KERNEL)
    }

    fn uring_cmd(me: Pin<&Reel>, ioucmd: IoUringCmd, issue_flags: u32) -> Result<UringCmdAction> {
        if issue_flags & IO_URING_F_NONBLOCK != 0 {
            return Err(EAGAIN);
        }

        let ReelArgs { table, used, .. } = ioucmd.sqe().cmd_data()?;
        let from = UserPtr::from_addr(table as usize);
        let table: ReelTable = UserSlice::new(from, size_of::<ReelTable>())
            .reader()
            .read()?;
        let used = table.entries.get(..used as usize).ok_or(ERANGE)?;

        *me.first.lock() = *used.first().ok_or(ENODATA)?;
        Ok(ioucmd.complete(0))
    }
}
