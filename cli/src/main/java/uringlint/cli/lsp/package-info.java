// SPDX-License-Identifier: Apache-2.0

/// The program as a language server: editors send what is written, and get what a run of `check` over the same files would say.
package uringlint.cli.lsp;
