// about: what another issue allocates again is freed before it, and never looked at
// origin: written for this rule
use kernel::{
    bindings,
    fs::File,
    io_uring::{IoUringCmd, UringCmdAction},
    miscdevice::{MiscDevice, MiscDeviceRegistration},
    new_mutex,
    prelude::*,
    sync::Mutex,
    transmute::AsBytes,
};

const IO_URING_F_NONBLOCK: u32 = bindings::io_uring_cmd_flags_IO_URING_F_NONBLOCK as u32;

#[repr(C)]
struct StovePdu {
    buf: *mut [u64; 32],
}

// SAFETY: There is no padding, and the pointer is not followed by who reads the bytes.
unsafe impl AsBytes for StovePdu {}

#[pin_data]
struct Stove {
    #[pin]
    items: Mutex<[u64; 32]>,
}

#[vtable]
impl MiscDevice for Stove {
    type Ptr = Pin<KBox<Stove>>;

    fn open(_file: &File, _misc: &MiscDeviceRegistration<Stove>) -> Result<Pin<KBox<Stove>>> {
        KBox::pin_init(
            pin_init!(Stove { items <- new_mutex!([0; 32]) }),
            GFP_KERNEL,
        )
    }

    fn uring_cmd(me: Pin<&Stove>, mut ioucmd: IoUringCmd, flags: u32) -> Result<UringCmdAction> {
        let buf = KBox::into_raw(KBox::new([0u64; 32], GFP_KERNEL)?);

        // The PDU has room for a pointer.
        let _ = ioucmd.write_pdu(&StovePdu { buf });
        if flags & IO_URING_F_NONBLOCK != 0 {
            // SAFETY: The pointer comes from `KBox::into_raw()` above.
            drop(unsafe { KBox::from_raw(buf) });
            return Err(EAGAIN);
        }

        // SAFETY: As above.
        let mut sorted = unsafe { KBox::from_raw(buf) };
        let mut items = me.items.lock();

        sorted.copy_from_slice(&*items);
        sorted.sort_unstable();
        *items = *sorted;
        Ok(ioucmd.complete(0))
    }
}
