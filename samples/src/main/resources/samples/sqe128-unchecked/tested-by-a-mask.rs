// about: a helper compares both flags at once, and the handler honors its verdict
// origin: written for this rule
use core::ptr::read_volatile;
use kernel::{
    bindings,
    prelude::*,
    sync::atomic::{Atomic, Relaxed},
};

const LARGE_ENTRIES: c_uint = (bindings::io_uring_cmd_flags_IO_URING_F_SQE128
    | bindings::io_uring_cmd_flags_IO_URING_F_CQE32) as c_uint;

#[repr(C)]
struct WideArg {
    addr: u64,
    len: u32,
    flags: u32,
    token: u64,
}

struct Wide {
    addr: Atomic<u64>,
    token: Atomic<u64>,
}

impl Wide {
    fn start(&self, addr: u64, token: u64) -> Result {
        if self.token.cmpxchg(0, token, Relaxed).is_err() {
            return Err(EBUSY);
        }
        self.addr.store(addr, Relaxed);
        Ok(())
    }
}

fn wide_checks(issue_flags: c_uint) -> Result {
    if issue_flags & LARGE_ENTRIES != LARGE_ENTRIES {
        return Err(EOPNOTSUPP);
    }
    Ok(())
}

/// # Safety
///
/// Called by the core, with a command that it has prepared, for a file whose data is a `Wide`.
unsafe extern "C" fn wide_uring_cmd(
    cmd: *mut bindings::io_uring_cmd,
    issue_flags: c_uint,
) -> c_int {
    // SAFETY: The file is open as long as a command is pending for it.
    let wide = unsafe { &*(*(*cmd).file).private_data.cast::<Wide>() };

    if let Err(e) = wide_checks(issue_flags) {
        return e.to_errno();
    }

    // SAFETY: The SQE can be read until the handler returns.
    let (addr, token) = unsafe {
        let arg = (&raw const (*(*cmd).sqe).__bindgen_anon_6.cmd).cast::<WideArg>();
        let addr = read_volatile(&raw const (*arg).addr);
        let token = read_volatile(&raw const (*arg).token);

        (addr, token)
    };

    if let Err(e) = wide.start(addr, token) {
        return e.to_errno();
    }
    0
}

const WIDE_FOPS: bindings::file_operations = bindings::file_operations {
    uring_cmd: Some(wide_uring_cmd),
    ..pin_init::zeroed()
};
