// SPDX-License-Identifier: Apache-2.0

/// Ways to write code differently that mean the same.
package uringlint.rules.rewriting;
