// about: a getter is safe, and follows a pointer of which it knows nothing
// origin: written for this rule
use kernel::{bindings, prelude::*};

/// What user space asks for.
pub fn operation(raw: *const bindings::io_uring_cmd) -> u32 { // expect: unsafe-as-safe
    // SAFETY: A command is alive until it is completed.
    unsafe { (*raw).cmd_op }
}
