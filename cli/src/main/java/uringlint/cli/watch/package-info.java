// SPDX-License-Identifier: Apache-2.0

/// The service that watches mailing lists: what it does in one pass, and what it tells of itself.
package uringlint.cli.watch;
