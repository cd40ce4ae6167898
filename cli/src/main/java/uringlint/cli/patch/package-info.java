// SPDX-License-Identifier: Apache-2.0

/// Unified diffs: what they say, and trees with them applied. Everything happens in memory.
package uringlint.cli.patch;
