// about: the compiler may put the members of the argument in another order than user space has them
// origin: written for this rule
use kernel::{
    io_uring::{IoUringCmd, UringCmdAction},
    miscdevice::MiscDevice,
    prelude::*,
    transmute::FromBytes,
};

#[derive(Clone, Copy)]
struct Stamp { // expect: payload-layout
    color: u8,
    count: u32,
    place: u64,
}

// SAFETY: All bytes are valid for numbers.
unsafe impl FromBytes for Stamp {}

#[derive(Clone, Copy)]
#[repr(transparent)]
struct Count(u64);

// SAFETY: All bytes are valid for numbers.
unsafe impl FromBytes for Count {}

const STAMP: u32 = 0x5301;
const COUNT: u32 = 0x5302;

struct Office {
    most: u64,
}

#[vtable]
impl MiscDevice for Office {
    type Ptr = KBox<Self>;

    fn uring_cmd(me: &Office, cmd: IoUringCmd, _issue_flags: u32) -> Result<UringCmdAction> {
        match cmd.cmd_op() {
            STAMP => {
                let stamp = cmd.sqe().cmd_data::<Stamp>()?;

                Ok(cmd.complete((stamp.place < me.most && stamp.count > 0 && stamp.color != 0) as i32))
            }
            COUNT => {
                let count: Count = cmd.sqe().cmd_data()?;

                Ok(cmd.complete((count.0 < me.most) as i32))
            }
            _ => Err(ENOTTY),
        }
    }
}
