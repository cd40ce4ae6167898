// SPDX-License-Identifier: Apache-2.0

package uringlint.cli.git;

/// A commit with a mail, and when it was made, in seconds.
public record MailCommit(String commit, long time) {}
