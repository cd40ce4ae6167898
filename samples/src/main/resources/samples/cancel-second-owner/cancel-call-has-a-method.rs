// about: the call to cancel is another method, which gets the address to compare and no handle
// origin: written for this rule
use core::{marker::PhantomData, ptr::NonNull};
use kernel::{bindings, prelude::*, types::ForeignOwnable};

const CANCEL: u32 = bindings::io_uring_cmd_flags_IO_URING_F_CANCEL as u32;

/// A command that is completed once.
#[must_use = "a command has to be completed"]
pub struct Guest {
    raw: NonNull<bindings::io_uring_cmd>,
}

/// The address of a command that somebody owns.
pub struct Place(NonNull<bindings::io_uring_cmd>);

impl Guest {
    /// Whether the command is at a place.
    pub fn is_at(&self, place: &Place) -> bool {
        self.raw == place.0
    }

    /// Completes the command, where no lock of a ring is held.
    pub fn leave(self, result: i32) {
        let flags = bindings::io_uring_cmd_flags_IO_URING_F_UNLOCKED as u32;

        // SAFETY: The handle owns the command, and ends here.
        unsafe { bindings::io_uring_cmd_done(self.raw.as_ptr(), result, 0, flags) };
    }
}

/// A device that takes commands, and completes each of them.
pub trait Host {
    /// What the file of the device holds.
    type Data: ForeignOwnable;

    /// Takes a command.
    fn receive(data: <Self::Data as ForeignOwnable>::Borrowed<'_>, guest: Guest, issue_flags: u32);

    /// Completes a command that was taken, if it is still there.
    fn dismiss(data: <Self::Data as ForeignOwnable>::Borrowed<'_>, place: &Place);
}

/// The operations of files of a device.
struct Table<T: Host>(PhantomData<T>);

impl<T: Host> Table<T> {
    /// # Safety
    ///
    /// Called by the core, with a command that it has prepared, for a file of this table.
    unsafe extern "C" fn uring_cmd(raw: *mut bindings::io_uring_cmd, issue_flags: c_uint) -> c_int {
        // SAFETY: The file is open as long as a command is pending for it.
        let data = unsafe { T::Data::borrow((*(*raw).file).private_data) };
        // SAFETY: The core gives no null pointer.
        let raw = unsafe { NonNull::new_unchecked(raw) };

        if issue_flags & CANCEL != 0 {
            // Not followed: whoever has the trait is in another crate.
            T::dismiss(data, &Place(raw));
            return 0;
        }
        // Not followed: whoever has the trait is in another crate.
        T::receive(data, Guest { raw }, issue_flags);
        EIOCBQUEUED.to_errno()
    }

    const OPERATIONS: bindings::file_operations = bindings::file_operations {
        uring_cmd: Some(Self::uring_cmd),
        ..pin_init::zeroed()
    };
}
