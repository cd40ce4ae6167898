// about: the reference is there, and the bytes are what nobody has written
// origin: written for this rule
use core::mem::MaybeUninit;
use kernel::{bindings, prelude::*, types::Opaque};

/// A command in the place where the core keeps it.
#[repr(transparent)]
pub struct Crate(Opaque<bindings::io_uring_cmd>);

impl Crate {
    /// The bytes of the crate.
    // expect-next: pdu-uninitialised
    pub fn bytes(&mut self) -> MaybeUninit<&mut [u8; 32]> {
        // SAFETY: The command is alive as long as the reference to it.
        MaybeUninit::new(unsafe { &mut (*self.0.get()).pdu })
    }

    /// The same, as what they are.
    pub fn contents(&mut self) -> &mut MaybeUninit<[u8; 32]> {
        // SAFETY: The command is alive as long as the reference to it.
        unsafe { &mut *(&raw mut (*self.0.get()).pdu).cast() }
    }
}
