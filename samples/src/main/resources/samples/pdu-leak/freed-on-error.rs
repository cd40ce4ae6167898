// about: the error path frees the buffer
// origin: written for this rule
use kernel::{
    bindings,
    prelude::*,
    sync::atomic::{Acquire, Atomic},
};

const TASK_WORK_FLAGS: c_uint = bindings::io_uring_cmd_flags_IO_URING_F_COMPLETE_DEFER as c_uint;

struct Mail {
    is_up: Atomic<bool>,
}

#[repr(C)]
struct MailPdu {
    text: *mut [u8; 128],
}

/// # Safety
///
/// Called by the core as the task work of a command whose PDU is a `MailPdu`.
unsafe extern "C" fn mail_tw(tw_req: bindings::io_tw_req, _tw: bindings::io_tw_token_t) {
    // SAFETY: `tw_req` is the request of a `uring_cmd` whose PDU the handler has filled.
    unsafe {
        let cmd = bindings::io_uring_cmd_from_tw(tw_req); // expect: raw-binding
        let pdu = (&raw mut (*cmd).pdu).cast::<MailPdu>();

        drop(KBox::from_raw((*pdu).text));
        bindings::io_uring_cmd_done(cmd, 0, TASK_WORK_FLAGS); // expect: raw-binding
    }
}

/// # Safety
///
/// Called by the core, with a command that it has prepared, for a file whose data is a `Mail`.
unsafe extern "C" fn mail_uring_cmd(
    cmd: *mut bindings::io_uring_cmd,
    _issue_flags: c_uint,
) -> c_int {
    // SAFETY: The file is open as long as a command is pending for it.
    let mail = unsafe { &*(*(*cmd).file).private_data.cast::<Mail>() };
    // SAFETY: The command is ours, and its PDU has 32 bytes.
    let pdu = unsafe { &raw mut (*cmd).pdu }.cast::<MailPdu>();

    let Ok(text) = KBox::new([0u8; 128], GFP_KERNEL) else {
        return ENOMEM.to_errno();
    };
    // SAFETY: As above.
    unsafe { (*pdu).text = KBox::into_raw(text) };

    if !mail.is_up.load(Acquire) {
        // SAFETY: The pointer comes from `KBox::into_raw()`, and nobody else has it.
        drop(unsafe { KBox::from_raw((*pdu).text) });
        return ENETDOWN.to_errno();
    }
    // SAFETY: As above.
    unsafe { bindings::io_uring_cmd_complete_in_task(cmd, Some(mail_tw)) }; // expect: raw-binding
    EIOCBQUEUED.to_errno()
}

const MAIL_FOPS: bindings::file_operations = bindings::file_operations {
    uring_cmd: Some(mail_uring_cmd),
    ..pin_init::zeroed()
};
