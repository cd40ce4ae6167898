// about: a variant with a number is the command's result for the generic entry point, and the method has completed it already
// origin: written for this rule
use core::{
    ffi::{c_int, c_uint},
    marker::PhantomData,
    ptr::NonNull,
};
use kernel::{bindings, prelude::*};

/// The flags of the call that runs.
#[derive(Clone, Copy)]
pub struct Around<'a>(c_uint, PhantomData<&'a ()>);

/// A command that its owner answers.
#[must_use = "a command has to be answered"]
pub struct Parcel {
    raw: NonNull<bindings::io_uring_cmd>,
}

impl Parcel {
    /// Hands the parcel out.
    pub fn deliver(self, result: i32, around: Around<'_>) {
        // SAFETY: The handle owns the command, and ends here.
        unsafe { bindings::io_uring_cmd_done(self.raw.as_ptr(), result, around.0) };
    }
}

/// How a counter answers.
pub enum Slip {
    /// At once, with a number.
    Number(i32),
    /// By `deliver()`.
    Promised,
}

/// Whoever hands out parcels.
pub trait Counter: Sized {
    /// One parcel.
    fn serve(parcel: Parcel, around: Around<'_>) -> Result<Slip>;
}

/// # Safety
///
/// Only the core calls it.
unsafe extern "C" fn ring<C: Counter>(cmd: *mut bindings::io_uring_cmd, flags: c_uint) -> c_int {
    if flags & (bindings::io_uring_cmd_flags_IO_URING_F_CANCEL as c_uint) != 0 {
        return 0;
    }
    // SAFETY: The core gives no null pointer.
    let parcel = Parcel { raw: unsafe { NonNull::new_unchecked(cmd) } };

    match C::serve(parcel, Around(flags, PhantomData)) {
        Ok(Slip::Number(number)) => number,
        Ok(Slip::Promised) => EIOCBQUEUED.to_errno(),
        Err(error) => error.to_errno(), // expect: queued-as-result
    }
}

/// What a counter registers.
pub const fn table<C: Counter>() -> bindings::file_operations {
    bindings::file_operations { uring_cmd: Some(ring::<C>), ..pin_init::zeroed() }
}

struct Desk;

impl Counter for Desk {
    fn serve(parcel: Parcel, around: Around<'_>) -> Result<Slip> {
        parcel.deliver(0, around);
        Ok(Slip::Number(0)) // expect: double-completion
    }
}

struct Window;

impl Counter for Window {
    fn serve(parcel: Parcel, around: Around<'_>) -> Result<Slip> {
        parcel.deliver(0, around);
        Ok(Slip::Promised)
    }
}
