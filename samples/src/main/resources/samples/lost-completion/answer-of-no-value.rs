// about: what the generic entry point says for every method without a result, the method has to keep on every path
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
pub struct Errand {
    raw: NonNull<bindings::io_uring_cmd>,
}

impl Errand {
    /// What is asked for.
    pub fn kind(&self) -> u32 {
        // SAFETY: The handle owns the command.
        unsafe { (*self.raw.as_ptr()).cmd_op }
    }

    /// Answers, and ends the errand.
    pub fn answer(self, result: i32, around: Around<'_>) {
        // SAFETY: The handle owns the command, and ends here.
        unsafe { bindings::io_uring_cmd_done(self.raw.as_ptr(), result, around.0) };
    }
}

/// Whoever runs errands.
pub trait Porter: Sized {
    /// One errand, which is answered sooner or later.
    fn run(errand: Errand, around: Around<'_>);
}

/// # Safety
///
/// Only the core calls it.
unsafe extern "C" fn receive<P: Porter>(cmd: *mut bindings::io_uring_cmd, flags: c_uint) -> c_int {
    if flags & (bindings::io_uring_cmd_flags_IO_URING_F_CANCEL as c_uint) != 0 {
        return 0;
    }
    // SAFETY: The core gives no null pointer.
    let errand = Errand { raw: unsafe { NonNull::new_unchecked(cmd) } };

    P::run(errand, Around(flags, PhantomData));
    EIOCBQUEUED.to_errno()
}

/// What a porter registers.
pub const fn table<P: Porter>() -> bindings::file_operations {
    bindings::file_operations { uring_cmd: Some(receive::<P>), ..pin_init::zeroed() }
}

struct Lobby;

impl Porter for Lobby {
    fn run(errand: Errand, around: Around<'_>) {
        if errand.kind() > 4 {
            return; // expect: lost-completion
        }
        errand.answer(0, around);
    }
}
