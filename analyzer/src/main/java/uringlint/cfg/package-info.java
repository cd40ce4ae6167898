// SPDX-License-Identifier: Apache-2.0

/// Views of one function's basic blocks: order, predecessors, loops, live variables.
package uringlint.cfg;
