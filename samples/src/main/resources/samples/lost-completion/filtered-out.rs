// about: the worker takes all commands, and completes those alone that pass a filter
// origin: written for this rule
use core::mem;
use kernel::{
    bindings,
    fs::File,
    io_uring::{IoUringCmd, QueuedIoUringCmd, UringCmdAction},
    miscdevice::{MiscDevice, MiscDeviceRegistration},
    new_spinlock,
    prelude::*,
    sync::{Arc, SpinLock},
    workqueue::{impl_has_work, new_work, Work, WorkItem},
};

const IO_URING_F_UNLOCKED: u32 = bindings::io_uring_cmd_flags_IO_URING_F_UNLOCKED as u32;

#[pin_data]
struct Sieve {
    #[pin]
    fine: SpinLock<KVec<QueuedIoUringCmd>>,
    #[pin]
    work: Work<Sieve>,
}

impl_has_work! {
    impl HasWork<Self> for Sieve { self.work }
}

impl WorkItem for Sieve {
    type Pointer = Arc<Sieve>;

    fn run(sieve: Arc<Sieve>) {
        let all = mem::take(&mut *sieve.fine.lock());

        all.into_iter()
            .filter(|cmd| cmd.cmd_op() == 1) // expect: lost-completion
            .for_each(|cmd| cmd.done(Ok(0), 0, IO_URING_F_UNLOCKED));
    }
}

#[vtable]
impl MiscDevice for Sieve {
    type Ptr = Arc<Sieve>;

    fn open(_file: &File, _misc: &MiscDeviceRegistration<Sieve>) -> Result<Arc<Sieve>> {
        Arc::pin_init(
            pin_init!(Sieve { fine <- new_spinlock!(KVec::new()), work <- new_work!("Sieve::work") }),
            GFP_KERNEL,
        )
    }

    fn uring_cmd(me: &Sieve, ioucmd: IoUringCmd, _issue_flags: u32) -> Result<UringCmdAction> {
        let (action, queued) = ioucmd.queue();

        me.fine.lock().push(queued, GFP_ATOMIC).map_err(|_| ENOMEM)?;
        Ok(action)
    }
}
