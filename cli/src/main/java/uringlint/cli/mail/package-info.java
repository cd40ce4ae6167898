// SPDX-License-Identifier: Apache-2.0

/// Reads patches out of what people send: mails, mailboxes, series, quotations and plain diffs. Takes bytes and returns values; no file is
/// touched. **Invariant:** nothing throws for bad input; what cannot be read is a `Trouble`.
package uringlint.cli.mail;
