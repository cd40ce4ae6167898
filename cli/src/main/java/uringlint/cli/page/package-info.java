// SPDX-License-Identifier: Apache-2.0

/// Reports as pages for a browser: one file each, which needs no network and no script.
package uringlint.cli.page;
