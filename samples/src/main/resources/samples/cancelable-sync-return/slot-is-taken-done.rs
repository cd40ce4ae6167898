// about: the same error through the completion call, as a marked command needs it
// origin: written for this rule
use core::ptr::NonNull;
use kernel::{bindings, prelude::*, sync::SpinLock};

const IO_URING_F_CANCEL: c_uint = bindings::io_uring_cmd_flags_IO_URING_F_CANCEL as c_uint;
const IO_URING_F_UNLOCKED: c_uint = bindings::io_uring_cmd_flags_IO_URING_F_UNLOCKED as c_uint;

#[pin_data]
struct Berth {
    #[pin]
    ship: SpinLock<Option<NonNull<bindings::io_uring_cmd>>>,
}

impl Berth {
    fn leave(&self, only: *mut bindings::io_uring_cmd) -> bool {
        let mut ship = self.ship.lock();

        match *ship {
            Some(cmd) if cmd.as_ptr() == only => {
                *ship = None;
                true
            }
            _ => false,
        }
    }
}

/// # Safety
///
/// Called by the core, with a command that it has prepared, for a file whose data is a `Berth`.
unsafe extern "C" fn berth_uring_cmd(
    cmd: *mut bindings::io_uring_cmd,
    issue_flags: c_uint,
) -> c_int {
    // SAFETY: The file is open as long as a command is pending for it.
    let berth = unsafe { &*(*(*cmd).file).private_data.cast::<Berth>() };

    if issue_flags & IO_URING_F_CANCEL != 0 {
        if berth.leave(cmd) {
            // SAFETY: The command was taken out of its slot.
            // expect-next: raw-binding
            unsafe { bindings::io_uring_cmd_done(cmd, ECANCELED.to_errno(), issue_flags) };
        }
        return 0;
    }

    // SAFETY: The command is ours, and nobody else knows it yet.
    unsafe { bindings::io_uring_cmd_mark_cancelable(cmd, issue_flags) }; // expect: raw-binding
    let mut ship = berth.ship.lock();
    if ship.is_some() {
        drop(ship);
        // SAFETY: The slot did not take the command.
        // expect-next: raw-binding
        unsafe { bindings::io_uring_cmd_done(cmd, EBUSY.to_errno(), issue_flags) };
        return EIOCBQUEUED.to_errno();
    }
    *ship = NonNull::new(cmd);
    EIOCBQUEUED.to_errno()
}

/// # Safety
///
/// Called by the kernel for a file whose data is a `Berth`.
unsafe extern "C" fn berth_write(
    file: *mut bindings::file,
    _buf: *const c_char,
    len: usize,
    _pos: *mut bindings::loff_t,
) -> isize {
    // SAFETY: The file is open while it is written.
    let berth = unsafe { &*(*file).private_data.cast::<Berth>() };
    let ship = berth.ship.lock().take();

    if let Some(cmd) = ship {
        // SAFETY: The command was taken out of its slot.
        // expect-next: raw-binding
        unsafe { bindings::io_uring_cmd_done(cmd.as_ptr(), 0, IO_URING_F_UNLOCKED) };
    }
    len as isize
}

const BERTH_FOPS: bindings::file_operations = bindings::file_operations {
    write: Some(berth_write),
    uring_cmd: Some(berth_uring_cmd),
    ..pin_init::zeroed()
};
