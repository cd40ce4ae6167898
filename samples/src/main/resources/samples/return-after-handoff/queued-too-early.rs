// about: the command is queued before the last step that can fail, and its handle ends with the error
// origin: written for this rule
use kernel::{
    fs::File,
    io_uring::{IoUringCmd, QueuedIoUringCmd, UringCmdAction},
    miscdevice::{MiscDevice, MiscDeviceRegistration},
    prelude::*,
    sync::{Arc, Mutex},
};

struct Loom {
    waiting: Mutex<KVec<QueuedIoUringCmd>>,
}

impl Loom {
    fn keep(&self, queued: QueuedIoUringCmd) -> Result {
        self.waiting.lock().push(queued, GFP_KERNEL)?;
        Ok(())
    }
}

#[vtable]
impl MiscDevice for Loom {
    type Ptr = Arc<Self>;

    fn open(_file: &File, _misc: &MiscDeviceRegistration<Self>) -> Result<Arc<Self>> {
        Err(ENOMEM)
    }

    fn uring_cmd(me: &Loom, mut cmd: IoUringCmd, _issue_flags: u32) -> Result<UringCmdAction> {
        if cmd.cmd_op() == 1 {
            cmd.write_pdu(&1u32)?;

            let (action, queued) = cmd.queue();

            // Who is given the handle ends it where it cannot be kept.
            me.keep(queued)?;
            return Ok(action);
        }

        let (action, mut queued) = cmd.queue();

        queued.write_pdu(&7u32)?; // expect: return-after-handoff
        me.keep(queued)?;
        Ok(action)
    }
}
