// about: the exclusive reference is what the function is for, and who gets it may write
// origin: written for this rule
use core::pin::Pin;
use kernel::{bindings, prelude::*, types::Opaque};

/// A command in the place where the core keeps it.
#[repr(transparent)]
pub struct Errand(Opaque<bindings::io_uring_cmd>);

impl Errand {
    /// # Safety
    ///
    /// The command must be alive for `'a`, and be used through the returned reference only.
    pub(crate) unsafe fn pinned<'a>(raw: *mut bindings::io_uring_cmd) -> Pin<&'a mut Errand> {
        // SAFETY: The caller promises it, and the types have the same layout.
        unsafe { Pin::new_unchecked(&mut *raw.cast()) }
    }

    fn raw(&mut self) -> &mut bindings::io_uring_cmd {
        // SAFETY: The command is alive, and nobody else has a reference to it.
        unsafe { &mut *self.0.get() }
    }

    /// Forgets what was noted in the command.
    pub fn clear_note(&mut self) {
        self.raw().pdu.fill(0);
    }

    /// What user space asks for.
    pub fn operation(&self) -> u32 {
        // SAFETY: The command is alive as long as the reference to it.
        unsafe { (*self.0.get()).cmd_op }
    }
}
