// about: the command is put into a context, the context is dropped on an error, and the handler says queued
// origin: written for this rule
use kernel::{
    fs::File,
    io_uring::{IoUringCmd, QueuedIoUringCmd, UringCmdAction},
    miscdevice::{MiscDevice, MiscDeviceRegistration},
    new_spinlock,
    prelude::*,
    sync::{Arc, SpinLock},
    workqueue::{self, impl_has_work, new_work, Work, WorkItem},
};

const IO_URING_F_UNLOCKED: u32 = 2;

struct Context {
    cmd: Option<QueuedIoUringCmd>,
    buf: KVec<u8>,
}

#[pin_data]
struct Widget {
    #[pin]
    context: SpinLock<Context>,
    #[pin]
    work: Work<Widget>,
}

impl_has_work! {
    impl HasWork<Self> for Widget { self.work }
}

impl Widget {
    fn new(cmd: QueuedIoUringCmd) -> Result<Arc<Self>> {
        let context = Context {
            cmd: Some(cmd),
            buf: KVec::new(),
        };
        let init = pin_init!(Self {
            context <- new_spinlock!(context),
            work <- new_work!("Widget::work"),
        });

        Arc::pin_init(init, GFP_NOWAIT)
    }
}

impl WorkItem for Widget {
    type Pointer = Arc<Widget>;

    fn run(widget: Arc<Widget>) {
        let cmd = widget.context.lock().cmd.take();

        if let Some(cmd) = cmd {
            cmd.done(Ok(0), 0, IO_URING_F_UNLOCKED);
        }
    }
}

struct WidgetDevice;

#[vtable]
impl MiscDevice for WidgetDevice {
    type Ptr = KBox<Self>;

    fn open(_file: &File, _misc: &MiscDeviceRegistration<Self>) -> Result<KBox<Self>> {
        Ok(KBox::new(Self, GFP_KERNEL)?)
    }

    fn uring_cmd(_me: &Self, ioucmd: IoUringCmd, _issue_flags: u32) -> Result<UringCmdAction> {
        let (action, queued) = ioucmd.queue();
        let widget = Widget::new(queued)?;

        let Ok(buf) = KVec::from_elem(0u8, 512, GFP_NOWAIT) else {
            return Ok(action); // expect: lost-completion
        };
        widget.context.lock().buf = buf;
        let _ = workqueue::system().enqueue(widget);
        Ok(action)
    }
}
