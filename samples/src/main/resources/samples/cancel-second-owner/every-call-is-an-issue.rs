// about: the trampoline owns the command whatever the flags say, and clears what was noted in it
// origin: written for this rule
use core::{marker::PhantomData, ptr::NonNull};
use kernel::{bindings, prelude::*, types::ForeignOwnable};

/// A command that is completed once.
#[must_use = "a command has to be completed"]
pub struct Guest {
    raw: NonNull<bindings::io_uring_cmd>,
}

impl Guest {
    /// # Safety
    ///
    /// The command must have been issued, and have no other handle.
    unsafe fn welcome(raw: *mut bindings::io_uring_cmd) -> Self {
        // SAFETY: The caller promises it.
        let mut raw = unsafe { NonNull::new_unchecked(raw) };

        // SAFETY: The command is ours.
        unsafe { raw.as_mut() }.pdu = [0; 32];
        Self { raw }
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
        // SAFETY: The core gives the command to us.
        let guest = unsafe { Guest::welcome(raw) }; // expect: cancel-second-owner

        // Not followed: whoever has the trait is in another crate.
        T::receive(data, guest, issue_flags);
        EIOCBQUEUED.to_errno()
    }

    const OPERATIONS: bindings::file_operations = bindings::file_operations {
        uring_cmd: Some(Self::uring_cmd),
        ..pin_init::zeroed()
    };
}
