// about: a place for a command gets another value: the old one ends there, unless it is taken out or known to be none
// origin: written for this rule
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

const BENCH_SIT: u32 = 1;
const BENCH_SHOVE: u32 = 2;
const BENCH_ASK: u32 = 3;

#[pin_data]
struct Bench {
    #[pin]
    seat: SpinLock<Option<QueuedIoUringCmd>>,
    #[pin]
    work: Work<Bench>,
}

impl_has_work! {
    impl HasWork<Self> for Bench { self.work }
}

impl WorkItem for Bench {
    type Pointer = Arc<Bench>;

    fn run(bench: Arc<Bench>) {
        let seated = bench.seat.lock().take();

        if let Some(seated) = seated {
            seated.done(Ok(0), 0, IO_URING_F_UNLOCKED);
        }
    }
}

#[vtable]
impl MiscDevice for Bench {
    type Ptr = Arc<Bench>;

    fn open(_file: &File, _misc: &MiscDeviceRegistration<Bench>) -> Result<Arc<Bench>> {
        Arc::pin_init(
            pin_init!(Bench { seat <- new_spinlock!(None), work <- new_work!("Bench::work") }),
            GFP_KERNEL,
        )
    }

    fn uring_cmd(me: &Bench, ioucmd: IoUringCmd, _issue_flags: u32) -> Result<UringCmdAction> {
        match ioucmd.cmd_op() {
            BENCH_SIT => {
                let (action, queued) = ioucmd.queue();

                *me.seat.lock() = Some(queued); // expect: lost-completion
                Ok(action)
            }
            BENCH_SHOVE => {
                let (action, queued) = ioucmd.queue();
                let shoved = me.seat.lock().replace(queued);

                if let Some(shoved) = shoved {
                    shoved.done(Err(ECANCELED), 0, IO_URING_F_UNLOCKED);
                }
                Ok(action)
            }
            BENCH_ASK => {
                let mut seat = me.seat.lock();

                if seat.is_some() {
                    return Err(EBUSY);
                }
                let (action, queued) = ioucmd.queue();
                *seat = Some(queued);
                Ok(action)
            }
            _ => Err(ENOTTY),
        }
    }
}
