// SPDX-License-Identifier: Apache-2.0

/// Pages in Markdown, as a terminal shows them: parsed into blocks, without what other kernels do, and wrapped.
package uringlint.cli.manual;
