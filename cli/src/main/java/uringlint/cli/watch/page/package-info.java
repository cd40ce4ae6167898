// SPDX-License-Identifier: Apache-2.0

/// Results as static pages and as a feed.
package uringlint.cli.watch.page;
