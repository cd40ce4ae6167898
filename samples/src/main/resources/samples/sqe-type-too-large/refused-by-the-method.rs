// about: a type of 24 bytes is asked of a method that accepts 16, which fails whatever user space sends
// origin: written for this rule
use core::{
    ffi::{c_int, c_uint},
    mem::{size_of, MaybeUninit},
    ptr::NonNull,
};
use kernel::{bindings, prelude::*, transmute::FromBytes};

/// A command that is looked at.
pub struct Note {
    raw: NonNull<bindings::io_uring_cmd>,
}

impl Note {
    /// A copy of the payload.
    pub fn text<T: FromBytes>(&self) -> Result<T> {
        if size_of::<T>() > 16 {
            return Err(EINVAL);
        }
        let mut out = MaybeUninit::<T>::uninit();
        // SAFETY: The SQE is alive while the handler runs.
        let from = unsafe { &raw const (*(*self.raw.as_ptr()).sqe).__bindgen_anon_6.cmd }.cast::<u8>();
        for at in 0..size_of::<T>() {
            // SAFETY: Both are in bounds.
            unsafe { out.as_mut_ptr().cast::<u8>().add(at).write(from.add(at).read_volatile()) };
        }
        // SAFETY: All bytes are written, and all are valid.
        Ok(unsafe { out.assume_init() })
    }
}

#[repr(C)]
struct Long {
    from: u64,
    to: u64,
    step: u64,
}

#[repr(C)]
struct Short {
    from: u64,
    to: u64,
}

// SAFETY: All bytes are valid.
unsafe impl FromBytes for Long {}
// SAFETY: All bytes are valid.
unsafe impl FromBytes for Short {}

fn read(note: &Note, kind: u32) -> Result<i32> {
    if kind == 1 {
        let long: Long = note.text()?; // expect: sqe-type-too-large
        return Ok((long.from + long.to + long.step) as i32);
    }
    let short: Short = note.text()?;
    Ok((short.from + short.to) as i32)
}

/// # Safety
///
/// Only the core calls it.
unsafe extern "C" fn note_uring_cmd(cmd: *mut bindings::io_uring_cmd, _issue_flags: c_uint) -> c_int {
    // SAFETY: The command is the handler's, and no null pointer.
    let note = Note { raw: unsafe { NonNull::new_unchecked(cmd) } };
    // SAFETY: As above.
    let kind = unsafe { (*cmd).cmd_op };

    read(&note, kind).unwrap_or_else(|error| error.to_errno())
}

static NOTE_FOPS: bindings::file_operations = bindings::file_operations {
    uring_cmd: Some(note_uring_cmd),
    ..pin_init::zeroed()
};
