// SPDX-License-Identifier: Apache-2.0

package uringlint.cli.watch.settings;

import java.nio.file.Path;
import java.time.Duration;

/// A mailing list, or whatever else mails come from.
///
/// @param from the time in seconds before which nothing is read; -1 for what is there when it is read first
/// @param mode how it is written to
/// @param embargo how long after a series nothing is sent
public record ListSettings(String name, Kind kind, Path place, long from, MailMode mode, Duration embargo) {
    /// The form in which mails are kept.
    public enum Kind {
        PUBLIC_INBOX("public-inbox"),
        MAILDIR("maildir"),
        MBOX("mbox");

        private final String word;

        Kind(String word) {
            this.word = word;
        }

        /// The word of the file.
        public String word() {
            return word;
        }
    }
}
