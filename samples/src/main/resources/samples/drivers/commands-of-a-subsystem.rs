// about: an abstraction for commands: handles by value, flags of the current call, volatile reads, a cancel call of its own
// origin: written for this rule
use core::{
    marker::PhantomData,
    ptr::{self, addr_of, NonNull},
};
use kernel::{
    bindings,
    error::from_result,
    fs::File,
    prelude::*,
    transmute::{AsBytes, FromBytes},
    types::{ForeignOwnable, Opaque},
};

const NOTE: usize = 32;
const PAYLOAD: usize = 16;

/// The opcode of an SQE.
#[derive(Clone, Copy, PartialEq)]
#[repr(transparent)]
pub struct Opcode(u8);

impl Opcode {
    /// A command with a large SQE.
    pub const LARGE: Self = Self(bindings::io_uring_op_IORING_OP_URING_CMD128 as u8);
}

/// The flags of the call that runs now.
#[derive(Clone, Copy)]
pub struct CallFlags<'a> {
    bits: u32,
    call: PhantomData<&'a ()>,
}

impl CallFlags<'_> {
    /// Whether the call must not wait.
    pub fn must_not_wait(self) -> bool {
        self.bits & bindings::io_uring_cmd_flags_IO_URING_F_NONBLOCK as u32 != 0
    }

    fn is_cancel(self) -> bool {
        self.bits & bindings::io_uring_cmd_flags_IO_URING_F_CANCEL as u32 != 0
    }
}

/// A command that was issued, and is answered by its handler.
///
/// # Invariants
///
/// `raw` points to a command that is alive, and of which this is the only handle.
#[must_use = "a command has to be answered or kept"]
pub struct Issued {
    raw: NonNull<bindings::io_uring_cmd>,
}

/// A command that was kept, and is completed later.
///
/// # Invariants
///
/// `raw` points to a command that is alive, and of which this is the only handle.
#[must_use = "a command that was kept has to be completed"]
pub struct Kept {
    raw: NonNull<bindings::io_uring_cmd>,
}

// SAFETY: The handle is the only one of its command, which is alive until it is completed, and no method depends on the thread.
unsafe impl Send for Kept {}

/// The address of a command that somebody has kept.
#[derive(Clone, Copy, PartialEq)]
pub struct Token(usize);

/// What a handler answers.
pub enum Answer {
    /// The result is there.
    Complete(Result<i32>),
    /// The command was kept.
    Queued(KeptProof),
}

/// Shows that a command was kept.
pub struct KeptProof(());

/// What runs in the task that has issued a command.
pub trait InTask {
    /// Completes the command.
    fn run(kept: Kept, flags: CallFlags<'_>, is_gone: bool);
}

impl Issued {
    /// What user space asks for.
    pub fn operation(&self) -> u32 {
        // SAFETY: By the type invariant.
        unsafe { (*self.raw.as_ptr()).cmd_op }
    }

    /// The file.
    pub fn file(&self) -> &File {
        // SAFETY: By the type invariant; a request keeps its file.
        unsafe { File::from_raw_file((*self.raw.as_ptr()).file) }
    }

    /// The SQE.
    pub fn entry(&self) -> &Entry {
        // SAFETY: By the type invariant; the SQE is there as long as the command was not given away.
        unsafe { Entry::from_raw((*self.raw.as_ptr()).sqe) }
    }

    /// Answers the command.
    pub fn answer(self, result: Result<i32>) -> Answer {
        Answer::Complete(result)
    }

    /// Keeps the command.
    pub fn keep(self) -> (Answer, Kept) { // expect: return-after-handoff
        let kept = Kept { raw: self.raw };

        (Answer::Queued(KeptProof(())), kept)
    }

    /// Writes the driver's note.
    pub fn put_note<T: AsBytes>(&mut self, note: &T) -> Result {
        // SAFETY: By the type invariant.
        let raw = unsafe { self.raw.as_mut() };
        let length = size_of::<T>();

        if length > NOTE {
            return Err(EINVAL);
        }
        // SAFETY: Both places have that many bytes.
        unsafe { ptr::copy_nonoverlapping(ptr::from_ref(note).cast::<u8>(), raw.pdu.as_mut_ptr(), length) };
        Ok(())
    }
}

impl Kept {
    /// Reads the driver's note.
    pub fn note<T: FromBytes>(&self) -> Result<T> {
        // SAFETY: By the type invariant.
        let raw = unsafe { self.raw.as_ref() };

        if size_of::<T>() > NOTE {
            return Err(EINVAL);
        }
        // SAFETY: There are that many bytes, and all of them are valid for `T`.
        Ok(unsafe { raw.pdu.as_ptr().cast::<T>().read_unaligned() })
    }

    /// The address of the command.
    pub fn token(&self) -> Token {
        Token(self.raw.as_ptr() as usize)
    }

    /// Completes the command in the call that it was given to.
    pub fn complete(self, result: Result<i32>, flags: CallFlags<'_>) {
        // SAFETY: By the type invariant; the handle ends here.
        unsafe { bindings::io_uring_cmd_done(self.raw.as_ptr(), from_result(|| result), flags.bits) };
    }

    /// Has the command completed by its task.
    pub fn hand_over<T: InTask>(self) {
        unsafe extern "C" fn arrived<T: InTask>(request: bindings::io_tw_req, token: bindings::io_tw_token_t) {
            // SAFETY: The request is that of a command that was handed over.
            let raw = unsafe { NonNull::new_unchecked(bindings::io_uring_cmd_from_tw(request)) };
            let flags = CallFlags {
                bits: bindings::IO_URING_CMD_TASK_WORK_ISSUE_FLAGS,
                call: PhantomData,
            };

            // Not followed: whoever has the trait is in another crate.
            T::run(Kept { raw }, flags, token.cancel);
        }

        // SAFETY: By the type invariant; the handle ends here.
        unsafe { bindings::__io_uring_cmd_do_in_task(self.raw.as_ptr(), Some(arrived::<T>), bindings::IOU_F_TWQ_LAZY_WAKE) };
    }
}

/// The SQE of a command.
#[repr(transparent)]
pub struct Entry(Opaque<bindings::io_uring_sqe>);

impl Entry {
    /// # Safety
    ///
    /// The SQE must be there for `'a`.
    unsafe fn from_raw<'a>(raw: *const bindings::io_uring_sqe) -> &'a Self {
        // SAFETY: The caller promises it, and the types have the same layout.
        unsafe { &*raw.cast() }
    }

    /// The opcode.
    pub fn opcode(&self) -> Opcode {
        // SAFETY: The SQE can be read as long as the reference to it.
        Opcode(unsafe { addr_of!((*self.0.get()).opcode).read_volatile() })
    }

    /// Whether there is a large payload.
    pub fn is_large(&self) -> bool {
        self.opcode() == Opcode::LARGE
    }

    /// A copy of the payload.
    pub fn payload<T: FromBytes + Copy>(&self) -> Result<T> {
        let mut bytes = [0u8; PAYLOAD];
        // SAFETY: The SQE can be read as long as the reference to it.
        let from = unsafe { addr_of!((*self.0.get()).__bindgen_anon_6.cmd) }.cast::<u8>();

        if size_of::<T>() > PAYLOAD {
            return Err(EINVAL);
        }
        for (at, byte) in bytes.iter_mut().enumerate() {
            // SAFETY: The payload has 16 bytes.
            *byte = unsafe { from.add(at).read_volatile() };
        }
        // SAFETY: The copy has that many bytes, and all of them are valid for `T`.
        Ok(unsafe { bytes.as_ptr().cast::<T>().read_unaligned() })
    }
}

/// A device that takes commands.
pub trait Device: Sized {
    /// What the file of the device holds.
    type Data: ForeignOwnable;

    /// Takes a command.
    fn take(data: <Self::Data as ForeignOwnable>::Borrowed<'_>, command: Issued, flags: CallFlags<'_>) -> Answer;

    /// Completes a command that was kept, if it is still there.
    fn cancel(data: <Self::Data as ForeignOwnable>::Borrowed<'_>, token: Token, flags: CallFlags<'_>);
}

/// The operations of files of a device.
struct Table<T: Device>(PhantomData<T>);

impl<T: Device> Table<T> {
    /// # Safety
    ///
    /// Called by the core, with a command that it has prepared, for a file of this table.
    unsafe extern "C" fn uring_cmd(raw: *mut bindings::io_uring_cmd, issue_flags: c_uint) -> c_int {
        let flags = CallFlags {
            bits: issue_flags,
            call: PhantomData,
        };
        let Some(mut raw) = NonNull::new(raw) else {
            return EINVAL.to_errno();
        };
        // SAFETY: The file is open as long as a command is pending for it.
        let data = unsafe { T::Data::borrow((*(*raw.as_ptr()).file).private_data) };

        if flags.is_cancel() {
            // Not followed: whoever has the trait is in another crate.
            T::cancel(data, Token(raw.as_ptr() as usize), flags);
            return 0;
        }
        // SAFETY: The command is alive, and nobody else has a reference to it.
        let command = unsafe { raw.as_mut() };

        if command.flags & bindings::IORING_URING_CMD_REISSUE == 0 {
            command.pdu = [0; NOTE];
        }
        // Not followed: whoever has the trait is in another crate.
        match T::take(data, Issued { raw }, flags) {
            Answer::Complete(result) => from_result(|| result),
            Answer::Queued(_) => EIOCBQUEUED.to_errno(),
        }
    }

    const OPERATIONS: bindings::file_operations = bindings::file_operations {
        uring_cmd: Some(Self::uring_cmd),
        ..pin_init::zeroed()
    };
}
