// about: a buffer is selected for a command that need not be multishot
// origin: written for this rule
use core::ptr::read_volatile;
use kernel::{
    bindings,
    prelude::*,
    sync::atomic::{Atomic, Relaxed},
    uaccess::UserSlice,
};

struct Drum {
    beats: Atomic<u32>,
}

impl Drum {
    fn fill(&self, to: *mut c_void, len: usize) -> Result<c_int> {
        let beats = self.beats.xchg(0, Relaxed);
        let to = UserPtr::from_addr(to as usize);

        UserSlice::new(to, len).writer().write(&beats)?;
        Ok(0)
    }
}

/// # Safety
///
/// Called by the core, with a command that it has prepared, for a file whose data is a `Drum`.
unsafe extern "C" fn drum_uring_cmd(
    cmd: *mut bindings::io_uring_cmd,
    issue_flags: c_uint,
) -> c_int {
    // SAFETY: The file is open as long as a command is pending for it.
    let drum = unsafe { &*(*(*cmd).file).private_data.cast::<Drum>() };
    // SAFETY: The SQE can be read until the handler returns.
    let group = unsafe { read_volatile(&raw const (*(*cmd).sqe).__bindgen_anon_4.buf_group) };
    let group = c_uint::from(group);
    let mut len = size_of::<u32>();

    // SAFETY: The command is ours.
    // expect-next: mshot-unchecked, raw-binding
    let sel = unsafe { bindings::io_uring_cmd_buffer_select(cmd, group, &mut len, issue_flags) };
    // SAFETY: Negative values are errors, others the address.
    let (val, addr) = unsafe { (sel.__bindgen_anon_1.val, sel.__bindgen_anon_1.addr) };

    if val < 0 {
        return val as c_int;
    }
    drum.fill(addr, len).unwrap_or_else(|e| e.to_errno())
}

const DRUM_FOPS: bindings::file_operations = bindings::file_operations {
    uring_cmd: Some(drum_uring_cmd),
    ..pin_init::zeroed()
};
