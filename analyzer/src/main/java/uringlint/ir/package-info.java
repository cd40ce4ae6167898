// SPDX-License-Identifier: Apache-2.0

/// The lowered program: functions of basic blocks over places. C and Rust meet here.
package uringlint.ir;
