// about: of two answers with any number, one turns down what the core would understand
// origin: written for this rule
use core::ptr::NonNull;
use kernel::{bindings, prelude::*};

/// A command that the driver has just got.
pub struct Query {
    raw: NonNull<bindings::io_uring_cmd>,
}

/// What a driver says about a query.
pub enum Response {
    /// It was answered with this result.
    Said(i32),
    /// It is kept.
    Queued(()),
}

impl Query {
    /// Answers the query.
    pub fn say(self, result: i32) -> Response { // expect: queued-as-result
        let said;

        pr_debug!("a query is answered\n");
        said = Response::Said(result);
        said
    }

    /// Answers the query with a number that the core does not understand.
    pub fn say_only(self, result: i32) -> Response {
        if result < 0 && result != EINVAL.to_errno() {
            return Response::Said(EINVAL.to_errno());
        }
        Response::Said(result)
    }
}
