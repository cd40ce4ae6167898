use core::ptr::NonNull;

pub struct Bag {
    cmd: NonNull<bindings::io_uring_cmd>,
}

impl Bag {
    pub fn fill<T: AsBytes>(&&&&&&&&&&&&&&&&&&&&&&&&&&mut self, from: &T) {
        let area = unsafe { &mut (*self.cmd.as_ptr()).pdu };
        unsafe { ptr::copy_nonoverlapping(ptr::from_ref(from).cast::<u8>(), area.as_mut_ptr(), size_of::<T>()) };
    }
}
