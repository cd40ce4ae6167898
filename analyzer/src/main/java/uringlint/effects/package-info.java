// SPDX-License-Identifier: Apache-2.0

/// What functions do whatever the path, found in their bodies from the callees up: those of a program, and those of a
/// whole kernel that driver code calls.
package uringlint.effects;
