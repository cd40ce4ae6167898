// about: the callback takes the buffer's index from the SQE
// origin: written for this rule
use core::ptr::read_volatile;
use kernel::{bindings, new_spinlock, prelude::*, sync::SpinLock};

const TASK_WORK_FLAGS: c_uint = bindings::io_uring_cmd_flags_IO_URING_F_COMPLETE_DEFER as c_uint;

#[pin_data]
struct Fax {
    #[pin]
    busy: SpinLock<[bool; 16]>,
}

impl Fax {
    fn new() -> impl PinInit<Self> {
        pin_init!(Self { busy <- new_spinlock!([false; 16]) })
    }

    fn send(&self, buffer: u16) -> c_int {
        match self.busy.lock().get_mut(usize::from(buffer)) {
            Some(busy) => {
                *busy = true;
                0
            }
            None => EINVAL.to_errno(),
        }
    }

    fn release(&self, buffer: u16) {
        if let Some(busy) = self.busy.lock().get_mut(usize::from(buffer)) {
            *busy = false;
        }
    }
}

/// # Safety
///
/// Called by the core as the task work of a command, for a file whose data is a `Fax`.
unsafe extern "C" fn fax_tw(tw_req: bindings::io_tw_req, _tw: bindings::io_tw_token_t) {
    // SAFETY: `tw_req` is the request of a `uring_cmd` for an open file.
    unsafe {
        let cmd = bindings::io_uring_cmd_from_tw(tw_req); // expect: raw-binding
        let fax = &*(*(*cmd).file).private_data.cast::<Fax>();
        let status = (&raw const (*cmd).pdu).cast::<c_int>().read();

        let buffer = read_volatile(&raw const (*(*cmd).sqe).__bindgen_anon_4.buf_index); // expect: sqe-used-late

        fax.release(buffer);
        bindings::io_uring_cmd_done(cmd, status, TASK_WORK_FLAGS); // expect: raw-binding
    }
}

/// # Safety
///
/// Called by the core, with a command that it has prepared, for a file whose data is a `Fax`.
unsafe extern "C" fn fax_uring_cmd(
    cmd: *mut bindings::io_uring_cmd,
    _issue_flags: c_uint,
) -> c_int {
    // SAFETY: The file is open as long as a command is pending for it.
    let fax = unsafe { &*(*(*cmd).file).private_data.cast::<Fax>() };
    // SAFETY: The SQE can be read until the handler returns.
    let buffer = unsafe { read_volatile(&raw const (*(*cmd).sqe).__bindgen_anon_4.buf_index) };
    let status = fax.send(buffer);

    // SAFETY: The command is ours, and its PDU has 32 bytes.
    unsafe {
        (&raw mut (*cmd).pdu).cast::<c_int>().write(status);
        bindings::io_uring_cmd_complete_in_task(cmd, Some(fax_tw)); // expect: raw-binding
    }
    EIOCBQUEUED.to_errno()
}

const FAX_FOPS: bindings::file_operations = bindings::file_operations {
    uring_cmd: Some(fax_uring_cmd),
    ..pin_init::zeroed()
};
