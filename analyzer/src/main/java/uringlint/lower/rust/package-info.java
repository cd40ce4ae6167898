// SPDX-License-Identifier: Apache-2.0

/// Lowers Rust of the kernel to the IR: ownership, `?`, `match`, closures and library calls become explicit; wrappers are erased,
/// so that a handle, a reference to it and the pointer in it are one pointer.
package uringlint.lower.rust;
