// SPDX-License-Identifier: Apache-2.0

package uringlint.cli.watch.store;

import java.util.List;
import java.util.Optional;

/// What is to be sent, and what became of it.
public final class Outbox {
    /// After that time without a word a process is not sending any more.
    private static final long LONGEST = 3600;

    private final Sql sql;
    private final String worker;

    /// The outbox of a database.
    public Outbox(Database database) {
        sql = database.sql();
        worker = database.worker();
    }

    /// Takes what is due by a way, the oldest first. From now on it counts as being sent.
    public Optional<Parcel> take(String sink, long now) {
        return sql.first("UPDATE outbox SET state = 'sending', worker = ?, attempts = attempts + 1, changed = ? WHERE id = (SELECT o.id"
                        + " FROM outbox o"
                        + " WHERE o.sink = ? AND o.state = 'due' AND o.not_before <= ? ORDER BY o.not_before, o.id LIMIT 1"
                        + sql.skipLocked() + ") RETURNING " + Parcel.COLUMNS,
                Parcel.READER, worker, now, sink, now);
    }

    /// What this process was sending before it was started anew, and what others have been sending for longer than anything takes.
    public List<Parcel> abandoned(long now) {
        return sql.query("SELECT " + Parcel.COLUMNS + " FROM outbox WHERE state = 'sending' AND (worker IN (?, '') OR changed < ?)"
                + " ORDER BY id", Parcel.READER, worker, now - LONGEST);
    }

    /// Records what became of a thing, unless something else did meanwhile. Whether that was so.
    public boolean set(Parcel parcel, Parcel.State state, String reason, long notBefore, long now) {
        return sql.update("UPDATE outbox SET state = ?, reason = ?, not_before = ?, changed = ? WHERE id = ? AND state = ?",
                state.word(), reason, notBefore, now, parcel.id(), parcel.state().word()) > 0;
    }

    /// The things in a state.
    public List<Parcel> in(Parcel.State state) {
        return sql.query("SELECT " + Parcel.COLUMNS + " FROM outbox WHERE state = ? ORDER BY id", Parcel.READER, state.word());
    }

    /// A thing by its number.
    public Optional<Parcel> find(long id) {
        return sql.first("SELECT " + Parcel.COLUMNS + " FROM outbox WHERE id = ?", Parcel.READER, id);
    }

    /// How many things went out by a way since a time, or may have.
    public long sentSince(String sink, long time) {
        return sql.number("SELECT COUNT(*) FROM outbox WHERE sink = ? AND state IN ('sent', 'sending', 'unsure') AND changed >= ?",
                sink, time);
    }

    /// Whether a mail of this name came by any list.
    public boolean isSeen(String messageId) {
        return sql.number("SELECT COUNT(*) FROM sightings WHERE message_id = ?", messageId) > 0;
    }
}
