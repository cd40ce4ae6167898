// SPDX-License-Identifier: Apache-2.0

/// Which files are analyzed, and how they are read.
package uringlint.cli.find;
