// SPDX-License-Identifier: Apache-2.0

/// Where results go: mails, checks of Patchwork, files and requests.
package uringlint.cli.watch.sinks;
