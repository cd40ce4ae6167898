package uringlint.rules.model;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import uringlint.source.Prelude;
import uringlint.source.SourceFile;
import uringlint.typestate.Role;

/// The Rust side of the API: the abstraction of io_uring commands that was posted in five revisions, as declarations. What its methods do to a
/// command stands in the tables of `UringApi`, under `Type::method`.
///
/// Revisions: RFC v1 of 2025-07-19 to v3 of 2025-08-22 wrap the C object (`&IoUringCmd`, `Pin<&mut IoUringCmd>`); v4 and v5 of April 2026 give the handler
/// an owned pointer. Code is of the later kind if it names what only that has.
public final class RustApi {
    private static final Set<String> OWNED = Set.of("UringCmdAction", "QueuedIoUringCmd", "CompleteAction");

    private static final String COMMON = """
            pub struct IoUringSqe { inner: Opaque<bindings::io_uring_sqe> }
            pub trait MiscDevice {
                fn open(file: &File, misc: &MiscDeviceRegistration<Self>) -> Result<Self::Ptr>;
                fn release(device: Self::Ptr, file: &File);
                fn ioctl(device: Self::Borrowed, file: &File, cmd: u32, arg: usize) -> Result<isize>;
            }
            pub trait WorkItem { fn run(this: Self::Pointer); }
            pub trait HrTimerCallback { fn run(this: Self::Pointer) -> HrTimerRestart; }
            """;

    /// RFC v1 to v3.
    private static final String BORROWED = """
            pub struct IoUringCmd { inner: Opaque<bindings::io_uring_cmd> }
            impl IoUringCmd {
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
    private static final String OWNING = """
            pub struct IoUringCmd { inner: NonNull<bindings::io_uring_cmd> }
            pub struct QueuedIoUringCmd { inner: NonNull<bindings::io_uring_cmd> }
            pub struct CompleteAction { ret: i32 }
            pub struct QueuedAction { _private: () }
            pub enum UringCmdAction { Complete(CompleteAction), Queued(QueuedAction) }
            pub trait IoUringTaskWork { fn task_work(cmd: QueuedIoUringCmd); }
            impl IoUringCmd {
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
    private static final String PAYLOAD = """
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
            IoUringCmd::read_pdu,QueuedIoUringCmd::read_pdu,IoUringCmd::write_pdu,QueuedIoUringCmd::write_pdu   * *  use(0)
            IoUringSqe::cmd_data             * *  look(0,cmd,COPY)
            IoUringCmd::complete             2 *  answer(0,1) wrap(Complete,1)
            IoUringCmd::queue                1 *  pair(Queued,0)
            IoUringCmd::done,QueuedIoUringCmd::done   4 *  complete(0,1,3,2)
            QueuedIoUringCmd::complete_in_task   2 *  handoff(0,1)
            drop:QueuedIoUringCmd            1 *  lose(0)
            MiscDevice::uring_cmd            3 *  delegate(1)
            """;

    /// What the rest of the Rust API does, as far as drivers use it with commands.
    static final String KERNEL = """
            Mutex::lock                      1 *  lock(0,mutex) same(0)
            SpinLock::lock                   1 *  lock(0,spin) same(0)
            Box::new,KBox::new,VBox::new,KVBox::new,Arc::new,UniqueArc::new   * *  alloc
            KBox::pin,Box::pin,KBox::pin_init,KBox::try_pin_init,KBox::init,KBox::try_init,Box::pin_init,VBox::pin_init,KVBox::pin_init   * *  alloc
            Arc::pin_init,Arc::try_pin_init,Arc::init,Arc::try_init,UniqueArc::pin_init,UniqueArc::try_pin_init,UniqueArc::init,UniqueArc::try_init   * *  alloc
            enqueue,Queue::enqueue,enqueue_delayed,Queue::enqueue_delayed   * *  submit(1,@WorkItem::run,,work)
            ptr::read_volatile               1 *  once fetch(0,ONCE)
            ptr::read,ptr::read_unaligned    1 *  fetch(0,PLAIN)
            ptr::write,ptr::write_volatile,ptr::write_unaligned   2 *  put(0,1)
            ptr::copy_nonoverlapping,ptr::copy   3 *  copy(1,0)
            ptr::write_bytes                 3 *  clear(0)
            &mut*,&*,MaybeUninit::assume_init   1 *  same(0)
            Atomic::swap                     * *  exchange(0,1)
            Atomic::store                    * *  put(0,1)
            Atomic::compare_exchange,Atomic::compare_exchange_weak,Atomic::fetch_or,Atomic::fetch_and   * *  testset(0,0)
            Vec::push,Vec::try_push,Vec::push_within_capacity   * *  linkifzero(1)
            Vec::pop,Vec::remove,Vec::swap_remove,Iterator::take   * *  takeout
            Vec::len,Vec::is_empty,Vec::clear,Vec::truncate,Iterator::more,Iterator::next,slice::has,workqueue::system,workqueue::system_unbound,drop   * *  nothing
            """;

    /// The methods by which the kernel enters code.
    static final Map<String, Role.Kind> TRAIT_METHODS = Map.of(
            "MiscDevice::uring_cmd", Role.Kind.HANDLER,
            "MiscDevice::release", Role.Kind.RELEASE,
            "IoUringTaskWork::task_work", Role.Kind.TASK_WORK,
            "WorkItem::run", Role.Kind.WORKER,
            "HrTimerCallback::run", Role.Kind.INTERRUPT,
            "Handler::handle", Role.Kind.INTERRUPT,
            "ThreadedHandler::handle", Role.Kind.INTERRUPT,
            "ThreadedHandler::handle_threaded", Role.Kind.WORKER);

    private RustApi() {}

    /// The declarations for a program, by what it uses.
    public static final Prelude PRELUDE = program -> {
        boolean isOwned = program.stream().anyMatch(file -> OWNED.stream().anyMatch(name -> text(file).contains(name)));
        var files = new ArrayList<SourceFile>();
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
