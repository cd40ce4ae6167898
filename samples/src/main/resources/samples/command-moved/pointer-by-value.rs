// about: the handle is a pointer, and is moved, stored and swapped; the command stays where it is
// origin: written for this rule
use core::{mem, pin::Pin, ptr, ptr::NonNull};
use kernel::{bindings, prelude::*, types::Opaque};

const UNLOCKED: u32 = bindings::io_uring_cmd_flags_IO_URING_F_UNLOCKED as u32;

/// A command in the place where the core keeps it.
#[repr(transparent)]
pub struct Sheet(Opaque<bindings::io_uring_cmd>);

/// A command that is answered once.
#[must_use = "a command has to be answered"]
pub struct Letter {
    raw: NonNull<bindings::io_uring_cmd>,
}

impl Sheet {
    /// # Safety
    ///
    /// The command must be alive for `'a`, and be used through the returned reference only.
    pub(crate) unsafe fn pinned<'a>(raw: *mut bindings::io_uring_cmd) -> Pin<&'a mut Self> {
        // SAFETY: The caller promises it, and the types have the same layout.
        unsafe { Pin::new_unchecked(&mut *raw.cast()) }
    }

    /// What was noted in the command.
    pub fn note(&self) -> [u8; 32] {
        // SAFETY: The command is alive as long as the reference to it.
        unsafe { ptr::read(&raw const (*self.0.get()).pdu) }
    }
}

impl Letter {
    /// Lets the later letter be answered first.
    pub fn reorder(first: &mut Letter, second: &mut Letter) {
        mem::swap(first, second);
    }

    /// Takes the letter that is kept, for another one.
    pub fn replace(kept: &mut Letter, by: Letter) -> Letter {
        mem::replace(kept, by)
    }

    /// Answers the letter, where no lock of a ring is held.
    pub fn answer(self, result: i32) {
        // SAFETY: The handle owns the command, and ends here.
        unsafe { bindings::io_uring_cmd_done(self.raw.as_ptr(), result, 0, UNLOCKED) };
    }
}
