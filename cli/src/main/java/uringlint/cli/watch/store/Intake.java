// SPDX-License-Identifier: Apache-2.0

package uringlint.cli.watch.store;

import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/// Keeps mails as they come, and puts those together that belong to a version of a series.
public final class Intake {
    /// Why a version that is being looked at will have to be looked at again.
    static final String MORE = "more of it came";

    private final Sql sql;

    /// The intake of a database.
    public Intake(Database database) {
        sql = database.sql();
    }

    /// Up to where a source was read; empty for one that was not.
    public Optional<String> position(String source) {
        return sql.first("SELECT position FROM sources WHERE name = ?", row -> row.getString(1), source);
    }

    /// The files of a source that were read.
    public Set<String> files(String source) {
        return new HashSet<>(sql.query("SELECT name FROM files WHERE source = ?", row -> row.getString(1), source));
    }

    /// Keeps mails of a source, and up to where it was read, at once.
    public void keep(String source, List<Arrival> arrivals, String position, List<String> files, long now) {
        // Where a mail belongs depends on all that came before, whoever read it.
        sql.alone(() -> {
            arrivals.forEach(arrival -> keep(source, arrival));
            files.forEach(file -> sql.update("INSERT INTO files (source, name) VALUES (?, ?) ON CONFLICT DO NOTHING", source, file));
            sql.update("INSERT INTO sources (name, position, changed) VALUES (?, ?, ?)"
                    + " ON CONFLICT (name) DO UPDATE SET position = excluded.position, changed = excluded.changed", source, position, now);
        });
    }

    private void keep(String list, Arrival mail) {
        Optional<String> known = sql.first("SELECT digest FROM messages WHERE message_id = ?", row -> row.getString(1), mail.messageId());
        if (known.isPresent() && !known.get().equals(mail.digest())) {
            sql.update("INSERT INTO impostors (message_id, digest, list, subject, author, arrived) VALUES (?, ?, ?, ?, ?, ?)"
                            + " ON CONFLICT DO NOTHING",
                    mail.messageId(), mail.digest(), list, mail.subject(), mail.author(), mail.arrived());
            return;
        }
        sql.update("INSERT INTO sightings (message_id, list, arrived) VALUES (?, ?, ?) ON CONFLICT DO NOTHING",
                mail.messageId(), list, mail.arrived());
        if (known.isPresent()) {
            return;
        }
        boolean isMember = mail.series().number() >= 0;
        sql.update("INSERT INTO messages (message_id, digest, subject, author, arrived, decision, reason, number)"
                        + " VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
                mail.messageId(), mail.digest(), mail.subject(), mail.author(), mail.arrived(), mail.decision(), mail.reason(),
                mail.series().number());
        if (isMember) {
            long version = place(mail);
            sql.update("UPDATE messages SET version_id = ?, content = ? WHERE message_id = ?", version, mail.content(), mail.messageId());
            name(version, mail);
        }
    }

    /// The version to which a mail belongs: by what it is called or what it answers, if its author is the same and there is room for it.
    private long place(Arrival mail) {
        Arrival.Place place = mail.series();
        Optional<Long> own = open(mail.messageId(), mail);
        // A cover letter answers, if anything, another version of its series.
        Optional<Long> siblings = place.number() == 0 || place.parent().isEmpty() ? Optional.empty() : open(place.parent(), mail);
        long version = own.or(() -> siblings).orElseGet(() -> create(mail));
        if (own.isPresent() && siblings.isPresent() && !own.equals(siblings)) {
            merge(siblings.get(), version);
        }
        anchor(mail.messageId(), place, version);
        if (place.number() > 0 && place.total() > 1 && !place.parent().isEmpty()) {
            anchor(place.parent(), place, version);
        }
        return version;
    }

    private Optional<Long> open(String id, Arrival mail) {
        return sql.first("SELECT v.id FROM anchors a JOIN versions v ON v.id = a.version_id"
                        + " WHERE a.message_id = ? AND a.number = ? AND a.total = ? AND v.author = ?"
                        + " AND NOT EXISTS (SELECT 1 FROM messages m WHERE m.version_id = v.id AND m.number = ?)",
                row -> row.getLong(1), id, mail.series().version(), mail.series().total(), mail.author(), mail.series().number());
    }

    private void anchor(String id, Arrival.Place place, long version) {
        sql.update("INSERT INTO anchors (message_id, number, total, version_id) VALUES (?, ?, ?, ?) ON CONFLICT DO NOTHING",
                id, place.version(), place.total(), version);
    }

    private long create(Arrival mail) {
        Arrival.Place place = mail.series();
        long id = sql.number("INSERT INTO versions (series, number, total, title, author, change_id, state, reason, attempts, arrived,"
                        + " worker, lease) VALUES (0, ?, ?, ?, ?, ?, 'waiting', '', 0, ?, '', 0) RETURNING id",
                place.version(), place.total(), key(place.title()), mail.author(), place.changeId(), mail.arrived());
        sql.update("UPDATE versions SET series = id WHERE id = ?", id);
        return id;
    }

    private void merge(long from, long into) {
        sql.update("UPDATE messages SET version_id = ? WHERE version_id = ?", into, from);
        sql.update("UPDATE anchors SET version_id = ? WHERE version_id = ?", into, from);
        sql.update("UPDATE versions SET state = 'left', reason = 'it is a part of another one' WHERE id = ?", from);
    }

    /// What its mails say of a version. One that came before all of its mails is looked at again.
    private void name(long version, Arrival mail) {
        Arrival.Place place = mail.series();
        sql.update("UPDATE versions SET arrived = CASE WHEN arrived < ? THEN ? ELSE arrived END,"
                + " attempts = CASE WHEN state = 'waiting' THEN attempts ELSE 0 END,"
                + " reason = CASE WHEN state = 'running' THEN ? ELSE '' END,"
                + " state = CASE WHEN state = 'running' THEN state ELSE 'waiting' END WHERE id = ?",
                mail.arrived(), mail.arrived(), MORE, version);
        if (place.number() <= 1) {
            sql.update("UPDATE versions SET title = ? WHERE id = ? AND (? = 0 OR NOT EXISTS"
                            + " (SELECT 1 FROM messages WHERE version_id = ? AND number = 0))",
                    key(place.title()), version, place.number(), version);
        }
        if (!place.changeId().isEmpty()) {
            sql.update("UPDATE versions SET change_id = ? WHERE id = ?", place.changeId(), version);
        }
        sql.update("UPDATE versions SET series = COALESCE((SELECT MIN(o.series) FROM versions o WHERE o.author = versions.author"
                + " AND (o.change_id <> '' AND o.change_id = versions.change_id OR o.title = versions.title)), series) WHERE id = ?",
                version);
    }

    private static String key(String title) {
        String lower = title.toLowerCase(Locale.ROOT).strip();
        return lower.length() > 300 ? lower.substring(0, 300) : lower;
    }
}
