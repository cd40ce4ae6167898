// SPDX-License-Identifier: Apache-2.0

/// What a change brings: the analysis of a tree before and after, and which reports are new.
package uringlint.cli.change;
