// SPDX-License-Identifier: Apache-2.0

/// Releases of the kernel, and the one for which code is read.
package uringlint.version;
