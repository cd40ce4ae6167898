// SPDX-License-Identifier: Apache-2.0

/// Makes the fixes that reports come with: in the files, or as a patch.
package uringlint.cli.fix;
