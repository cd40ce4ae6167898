// about: the driver uses what later kernels brought
// origin: written for this rule
// kernel: 6.12
use kernel::{bindings, prelude::*};

#[repr(C)]
struct SluiceArgs {
    gate: u32,
}

/// # Safety
///
/// Called by the core, with a command that it has prepared.
unsafe extern "C" fn sluice_uring_cmd(
    cmd: *mut bindings::io_uring_cmd,
    issue_flags: c_uint,
) -> c_int {
    // SAFETY: The SQE can be read until the handler returns, and its payload has 16 bytes.
    let gate = unsafe {
        let args = bindings::io_uring_sqe_cmd((*cmd).sqe).cast::<SluiceArgs>();
        core::ptr::read_volatile(&raw const (*args).gate)
    };

    // SAFETY: The command is ours until it is completed, which happens only here.
    // expect-next: api-version, cqe32-unchecked, raw-binding
    unsafe { bindings::io_uring_cmd_done32(cmd, 0, u64::from(gate), issue_flags) };
    EIOCBQUEUED.to_errno()
}

const SLUICE_FOPS: bindings::file_operations = bindings::file_operations {
    uring_cmd: Some(sluice_uring_cmd),
    ..pin_init::zeroed()
};
