// about: one trait lends a handle by reference to its handler and to its callback
// origin: written for this rule
use core::{marker::PhantomData, ptr::NonNull};
use kernel::{bindings, error::from_result, prelude::*};

/// A command.
pub struct Wish {
    raw: NonNull<bindings::io_uring_cmd>,
}

impl Wish {
    /// What is wished for.
    pub fn operation(&self) -> u32 {
        // SAFETY: The command is alive as long as the handle.
        unsafe { (*self.raw.as_ptr()).cmd_op }
    }
}

/// A device that takes commands.
pub trait Fairy {
    /// Looks at a wish, and grants it.
    fn grant(&self, wish: &Wish, issue_flags: u32) -> Result<i32>; // expect: command-borrowed

    /// Describes a wish, in the log.
    fn describe(wish: &Wish) -> u32 {
        wish.operation()
    }
}

/// The operations of files of a device.
struct Table<T: Fairy>(PhantomData<T>);

impl<T: Fairy> Table<T> {
    /// # Safety
    ///
    /// Called by the core, with a command that it has prepared.
    unsafe extern "C" fn uring_cmd(raw: *mut bindings::io_uring_cmd, issue_flags: c_uint) -> c_int {
        let Some(raw) = NonNull::new(raw) else {
            return EINVAL.to_errno();
        };
        // SAFETY: The file is open as long as a command is pending for it.
        let fairy = unsafe { &*(*(*raw.as_ptr()).file).private_data.cast::<T>() };
        let wish = Wish { raw };

        // Not followed: whoever has the trait is in another crate.
        from_result(|| fairy.grant(&wish, issue_flags))
    }

    const OPERATIONS: bindings::file_operations = bindings::file_operations {
        uring_cmd: Some(Self::uring_cmd),
        ..pin_init::zeroed()
    };
}
