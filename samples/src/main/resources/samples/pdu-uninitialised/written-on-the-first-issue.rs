// about: the first issue writes the field, and later ones find it
// origin: written for this rule
use core::ptr::null_mut;
use kernel::{bindings, new_spinlock, prelude::*, sync::SpinLock};

struct Bowl([u8; 512]);

#[pin_data]
struct Soup {
    #[pin]
    pot: SpinLock<u8>,
}

impl Soup {
    fn new() -> impl PinInit<Self> {
        pin_init!(Self { pot <- new_spinlock!(200) })
    }

    fn fill(&self, bowl: &mut Bowl) -> Result {
        let mut pot = self.pot.lock();

        *pot = pot.checked_sub(1).ok_or(ENODATA)?;
        bowl.0.fill(1);
        Ok(())
    }
}

#[repr(C)]
struct SoupPdu {
    bowl: *mut Bowl,
}

/// # Safety
///
/// Called by the core, with a command that it has prepared, for a file whose data is a `Soup`.
unsafe extern "C" fn soup_uring_cmd(
    cmd: *mut bindings::io_uring_cmd,
    _issue_flags: c_uint,
) -> c_int {
    // SAFETY: The file is open as long as a command is pending for it.
    let soup = unsafe { &*(*(*cmd).file).private_data.cast::<Soup>() };
    // SAFETY: The command is ours, and its PDU has 32 bytes.
    let pdu = unsafe { &raw mut (*cmd).pdu }.cast::<SoupPdu>();

    // SAFETY: As above.
    let kept = unsafe {
        if (*cmd).flags & bindings::IORING_URING_CMD_REISSUE == 0 {
            (*pdu).bowl = null_mut();
        }
        (*pdu).bowl
    };
    let bowl = if kept.is_null() {
        KBox::new(Bowl([0; 512]), GFP_KERNEL)
    } else {
        // SAFETY: The pointer comes from `KBox::into_raw()`.
        Ok(unsafe { KBox::from_raw(kept) })
    };
    // SAFETY: As above.
    unsafe { (*pdu).bowl = null_mut() };

    match bowl {
        Ok(mut bowl) => soup.fill(&mut bowl).map_or_else(|e| e.to_errno(), |()| 0),
        Err(_) => ENOMEM.to_errno(),
    }
}

const SOUP_FOPS: bindings::file_operations = bindings::file_operations {
    uring_cmd: Some(soup_uring_cmd),
    ..pin_init::zeroed()
};
