// SPDX-License-Identifier: Apache-2.0

package uringlint.cli.watch.store;

import java.util.List;
import java.util.Optional;

/// What a database tells about itself.
public final class Views {
    private final Sql sql;

    /// Views of a database.
    public Views(Database database) {
        sql = database.sql();
    }

    /// How many there are of something, by one or two words.
    public record Count(String what, String more, long count) {}

    private static final Statements.Reader<Count> COUNT = row -> new Count(row.getString(1), row.getString(2), row.getLong(3));

    /// Up to where a source was read, and when.
    public record Place(String source, String position, long read) {}

    /// The mails by what was decided.
    public List<Count> messages() {
        return sql.query("SELECT decision, reason, COUNT(*) FROM messages GROUP BY decision, reason ORDER BY decision, reason", COUNT);
    }

    /// The versions of series by their states.
    public List<Count> versions() {
        return sql.query("SELECT state, '', COUNT(*) FROM versions GROUP BY state ORDER BY state", COUNT);
    }

    /// The versions of series that are done by why nothing is said of them.
    public List<Count> reasons() {
        return sql.query("SELECT state, reason, COUNT(*) FROM versions WHERE state IN ('judged', 'left', 'broken') GROUP BY state, reason"
                + " ORDER BY COUNT(*) DESC, state, reason", COUNT);
    }

    /// What is to be sent by ways and states.
    public List<Count> outbox() {
        return sql.query("SELECT sink, state, COUNT(*) FROM outbox GROUP BY sink, state ORDER BY sink, state", COUNT);
    }

    /// The mails to people by why they are where they are.
    public List<Count> mailReasons() {
        return sql.query("SELECT state, reason, COUNT(*) FROM outbox WHERE sink = 'mail' GROUP BY state, reason"
                + " ORDER BY COUNT(*) DESC, state, reason", COUNT);
    }

    /// The runs by their outcomes, with the seconds that they took.
    public List<Count> runs() {
        return sql.query("SELECT outcome, CAST(SUM(ended - started) AS TEXT), COUNT(*) FROM runs GROUP BY outcome ORDER BY outcome", COUNT);
    }

    /// The findings of the last runs of versions, by rules.
    public List<Count> findings() {
        return sql.query("SELECT f.rule, '', COUNT(*) FROM findings f WHERE f.run_id IN (SELECT MAX(id) FROM runs GROUP BY version_id)"
                + " GROUP BY f.rule ORDER BY f.rule", COUNT);
    }

    /// How many mails came under the name of another one.
    public long impostors() {
        return sql.number("SELECT COUNT(*) FROM impostors");
    }

    /// The sources.
    public List<Place> sources() {
        return sql.query("SELECT name, position, changed FROM sources ORDER BY name",
                row -> new Place(row.getString(1), row.getString(2), row.getLong(3)));
    }

    /// A mail by its name.
    public Optional<Message> message(String id) {
        return sql.first("SELECT " + Message.COLUMNS + " FROM messages WHERE message_id = ?", Message.READER, id);
    }

    /// The lists on which a mail was seen.
    public List<String> lists(String messageId) {
        return sql.query("SELECT list FROM sightings WHERE message_id = ? ORDER BY list", row -> row.getString(1), messageId);
    }

    /// The subjects and authors of other mails under the name of one.
    public List<Count> impostors(String messageId) {
        return sql.query("SELECT subject, author, arrived FROM impostors WHERE message_id = ? ORDER BY arrived", COUNT, messageId);
    }

    /// A version by its number.
    public Optional<Version> version(long id) {
        return sql.first("SELECT " + Version.COLUMNS + " FROM versions WHERE id = ?", Version.READER, id);
    }

    /// The versions that were looked at, the newest first.
    public List<Version> looked(int most) {
        return sql.query("SELECT " + Version.COLUMNS + " FROM versions WHERE state IN ('judged', 'broken')"
                + " ORDER BY arrived DESC, id DESC LIMIT ?", Version.READER, most);
    }

    /// The runs of a version, the last one first.
    public List<Run> runs(long version) {
        return sql.query("SELECT " + Run.COLUMNS + " FROM runs WHERE version_id = ? ORDER BY id DESC", Run.READER, version);
    }

    /// What is to be sent for a version.
    public List<Parcel> parcels(long version) {
        return sql.query("SELECT " + Parcel.COLUMNS + " FROM outbox WHERE version_id = ? ORDER BY sink", Parcel.READER, version);
    }
}
