// about: the method that gives out the handle and the answer looks at a mode first, and names its answer
// origin: written for this rule
use core::ptr::NonNull;
use kernel::{bindings, prelude::*};

/// A command that the driver has just got.
pub struct Hamper {
    raw: NonNull<bindings::io_uring_cmd>,
}

/// A hamper that is delivered later.
#[must_use = "a hamper that nobody delivers keeps its submitter waiting"]
pub struct Stored {
    raw: NonNull<bindings::io_uring_cmd>,
}

/// What a driver says about a hamper.
pub enum Chit {
    /// It was delivered with this result.
    Done(u16),
    /// It is stored.
    Queued(()),
}

impl Hamper {
    /// Stores the hamper.
    pub fn store(self, is_loud: bool) -> (Chit, Stored) { // expect: return-after-handoff
        if is_loud {
            pr_info!("a hamper is stored\n");
        }
        let both = (Chit::Queued(()), Stored { raw: self.raw });

        both
    }
}
