// SPDX-License-Identifier: Apache-2.0

/// What a build says about a file: the compiler's command line, and databases of such lines.
package uringlint.cli.kbuild;
