// SPDX-License-Identifier: Apache-2.0

/// What the service remembers: mails, series, what was found, and what is to be sent, in a database.
package uringlint.cli.watch.store;
