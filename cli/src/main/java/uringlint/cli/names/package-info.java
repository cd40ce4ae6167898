// SPDX-License-Identifier: Apache-2.0

/// Names of files between the bytes of the system and the text of this program.
package uringlint.cli.names;
