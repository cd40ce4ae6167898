// SPDX-License-Identifier: Apache-2.0

package uringlint.version;

/// For which release conditions on `LINUX_VERSION_CODE` are decided.
public sealed interface Target {
    /// For none: they can hold and can fail.
    record Any() implements Target {}

    /// For one, with every patch level that it may have.
    record Release(KernelVersion version) implements Target {}

    Target ANY = new Any();
}
