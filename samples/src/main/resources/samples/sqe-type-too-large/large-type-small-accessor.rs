// about: the accessor is the one for payloads of 16 bytes, and refuses each command
// origin: written for this rule
use kernel::{
    bindings,
    fs::File,
    io_uring::{IoUringCmd, UringCmdAction},
    miscdevice::{MiscDevice, MiscDeviceRegistration},
    prelude::*,
    sync::atomic::{Atomic, Relaxed},
    transmute::FromBytes,
};

const IO_URING_F_SQE128: u32 = bindings::io_uring_cmd_flags_IO_URING_F_SQE128 as u32;

#[repr(C)]
struct AnvilArgs {
    address: u64,
    length: u64,
    flags: u32,
    reserved: u32,
}

// SAFETY: All bit patterns are valid.
unsafe impl FromBytes for AnvilArgs {}

struct Anvil {
    strikes: Atomic<u32>,
}

#[vtable]
impl MiscDevice for Anvil {
    type Ptr = KBox<Anvil>;

    fn open(_file: &File, _misc: &MiscDeviceRegistration<Anvil>) -> Result<KBox<Anvil>> {
        let strikes = Atomic::new(0);

        Ok(KBox::new(Anvil { strikes }, GFP_KERNEL)?)
    }

    fn uring_cmd(me: &Anvil, ioucmd: IoUringCmd, issue_flags: u32) -> Result<UringCmdAction> {
        if issue_flags & IO_URING_F_SQE128 == 0 {
            return Err(EINVAL);
        }

        let args = ioucmd.sqe().cmd_data::<AnvilArgs>()?; // expect: sqe-type-too-large
        me.strikes.add(args.flags & 1, Relaxed);
        Ok(ioucmd.complete(0))
    }
}
