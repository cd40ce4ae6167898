// about: each field is read once into a local variable
// origin: written for this rule
use core::ptr::read_volatile;
use kernel::{bindings, prelude::*, uaccess::UserSlice};

#[repr(C)]
struct NoteArg {
    addr: u64,
    len: u32,
    reserved: u32,
}

fn note_read(addr: u64, into: &mut [u8]) -> Result {
    let from = UserPtr::from_addr(addr as usize);

    UserSlice::new(from, into.len()).reader().read_slice(into)
}

/// # Safety
///
/// Called by the core, with a command that it has prepared.
unsafe extern "C" fn note_uring_cmd(
    cmd: *mut bindings::io_uring_cmd,
    _issue_flags: c_uint,
) -> c_int {
    let mut text = [0u8; 64];
    // SAFETY: The SQE can be read until the handler returns, and its payload has 16 bytes.
    let arg = unsafe { &raw const (*(*cmd).sqe).__bindgen_anon_6.cmd }.cast::<NoteArg>();

    // SAFETY: As above.
    let len = unsafe { read_volatile(&raw const (*arg).len) } as usize;
    // SAFETY: As above.
    let addr = unsafe { read_volatile(&raw const (*arg).addr) };

    if len > text.len() {
        return E2BIG.to_errno();
    }
    match note_read(addr, &mut text[..len]) {
        Ok(()) => 0,
        Err(e) => e.to_errno(),
    }
}

const NOTE_FOPS: bindings::file_operations = bindings::file_operations {
    uring_cmd: Some(note_uring_cmd),
    ..pin_init::zeroed()
};
