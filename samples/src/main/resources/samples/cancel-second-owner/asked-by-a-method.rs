// about: the flags are a type of their own, which is asked first
// origin: written for this rule
use core::{marker::PhantomData, ptr::NonNull};
use kernel::{bindings, prelude::*};

/// The flags of a call.
#[derive(Clone, Copy)]
pub struct CallFlags(u32);

impl CallFlags {
    /// Whether the call is to cancel the command.
    pub fn is_cancel(self) -> bool {
        self.0 & bindings::io_uring_cmd_flags_IO_URING_F_CANCEL as u32 != 0
    }
}

/// A command that is completed once.
#[must_use = "a command has to be completed"]
pub struct Guest {
    raw: NonNull<bindings::io_uring_cmd>,
}

impl Guest {
    /// Completes the command, where no lock of a ring is held.
    pub fn leave(self, result: i32) {
        let flags = bindings::io_uring_cmd_flags_IO_URING_F_UNLOCKED as u32;

        // SAFETY: The handle owns the command, and ends here.
        unsafe { bindings::io_uring_cmd_done(self.raw.as_ptr(), result, 0, flags) };
    }
}

/// A device that takes commands, and completes each of them soon.
pub trait Host {
    /// Takes a command.
    fn receive(guest: Guest);
}

/// The operations of files of a device.
struct Table<T: Host>(PhantomData<T>);

impl<T: Host> Table<T> {
    /// # Safety
    ///
    /// Called by the core, with a command that it has prepared.
    unsafe extern "C" fn uring_cmd(raw: *mut bindings::io_uring_cmd, issue_flags: c_uint) -> c_int {
        let flags = CallFlags(issue_flags);

        if flags.is_cancel() {
            return 0;
        }
        if let Some(raw) = NonNull::new(raw) {
            // Not followed: whoever has the trait is in another crate.
            T::receive(Guest { raw });
        }
        EIOCBQUEUED.to_errno()
    }

    const OPERATIONS: bindings::file_operations = bindings::file_operations {
        uring_cmd: Some(Self::uring_cmd),
        ..pin_init::zeroed()
    };
}
