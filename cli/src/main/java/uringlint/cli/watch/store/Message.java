// SPDX-License-Identifier: Apache-2.0

package uringlint.cli.watch.store;

/// A mail that came. `version` is that of its series; 0 where it belongs to none.
public record Message(
        String messageId, String subject, String author, long arrived, String decision, String reason, long version, int number) {
    static final String COLUMNS = "message_id, subject, author, arrived, decision, reason, COALESCE(version_id, 0), number";

    static final Statements.Reader<Message> READER = row -> new Message(
            row.getString(1),
            row.getString(2),
            row.getString(3),
            row.getLong(4),
            row.getString(5),
            row.getString(6),
            row.getLong(7),
            row.getInt(8));
}
