// SPDX-License-Identifier: Apache-2.0

package uringlint.cli.watch.settings;

/// How a list is written to, from the most silent on: of several lists that a series went to, the most silent one counts.
public enum MailMode {
    /// Not at all.
    MUTE("mute"),
    /// When a person has released the mail.
    MODERATED("moderated"),
    /// The author gets the mail and nobody else.
    AUTHOR_ONLY("author-only"),
    /// The author, with copies to those that the patch went to.
    REPLY_ALL("reply-all");

    private final String word;

    MailMode(String word) {
        this.word = word;
    }

    /// The word of the file.
    public String word() {
        return word;
    }
}
