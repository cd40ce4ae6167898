// SPDX-License-Identifier: Apache-2.0

package uringlint.cli.watch.store;

import java.util.Locale;

/// One thing that is to be sent by one way.
///
/// @param name what it is known by where it goes; the same whenever it is sent
/// @param notBefore when it is sent at the earliest, in seconds
public record Parcel(
        long id,
        long version,
        String sink,
        String name,
        State state,
        String reason,
        String payload,
        int attempts,
        long notBefore,
        long changed) {
    /// What became of it.
    public enum State {
        /// There is nothing to send.
        LEFT,
        /// It would be sent.
        DRY,
        /// A person has to release it.
        HELD,
        /// It is sent when its time has come.
        DUE,
        /// It is being sent.
        SENDING,
        /// Nobody knows whether it was sent.
        UNSURE,
        /// It was sent.
        SENT,
        /// It could not be sent, and is not tried again.
        FAILED;

        /// The word of the database.
        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    static final String COLUMNS = "id, version_id, sink, name, state, reason, payload, attempts, not_before, changed";

    static final Statements.Reader<Parcel> READER = row -> new Parcel(
            row.getLong(1),
            row.getLong(2),
            row.getString(3),
            row.getString(4),
            State.valueOf(row.getString(5).toUpperCase(Locale.ROOT)),
            row.getString(6),
            row.getString(7),
            row.getInt(8),
            row.getLong(9),
            row.getLong(10));

    /// A thing that is not in the database yet.
    public static Parcel of(long version, String sink, String name, State state, String reason, String payload, long notBefore) {
        return new Parcel(0, version, sink, name, state, reason, payload, 0, notBefore, 0);
    }
}
