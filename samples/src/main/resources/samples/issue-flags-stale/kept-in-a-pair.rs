// about: the flags lie beside the command in a tuple, or in an atomic, and are passed on by the worker
// origin: written for this rule
use core::sync::atomic::{AtomicU32, Ordering};
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

#[pin_data]
struct Post {
    #[pin]
    pair: SpinLock<Option<(QueuedIoUringCmd, u32)>>,
    #[pin]
    single: SpinLock<Option<QueuedIoUringCmd>>,
    flags: AtomicU32,
    #[pin]
    work: Work<Post>,
}

impl_has_work! {
    impl HasWork<Self> for Post { self.work }
}

impl WorkItem for Post {
    type Pointer = Arc<Post>;

    fn run(post: Arc<Post>) {
        let pair = post.pair.lock().take();
        let single = post.single.lock().take();

        if let Some((cmd, flags)) = pair {
            cmd.done(Ok(0), 0, flags); // expect: issue-flags-stale
        }
        if let Some(cmd) = single {
            cmd.done(Ok(0), 0, post.flags.load(Ordering::Relaxed)); // expect: issue-flags-stale
        }
    }
}

#[vtable]
impl MiscDevice for Post {
    type Ptr = Arc<Post>;

    fn open(_file: &File, _misc: &MiscDeviceRegistration<Post>) -> Result<Arc<Post>> {
        Arc::pin_init(
            pin_init!(Post {
                pair <- new_spinlock!(None),
                single <- new_spinlock!(None),
                flags: AtomicU32::new(0),
                work <- new_work!("Post::work"),
            }),
            GFP_KERNEL,
        )
    }

    fn uring_cmd(me: &Post, ioucmd: IoUringCmd, issue_flags: u32) -> Result<UringCmdAction> {
        let is_pair = ioucmd.cmd_op() == 1;
        let (action, queued) = ioucmd.queue();

        if is_pair {
            let old = me.pair.lock().replace((queued, issue_flags));

            if let Some((old, _)) = old {
                old.done(Err(ECANCELED), 0, bindings::io_uring_cmd_flags_IO_URING_F_UNLOCKED as u32);
            }
        } else {
            let old = me.single.lock().replace(queued);

            me.flags.store(issue_flags, Ordering::Relaxed);
            if let Some(old) = old {
                old.done(Err(ECANCELED), 0, bindings::io_uring_cmd_flags_IO_URING_F_UNLOCKED as u32);
            }
        }
        Ok(action)
    }
}
