// about: the pending handle is made by a method that leaves the first one alive, and so is the answer
// origin: written for this rule
use core::ptr::NonNull;
use kernel::{bindings, prelude::*};

/// What a handler answers.
pub enum Answer {
    /// The result is there.
    Complete(i32),
    /// The result comes later.
    Queued(QueuedToken),
}

/// Shows that somebody has the command.
pub struct QueuedToken(());

/// A command that was just issued.
pub struct Fresh {
    raw: NonNull<bindings::io_uring_cmd>,
}

/// A command that is to be completed later.
#[must_use = "a pending command has to be completed"]
pub struct Pending {
    raw: NonNull<bindings::io_uring_cmd>,
}

impl Fresh {
    /// Answers at once.
    // expect-next: done-by-reference
    pub fn answer(&self, result: i32) -> Answer {
        Answer::Complete(result)
    }

    /// Answers later.
    // expect-next: done-by-reference
    pub fn keep(&mut self) -> (Answer, Pending) {
        (Answer::Queued(QueuedToken(())), Pending { raw: self.raw })
    }
}

impl Pending {
    /// Completes the command.
    ///
    /// # Safety
    ///
    /// `issue_flags` must be those of the context of the caller.
    // expect-next: done-by-reference
    pub unsafe fn complete(&self, result: i32, issue_flags: u32) {
        // SAFETY: The command is pending as long as the handle is there.
        unsafe { bindings::io_uring_cmd_done(self.raw.as_ptr(), result, 0, issue_flags) };
    }

    /// Completes the command in task work.
    ///
    /// # Safety
    ///
    /// It must be called by the callback of task work.
    pub unsafe fn finish(self, result: Result<i32>) {
        // SAFETY: The caller promises it.
        unsafe { self.complete(kernel::error::from_result(|| result), bindings::IO_URING_CMD_TASK_WORK_ISSUE_FLAGS) };
    }
}
