// about: the trait's handler is lent the command for the time of the call
// origin: written for this rule
use core::{marker::PhantomData, pin::Pin};
use kernel::{bindings, error::from_result, prelude::*, types::Opaque};

/// A command in the place where the core keeps it.
#[repr(transparent)]
pub struct Wish(Opaque<bindings::io_uring_cmd>);

/// A device that takes commands.
pub trait Fairy {
    /// Grants a wish.
    fn grant(
        wish: Pin<&mut Wish>, // expect: command-borrowed
        issue_flags: u32,
    ) -> Result<i32>;
}

/// The operations of files of a device.
struct Table<T: Fairy>(PhantomData<T>);

impl<T: Fairy> Table<T> {
    /// # Safety
    ///
    /// Called by the core, with a command that it has prepared.
    unsafe extern "C" fn uring_cmd(raw: *mut bindings::io_uring_cmd, issue_flags: c_uint) -> c_int {
        // SAFETY: The command is alive and stays in its place until the handler returns.
        let wish = unsafe { Pin::new_unchecked(&mut *raw.cast::<Wish>()) };

        // Not followed: whoever has the trait is in another crate.
        from_result(|| T::grant(wish, issue_flags))
    }

    const OPERATIONS: bindings::file_operations = bindings::file_operations {
        uring_cmd: Some(Self::uring_cmd),
        ..pin_init::zeroed()
    };
}
