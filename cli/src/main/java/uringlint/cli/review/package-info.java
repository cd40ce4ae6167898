// SPDX-License-Identifier: Apache-2.0

/// Replies to mailed patches: what is said, under which line of the patch, and to whom.
package uringlint.cli.review;
