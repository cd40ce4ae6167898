// about: a command is given back for another issue, and anybody can ask for that
// origin: written for this rule
use kernel::{bindings, prelude::*};

/// Lets the handler be called again by a thread that may sleep.
pub fn retry(raw: *mut bindings::io_uring_cmd) { // expect: unsafe-as-safe
    // SAFETY: The command was not completed yet, or it would not be here.
    unsafe { bindings::io_uring_cmd_issue_blocking(raw) }; // expect: raw-binding
}
