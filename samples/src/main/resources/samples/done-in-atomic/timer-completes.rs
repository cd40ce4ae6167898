// about: the timer of a command completes it itself
// origin: written for this rule
use kernel::{
    bindings,
    fs::File,
    impl_has_hr_timer,
    io_uring::{IoUringCmd, QueuedIoUringCmd, UringCmdAction},
    miscdevice::{MiscDevice, MiscDeviceRegistration},
    new_mutex, new_spinlock_irq,
    prelude::*,
    sync::{Arc, ArcBorrow, Mutex, SpinLockIrq},
    time::{
        hrtimer::{
            ArcHrTimerHandle, HrTimer, HrTimerCallback, HrTimerCallbackContext, HrTimerPointer,
            HrTimerRestart, RelativeMode,
        },
        Delta, Monotonic,
    },
};

const F_NONBLOCK: u32 = bindings::io_uring_cmd_flags_IO_URING_F_NONBLOCK as u32;
const F_UNLOCKED: u32 = bindings::io_uring_cmd_flags_IO_URING_F_UNLOCKED as u32;

#[pin_data]
struct Nap {
    #[pin]
    sleeper: SpinLockIrq<Option<QueuedIoUringCmd>>,
    #[pin]
    timer: HrTimer<Nap>,
}

impl_has_hr_timer! {
    impl HasHrTimer<Self> for Nap {
        mode: RelativeMode<Monotonic>, field: self.timer
    }
}

impl HrTimerCallback for Nap {
    type Pointer<'a> = Arc<Nap>;

    fn run(nap: ArcBorrow<'_, Nap>, _ctx: HrTimerCallbackContext<'_, Nap>) -> HrTimerRestart {
        let sleeper = nap.sleeper.lock().take();

        if let Some(cmd) = sleeper {
            cmd.done(Ok(0), 0, F_UNLOCKED); // expect: done-in-atomic
        }
        HrTimerRestart::NoRestart
    }
}

#[pin_data]
struct NapDevice {
    nap: Arc<Nap>,
    #[pin]
    handle: Mutex<Option<ArcHrTimerHandle<Nap>>>,
}

#[vtable]
impl MiscDevice for NapDevice {
    type Ptr = Pin<KBox<Self>>;

    fn open(_file: &File, _misc: &MiscDeviceRegistration<Self>) -> Result<Self::Ptr> {
        let init = pin_init!(Nap {
            sleeper <- new_spinlock_irq!(None),
            timer <- HrTimer::new(),
        });
        let nap = Arc::pin_init(init, GFP_KERNEL)?;

        KBox::pin_init(
            pin_init!(NapDevice { nap, handle <- new_mutex!(None) }),
            GFP_KERNEL,
        )
    }

    fn uring_cmd(me: Pin<&Self>, ioucmd: IoUringCmd, flags: u32) -> Result<UringCmdAction> {
        // The old handle waits for a timer that is running.
        if flags & F_NONBLOCK != 0 {
            return Err(EAGAIN);
        }

        let mut handle = me.handle.lock();
        let mut sleeper = me.nap.sleeper.lock();
        if sleeper.is_some() {
            return Err(EBUSY);
        }

        let (action, queued) = ioucmd.queue();
        *sleeper = Some(queued);
        drop(sleeper);
        *handle = Some(me.nap.clone().start(Delta::from_millis(100)));
        Ok(action)
    }
}
