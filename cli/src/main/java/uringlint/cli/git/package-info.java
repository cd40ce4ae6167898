// SPDX-License-Identifier: Apache-2.0

/// Git repositories as places of source trees. Nothing here writes to a disk, starts a program or runs a filter.
package uringlint.cli.git;
