// about: the abstraction runs safe code as task work and keeps from it that the task has exited
// origin: written for this rule
use core::ptr::NonNull;
use kernel::{bindings, prelude::*};

/// A command that somebody answers later.
#[must_use = "a command that is not answered keeps its submitter waiting"]
pub struct Letter {
    raw: NonNull<bindings::io_uring_cmd>,
}

/// What answers a letter in the task that sent it.
pub trait Clerk {
    /// Answers the letter.
    fn answer(letter: Letter);
}

impl Letter {
    /// Has the letter answered by its sender's task.
    pub fn forward<C: Clerk>(self) {
        unsafe extern "C" fn run<C: Clerk>(request: bindings::io_tw_req, _token: bindings::io_tw_token_t) {
            // SAFETY: The request is that of a command that was forwarded.
            let raw = unsafe { NonNull::new_unchecked(bindings::io_uring_cmd_from_tw(request)) };

            // Not followed: whoever answers is in another crate.
            C::answer(Letter { raw }); // expect: callback-ignores-dead-task
        }

        // SAFETY: The handle owns the command, and ends here.
        unsafe { bindings::io_uring_cmd_do_in_task_lazy(self.raw.as_ptr(), Some(run::<C>)) };
    }
}
