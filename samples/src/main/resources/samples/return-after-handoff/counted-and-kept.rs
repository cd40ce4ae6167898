// about: the method that gives out the handle and the answer looks at a mode first, and names its answer
// origin: written for this rule
use core::ptr::NonNull;
use kernel::{bindings, prelude::*};

/// A command that the driver has just got.
pub struct Parcel {
    raw: NonNull<bindings::io_uring_cmd>,
}

/// A parcel that is delivered later.
#[must_use = "a parcel that nobody delivers keeps its submitter waiting"]
pub struct Stored {
    raw: NonNull<bindings::io_uring_cmd>,
}

/// What a driver says about a parcel.
pub enum Slip {
    /// It was delivered with this result.
    Done(u16),
    /// It is stored.
    Queued(()),
}

impl Parcel {
    /// Stores the parcel.
    pub fn store(self, is_loud: bool) -> (Slip, Stored) { // expect: return-after-handoff
        if is_loud {
            pr_info!("a parcel is stored\n");
        }
        let both = (Slip::Queued(()), Stored { raw: self.raw });

        both
    }
}
