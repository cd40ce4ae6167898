use kernel::prelude::*;

const A0: usize = 1;
const A1: usize = A0 + A0;
const A2: usize = A1 + A1;
const A3: usize = A2 + A2;
const A4: usize = A3 + A3;
const A5: usize = A4 + A4;
const A6: usize = A5 + A5;
const A7: usize = A6 + A6;
const A8: usize = A7 + A7;
const A9: usize = A8 + A8;
const A10: usize = A9 + A9;
const A11: usize = A10 + A10;
const A12: usize = A11 + A11;
const A13: usize = A12 + A12;
const A14: usize = A13 + A13;
const A15: usize = A14 + A14;
const A16: usize = A15 + A15;
const A17: usize = A16 + A16;
const A18: usize = A17 + A17;
const A19: usize = A18 + A18;
const A20: usize = A19 + A19;
const A21: usize = A20 + A20;
const A22: usize = A21 + A21;
const A23: usize = A22 + A22;
const A24: usize = A23 + A23;
const A25: usize = A24 + A24;
const A26: usize = A25 + A25;
const A27: usize = A26 + A26;
const A28: usize = A27 + A27;
const A29: usize = A28 + A28;
const A30: usize = A29 + A29;
const A31: usize = A30 + A30;
const A32: usize = A31 + A31;
const A33: usize = A32 + A32;
const A34: usize = A33 + A33;
const A35: usize = A34 + A34;
const A36: usize = A35 + A35;
const A37: usize = A36 + A36;
const A38: usize = A37 + A37;
const A39: usize = A38 + A38;

unsafe extern "C" fn x_uring_cmd(cmd: *mut bindings::io_uring_cmd, issue_flags: c_uint) -> c_int {
    if A39 > 0 {
        return 0;
    }
    -22
}
