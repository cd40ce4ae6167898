// about: the methods that borrow empty the place from which they take the command
// origin: written for this rule
use core::ptr::NonNull;
use kernel::{bindings, prelude::*, sync::Mutex};

/// A command that is completed once.
#[must_use = "a pending command has to be completed"]
struct Pending {
    raw: NonNull<bindings::io_uring_cmd>,
}

impl Pending {
    fn complete(self, result: i32) {
        let flags = bindings::io_uring_cmd_flags_IO_URING_F_UNLOCKED as u32;

        // SAFETY: The handle owns the command, and ends here; no ring's lock is held.
        unsafe { bindings::io_uring_cmd_done(self.raw.as_ptr(), result, 0, flags) };
    }
}

impl Drop for Pending {
    fn drop(&mut self) {
        pr_warn!("a command was not completed\n");
    }
}

/// Where one command waits.
#[pin_data]
struct Desk {
    #[pin]
    waiting: Mutex<Option<Pending>>,
}

/// The same, for one owner.
struct Drawer {
    waiting: Option<Pending>,
}

impl Desk {
    fn serve(&self, result: i32) {
        let waiting = self.waiting.lock().take();

        if let Some(pending) = waiting {
            pending.complete(result);
        }
    }
}

impl Drawer {
    fn serve(&mut self, result: i32) {
        if let Some(pending) = self.waiting.take() {
            pending.complete(result);
        }
    }

    fn take(&mut self) -> Option<Pending> {
        self.waiting.take()
    }
}
