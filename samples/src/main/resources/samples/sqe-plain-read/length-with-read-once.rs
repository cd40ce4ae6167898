// about: the same, with volatile reads
// origin: written for this rule
use core::ptr;
use kernel::{bindings, new_spinlock, prelude::*, sync::SpinLock};

#[repr(C)]
struct TapeArg {
    block: u32,
    count: u32,
}

struct Reel {
    marks: [u8; 256],
    block: u32,
}

#[pin_data]
struct Tape {
    #[pin]
    reel: SpinLock<Reel>,
}

impl Tape {
    fn new() -> impl PinInit<Self> {
        let reel = Reel {
            marks: [1; 256],
            block: 0,
        };

        pin_init!(Self { reel <- new_spinlock!(reel) })
    }

    fn wind(&self, block: u32, count: usize) -> Result {
        let mut reel = self.reel.lock();

        if count > reel.marks.len() {
            return Err(EINVAL);
        }
        reel.marks[..count].fill(0);
        reel.block = block;
        Ok(())
    }
}

/// # Safety
///
/// Called by the core, with a command that it has prepared, for a file whose data is a `Tape`.
unsafe extern "C" fn tape_uring_cmd(
    cmd: *mut bindings::io_uring_cmd,
    _issue_flags: c_uint,
) -> c_int {
    // SAFETY: The file is open as long as a command is pending for it.
    let tape = unsafe { &*(*(*cmd).file).private_data.cast::<Tape>() };
    // SAFETY: The SQE can be read until the handler returns, and its payload has 16 bytes.
    let arg = unsafe { &raw const (*(*cmd).sqe).__bindgen_anon_6.cmd }.cast::<TapeArg>();

    // SAFETY: As above.
    let count = unsafe { ptr::read_volatile(&raw const (*arg).count) };

    // SAFETY: As above.
    let block = unsafe { ptr::read_volatile(&raw const (*arg).block) };

    match tape.wind(block, count as usize) {
        Ok(()) => 0,
        Err(e) => e.to_errno(),
    }
}

const TAPE_FOPS: bindings::file_operations = bindings::file_operations {
    uring_cmd: Some(tape_uring_cmd),
    ..pin_init::zeroed()
};
