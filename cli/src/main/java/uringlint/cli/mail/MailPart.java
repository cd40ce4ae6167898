// SPDX-License-Identifier: Apache-2.0

package uringlint.cli.mail;

import java.util.List;

/// A part of a mail that may hold text or a patch.
///
/// @param type such as `text/plain`
/// @param name of the file, or empty
/// @param lines of the decoded text in UTF-8, a character a byte
/// @param isFlowed whether it says `format=flowed`
/// @param isSpaceDeleted whether it says `delsp=yes`
record MailPart(String type, String name, boolean isAttachment, List<String> lines, boolean isFlowed, boolean isSpaceDeleted) {
    MailPart {
        lines = List.copyOf(lines);
    }

    boolean isPlainText() {
        return type.equals("text/plain") && !isAttachment;
    }

    /// Whether the part calls itself a patch.
    boolean isPatch() {
        return type.equals("text/x-patch")
                || type.equals("text/x-diff")
                || type.equals("application/x-patch")
                || type.matches("text/(vnd\\.)?patch")
                || name.matches("(?i).*\\.(patch|diff|mbox)(\\.txt)?");
    }
}
