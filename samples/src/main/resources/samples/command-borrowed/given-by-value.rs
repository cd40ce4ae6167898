// about: the handler is given the command for good, and may look at another one
// origin: written for this rule
use core::{marker::PhantomData, ptr::NonNull};
use kernel::{bindings, prelude::*};

const CANCEL: u32 = bindings::io_uring_cmd_flags_IO_URING_F_CANCEL as u32;

/// A command that is granted once.
#[must_use = "a wish has to be granted"]
pub struct Wish {
    raw: NonNull<bindings::io_uring_cmd>,
}

impl Wish {
    /// What is wished for.
    pub fn operation(&self) -> u32 {
        // SAFETY: The command is alive as long as the handle.
        unsafe { (*self.raw.as_ptr()).cmd_op }
    }

    /// Grants the wish, where no lock of a ring is held.
    pub fn grant(self, result: i32) {
        let flags = bindings::io_uring_cmd_flags_IO_URING_F_UNLOCKED as u32;

        // SAFETY: The handle owns the command, and ends here.
        unsafe { bindings::io_uring_cmd_done(self.raw.as_ptr(), result, 0, flags) };
    }
}

/// A device that takes commands.
pub trait Fairy {
    /// Takes a wish, and grants it sooner or later.
    fn hear(&self, wish: Wish);

    /// Whether a wish is a small one.
    fn is_small(wish: &Wish) -> bool {
        wish.operation() == 0
    }
}

/// The operations of files of a device.
struct Table<T: Fairy>(PhantomData<T>);

impl<T: Fairy> Table<T> {
    /// # Safety
    ///
    /// Called by the core, with a command that it has prepared.
    unsafe extern "C" fn uring_cmd(raw: *mut bindings::io_uring_cmd, issue_flags: c_uint) -> c_int {
        // SAFETY: The file is open as long as a command is pending for it.
        let fairy = unsafe { &*(*(*raw).file).private_data.cast::<T>() };

        if issue_flags & CANCEL != 0 {
            return 0;
        }
        // SAFETY: The core gives no null pointer.
        let wish = Wish { raw: unsafe { NonNull::new_unchecked(raw) } };

        if T::is_small(&wish) {
            pr_debug!("a small wish\n");
        }
        // Not followed: whoever has the trait is in another crate.
        fairy.hear(wish);
        EIOCBQUEUED.to_errno()
    }

    const OPERATIONS: bindings::file_operations = bindings::file_operations {
        uring_cmd: Some(Self::uring_cmd),
        ..pin_init::zeroed()
    };
}
