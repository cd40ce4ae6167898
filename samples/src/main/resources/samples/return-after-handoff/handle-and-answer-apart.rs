// about: the abstraction gives out the handle and the answer one beside the other, and nothing ties them
// origin: written for this rule
use core::ptr::NonNull;
use kernel::{bindings, prelude::*};

/// A command that the driver has just got.
pub struct Order {
    raw: NonNull<bindings::io_uring_cmd>,
}

/// An order that is carried out later.
#[must_use = "an order that nobody carries out keeps its submitter waiting"]
pub struct Pending {
    raw: NonNull<bindings::io_uring_cmd>,
}

/// What a driver says about an order.
pub enum Receipt {
    /// It was carried out with this result.
    Done(u16),
    /// It is pending.
    Queued(()),
}

impl Order {
    /// Keeps the order for later.
    pub fn keep(self) -> (Receipt, Pending) { // expect: return-after-handoff
        (Receipt::Queued(()), Pending { raw: self.raw })
    }

    /// Keeps the order for later, with somebody who takes it.
    pub fn keep_with(self, take: impl FnOnce(Pending)) -> Receipt {
        // Not followed: the caller gives the function.
        take(Pending { raw: self.raw });
        Receipt::Queued(())
    }
}
