// SPDX-License-Identifier: Apache-2.0

package uringlint.rules.model;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import uringlint.source.Prelude;
import uringlint.source.SourceFile;
import uringlint.typestate.protocol.Role;

/// The Rust side of the API: the abstraction of io_uring commands that was posted in five revisions, as declarations. What its
/// methods do to a command stands in the tables of `UringApi`, under `Type::method`.
///
/// Revisions: RFC v1 of 2025-07-19 to v3 of 2025-08-22 wrap the C object (`&IoUringCmd`, `Pin<&mut IoUringCmd>`); v4 and v5 of
/// April 2026 give the handler an owned pointer. Code is of the later kind if it names what only that has.
public final class RustApi {
    private static final Set<String> OWNED = Set.of("UringCmdAction", "QueuedIoUringCmd", "CompleteAction");

    /// A handler gets the handle by value.
    private static final Pattern BY_VALUE = Pattern.compile("fn\\s+uring_cmd\\s*\\([^)]*:\\s*IoUringCmd\\s*[,)]");
    /// An import of the handle from a crate that is neither the kernel's nor the one at hand.
    private static final Pattern FOREIGN = Pattern.compile(
            "^\\s*use\\s+(?!kernel\\b|crate\\b|self\\b|super\\b)\\w+::[^;]*\\bIoUringCmd\\b", Pattern.MULTILINE);

    private static final String BINDINGS = """
        pub struct io_uring_cmd { file: *mut file, sqe: *const io_uring_sqe, cmd_op: u32, flags: u32, pdu: [u8; 32] }
        pub struct file { private_data: *mut c_void }
        extern "C" {
            fn io_uring_cmd_from_tw(tw_req: io_tw_req) -> *mut bindings::io_uring_cmd;
            fn io_uring_sqe_cmd(sqe: *const bindings::io_uring_sqe) -> *const c_void;
        }
        """;

    private static final String COMMON = """
        pub struct IoUringSqe { inner: Opaque<bindings::io_uring_sqe> }
        pub trait MiscDevice {
            fn open(file: &File, misc: &MiscDeviceRegistration<Self>) -> Result<Self::Ptr>;
            fn release(device: Self::Ptr, file: &File);
            fn ioctl(device: Self::Borrowed, file: &File, cmd: u32, arg: usize) -> Result<isize>;
        }
        pub struct UserSlice { ptr: UserPtr, length: usize }
        pub struct UserSliceReader { ptr: UserPtr, length: usize }
        pub struct UserSliceWriter { ptr: UserPtr, length: usize }
        impl UserSlice {
            pub fn new(ptr: UserPtr, length: usize) -> UserSlice;
            pub fn read_all(self, buf: &mut Vec<u8>, flags: Flags) -> Result;
            pub fn reader(self) -> UserSliceReader;
            pub fn writer(self) -> UserSliceWriter;
            pub fn reader_writer(self) -> (UserSliceReader, UserSliceWriter);
        }
        impl UserSliceReader {
            pub fn skip(&mut self, num_skip: usize) -> Result;
            pub fn read<T: FromBytes>(&mut self) -> Result<T>;
            pub fn read_raw(&mut self, out: &mut [MaybeUninit<u8>]) -> Result;
            pub fn read_slice(&mut self, out: &mut [u8]) -> Result;
            pub fn read_all(self, buf: &mut Vec<u8>, flags: Flags) -> Result;
        }
        impl UserSliceWriter {
            pub fn write<T: AsBytes>(&mut self, value: &T) -> Result;
            pub fn write_slice(&mut self, data: &[u8]) -> Result;
        }
        pub struct Completion { inner: bindings::completion, lock: u32 }
        impl Completion { pub fn wait_for_completion(&self); pub fn complete_all(&self); }
        pub struct CondVar { inner: bindings::wait_queue_head, lock: u32 }
        impl CondVar {
            pub fn wait<T>(&self, guard: &mut Guard<T>);
            pub fn wait_interruptible<T>(&self, guard: &mut Guard<T>) -> bool;
            pub fn notify_one(&self);
            pub fn notify_all(&self);
        }
        pub trait WorkItem { fn run(this: Self::Pointer); }
        pub trait HrTimerCallback { fn run(this: Self::Pointer) -> HrTimerRestart; }
        pub trait HrTimerPointer { fn start(self, expires: Delta) -> HrTimerHandle; }
        pub struct PushError<T>(pub T);
        pub struct StoreError<T> { pub error: Error, pub value: T }
        """;

    /// RFC v1 to v3.
    static final String BORROWED = """
        pub struct IoUringCmd { inner: Opaque<bindings::io_uring_cmd> }
        pub trait MiscDevice {
            fn uring_cmd(device: Self::Borrowed, io_uring_cmd: Pin<&mut IoUringCmd>, issue_flags: u32) -> Result<i32>;
        }
        impl IoUringCmd {
            pub unsafe fn from_raw(ptr: *mut bindings::io_uring_cmd) -> Pin<&mut IoUringCmd>;
            pub fn cmd_op(&self) -> u32;
            pub fn flags(&self) -> u32;
            pub fn read_pdu<T: FromBytes>(&self) -> Result<T>;
            pub fn write_pdu<T: AsBytes>(&mut self, value: &T) -> Result<()>;
            pub fn pdu(&mut self) -> &mut MaybeUninit<[u8; 32]>;
            pub fn file(&self) -> &File;
            pub fn sqe(&self) -> &IoUringSqe;
            pub fn done(self: Pin<&mut Self>, ret: Result<i32>, res2: u64, issue_flags: u32);
        }
        """;

    /// RFC v4 and v5.
    static final String OWNING = """
        pub struct IoUringCmd { inner: NonNull<bindings::io_uring_cmd> }
        pub struct QueuedIoUringCmd { inner: NonNull<bindings::io_uring_cmd> }
        pub const TASK_WORK_ISSUE_FLAGS: u32 = bindings::IO_URING_CMD_TASK_WORK_ISSUE_FLAGS;
        pub struct CompleteAction { ret: i32 }
        pub struct QueuedAction { _private: () }
        pub enum UringCmdAction { Complete(CompleteAction), Queued(QueuedAction) }
        pub trait IoUringTaskWork { fn task_work(cmd: QueuedIoUringCmd); }
        pub trait MiscDevice {
            fn uring_cmd(device: Self::Borrowed, io_uring_cmd: IoUringCmd, issue_flags: u32) -> Result<UringCmdAction>;
        }
        impl IoUringCmd {
            pub(crate) unsafe fn from_raw(ptr: *mut bindings::io_uring_cmd) -> Result<IoUringCmd>;
            pub fn cmd_op(&self) -> u32;
            pub fn flags(&self) -> u32;
            pub fn read_pdu<T: FromBytes>(&self) -> Result<T>;
            pub fn write_pdu<T: AsBytes>(&mut self, value: &T) -> Result<()>;
            pub fn file(&self) -> &File;
            pub fn sqe(&self) -> &IoUringSqe;
            pub fn complete(self, ret: i32) -> UringCmdAction;
            pub fn queue(self) -> (UringCmdAction, QueuedIoUringCmd);
        }
        impl QueuedIoUringCmd {
            pub fn cmd_op(&self) -> u32;
            pub fn file(&self) -> &File;
            pub fn read_pdu<T: FromBytes>(&self) -> Result<T>;
            pub fn write_pdu<T: AsBytes>(&mut self, value: &T) -> Result<()>;
            pub fn done(self, ret: Result<i32>, res2: u64, issue_flags: u32);
            pub fn complete_in_task<T: IoUringTaskWork>(self);
        }
        impl CompleteAction { pub fn ret(&self) -> i32; }
        """;

    /// How the payload is read: as bytes, or as a type of the driver's.
    static final String PAYLOAD = """
        impl IoUringSqe {
            pub fn opcode(&self) -> Opcode;
            pub fn cmd_data<T: FromBytes>(&self) -> Result<T>;
        }
        """;

    /// What the methods of the abstraction do to a command. A type argument is an argument more.
    static final String COMMANDS = """
        IoUringCmd::cmd_op,QueuedIoUringCmd::cmd_op   1 *  load(0,cmd_op)
        IoUringCmd::flags                1 *  load(0,flags)
        IoUringCmd::file,QueuedIoUringCmd::file   1 *  load(0,file)
        IoUringCmd::sqe                  1 *  load(0,sqe)
        IoUringCmd::from_raw             1 *  wrap(Ok,0)
        IoUringCmd::read_pdu,QueuedIoUringCmd::read_pdu   * *  use(0) open(0,pdu)
        IoUringCmd::write_pdu,QueuedIoUringCmd::write_pdu   * *  use(0) fill(0,pdu,1) result(-4095,0)
        IoUringTaskWork::task_work       1 *  complete(0,-1,-1)
        IoUringSqe::cmd_data             * *  look(0,cmd,COPY)
        IoUringSqe::opcode               1 *  look(0,opcode,ONCE)
        IoUringCmd::complete             2 *  answer(0,1) wrap(Complete,1)
        IoUringCmd::queue                1 *  pair(Queued,0)
        IoUringCmd::done,QueuedIoUringCmd::done   4 *  complete(0,1,3,2)
        QueuedIoUringCmd::complete_in_task   2 *  handoff(0,1)
        drop:IoUringCmd,leave:IoUringCmd   1 *  nothing
        leave:QueuedIoUringCmd           1 *  leave(0)
        drop:*                           1 *  lose(0)
        leave:*                          1 *  leave(0)
        MiscDevice::uring_cmd            3 *  look(1,pdu.*,PLAIN) delegate(1)
        """;

    /// What the rest of the Rust API does, as far as drivers use it with commands.
    static final String KERNEL = """
        mem::swap                        2 *  swap(0,1)
        Mutex::lock                      1 *  lock(0,mutex) same(0)
        SpinLock::lock,SpinLockIrq::lock   1 *  lock(0,spin) same(0)
        Box::new,KBox::new,VBox::new,KVBox::new,Arc::new,UniqueArc::new   * *  alloc
        KBox::pin,Box::pin,KBox::pin_init,KBox::try_pin_init,KBox::init,KBox::try_init,Box::pin_init,VBox::pin_init,KVBox::pin_init   * *  alloc
        Arc::pin_init,Arc::try_pin_init,Arc::init,Arc::try_init,UniqueArc::pin_init,UniqueArc::try_pin_init,UniqueArc::init,UniqueArc::try_init   * *  alloc
        Queue::enqueue,Queue::enqueue_delayed   * *  submit(1,@WorkItem::run,,work)
        enqueue,enqueue_delayed          * *  submit(1,@WorkItem::run,,work) yield
        ptr::read_volatile               1 *  once fetch(0,ONCE)
        ptr::read,ptr::read_unaligned    1 *  fetch(0,PLAIN)
        ptr::write,ptr::write_volatile,ptr::write_unaligned   2 *  put(0,1)
        ptr::copy_nonoverlapping,ptr::copy   3 *  copy(1,0)
        ptr::write_bytes                 3 *  clear(0)
        &mut*,&*,MaybeUninit::assume_init   1 *  same(0)
        KBox::drop                       1 *  free(0)
        Atomic::swap                     * *  exchange(0,1)
        Atomic::store                    * *  put(0,1)
        Atomic::load                     * *  fetch(0,ONCE)
        Atomic::compare_exchange,Atomic::compare_exchange_weak,Atomic::cmpxchg   * *  exchangeif(0,1,2)
        Atomic::fetch_or,Atomic::fetch_and   * *  testset(0,0)
        Vec::push                        2 *  keep(0,1)
        Vec::pop                         1 *  takefrom(0)
        Vec::has                         1 *  holds(0)
        XArray::lock                     1 *  lock(0,spin) same(0)
        HrTimerPointer::start            2 *  submit(0,@HrTimerCallback::run,,timer)
        Iterator::take                   * *  takeout
        UserSliceReader::read,UserSliceReader::read_raw,UserSliceReader::read_slice,UserSliceReader::read_all,UserSlice::read_all   * *  usercopy sleep(user)
        UserSliceWriter::write,UserSliceWriter::write_slice   * *  usercopy sleep(user)
        Completion::wait_for_completion  * *  sleep(event)
        CondVar::wait,CondVar::wait_interruptible,CondVar::wait_interruptible_timeout   * *  sleep(event)
        Completion::complete_all,CondVar::notify_one,CondVar::notify_all,CondVar::notify_sync   * *  nothing
        fsleep,delay::fsleep             1 *  sleep(event)
        Vec::len,Vec::is_empty,Vec::clear,Vec::truncate,Iterator::more,Iterator::next,slice::has,workqueue::system,workqueue::system_unbound,drop   * *  nothing
        """;

    /// The methods by which the kernel enters code.
    static final Map<String, Role.Kind> TRAIT_METHODS = Map.of(
            "MiscDevice::uring_cmd", Role.Kind.HANDLER,
            "MiscDevice::release", Role.Kind.RELEASE,
            "IoUringTaskWork::task_work", Role.Kind.TASK_WORK,
            "WorkItem::run", Role.Kind.WORKER,
            "HrTimerCallback::run", Role.Kind.TIMER,
            "Handler::handle", Role.Kind.INTERRUPT,
            "ThreadedHandler::handle", Role.Kind.INTERRUPT,
            "ThreadedHandler::handle_threaded", Role.Kind.WORKER);

    private RustApi() {}

    /// The declarations for a program, by what it uses.
    public static final Prelude PRELUDE = program -> {
        List<String> texts = program.stream().map(RustApi::text).toList();
        // Another crate may call its own abstraction the same.
        if (texts.stream().anyMatch(text -> FOREIGN.matcher(text).find())) {
            return List.of(file("bindings", BINDINGS));
        }
        boolean isOwned = texts.stream().anyMatch(text -> OWNED.stream().anyMatch(text::contains) || BY_VALUE.matcher(text).find());
        var files = new ArrayList<SourceFile>();
        files.add(file("bindings", BINDINGS));
        files.add(file("common", COMMON));
        files.add(file(isOwned ? "owning" : "borrowed", isOwned ? OWNING : BORROWED));
        files.add(file("payload", PAYLOAD));
        return List.copyOf(files);
    };

    private static String text(SourceFile file) {
        return new String(file.bytes(), StandardCharsets.UTF_8);
    }

    private static SourceFile file(String name, String text) {
        return new SourceFile("<" + name + ">", text.getBytes(StandardCharsets.UTF_8));
    }
}
