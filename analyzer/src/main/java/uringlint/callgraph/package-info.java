// SPDX-License-Identifier: Apache-2.0

/// The functions of a program, who calls whom, and which functions a pointer may hold.
package uringlint.callgraph;
