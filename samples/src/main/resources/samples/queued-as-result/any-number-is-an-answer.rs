// about: the abstraction lets drivers answer with any number, also with the ones that the core understands
// origin: written for this rule
use core::ptr::NonNull;
use kernel::{bindings, prelude::*};

/// A command that the driver has just got.
pub struct Call {
    raw: NonNull<bindings::io_uring_cmd>,
}

/// What a driver says about a call.
pub enum Reply {
    /// It was answered with this result.
    Said(i32),
    /// It is kept.
    Kept,
}

/// Who takes calls.
pub trait Operator {
    /// Takes a call.
    fn take(call: Call) -> Result<Reply>;
}

impl Call {
    /// Answers the call.
    pub fn say(self, result: i32) -> Reply { // expect: queued-as-result
        Reply::Said(result)
    }

    /// Answers the call with a number of bytes.
    pub fn say_length(self, length: u16) -> Reply {
        let bytes = i32::from(length);

        pr_debug!("call: {} bytes\n", bytes);
        Reply::Said(bytes)
    }
}

/// # Safety
///
/// Called by the core, with a command that it has prepared.
pub unsafe extern "C" fn operator_uring_cmd<O: Operator>(cmd: *mut bindings::io_uring_cmd, issue_flags: c_uint) -> c_int {
    if issue_flags & bindings::io_uring_cmd_flags_IO_URING_F_CANCEL as c_uint != 0 {
        return 0;
    }
    let Some(raw) = NonNull::new(cmd) else {
        return EINVAL.to_errno();
    };

    // Not followed: whoever has the trait is in another crate.
    match O::take(Call { raw }) {
        Ok(Reply::Said(result)) => result,
        Ok(Reply::Kept) => EIOCBQUEUED.to_errno(),
        Err(e) => e.to_errno(), // expect: queued-as-result
    }
}
