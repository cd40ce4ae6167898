// SPDX-License-Identifier: Apache-2.0

/// The places from which mails are read: archives, Maildirs, mailboxes.
package uringlint.cli.watch.sources;
