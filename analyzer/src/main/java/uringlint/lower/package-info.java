// SPDX-License-Identifier: Apache-2.0

/// From a syntax tree to the IR: one class a part of the language, over one builder of blocks.
package uringlint.lower;
