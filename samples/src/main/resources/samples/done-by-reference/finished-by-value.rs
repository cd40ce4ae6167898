// about: the handle is moved into its completion and into its hand-off
// origin: written for this rule
use core::ptr::NonNull;
use kernel::{bindings, prelude::*};

/// A command that is delivered once.
#[must_use = "a command that is not delivered keeps its submitter waiting"]
pub struct Parcel {
    raw: NonNull<bindings::io_uring_cmd>,
}

/// What delivers a parcel in the task that sent it.
pub trait Delivery {
    /// Delivers it.
    fn deliver(parcel: Parcel, is_sender_gone: bool);
}

impl Parcel {
    /// What user space asks for.
    pub fn operation(&self) -> u32 {
        // SAFETY: The handle owns the command.
        unsafe { (*self.raw.as_ptr()).cmd_op }
    }

    /// Delivers the result.
    ///
    /// # Safety
    ///
    /// `issue_flags` must be those of the context of the caller.
    pub unsafe fn deliver(self, result: Result<i32>, issue_flags: u32) {
        let result = kernel::error::from_result(|| result);

        // SAFETY: The handle owns the command, and ends here.
        unsafe { bindings::io_uring_cmd_done(self.raw.as_ptr(), result, issue_flags) };
    }

    /// Has the parcel delivered by its sender's task.
    pub fn hand_over<D: Delivery>(self) {
        unsafe extern "C" fn arrived<D: Delivery>(
            request: bindings::io_tw_req,
            token: bindings::io_tw_token_t,
        ) {
            // SAFETY: The request is that of a command that was handed over.
            let raw = unsafe { NonNull::new_unchecked(bindings::io_uring_cmd_from_tw(request)) };

            // Not followed: whoever has the trait is in another crate.
            D::deliver(Parcel { raw }, token.cancel);
        }

        // SAFETY: The handle owns the command, and ends here.
        unsafe { bindings::__io_uring_cmd_do_in_task(self.raw.as_ptr(), Some(arrived::<D>), 0) };
    }
}
