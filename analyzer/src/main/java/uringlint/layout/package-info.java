// SPDX-License-Identifier: Apache-2.0

/// Sizes, alignments and offsets of types, as a compiler for the kernel lays them out.
package uringlint.layout;
