// SPDX-License-Identifier: Apache-2.0

package uringlint.typestate.protocol;

/// What a function waits for that may sleep.
public enum Waiting {
    /// A lock that others hold.
    LOCK,
    /// An event.
    EVENT,
    /// Input or output.
    IO,
    /// Other work to be done.
    FLUSH,
    /// A free request of a device.
    REQUEST,
    /// Memory.
    MEMORY,
    /// A page of a user's memory.
    USER
}
