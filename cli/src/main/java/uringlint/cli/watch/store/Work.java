// SPDX-License-Identifier: Apache-2.0

package uringlint.cli.watch.store;

import java.util.List;
import java.util.Optional;

/// The versions of series that are to be looked at, each by one worker at a time.
public final class Work {
    /// A version that this worker took and did not lose.
    private static final String MINE = "id = ? AND state = 'running' AND worker = ?";

    private final Sql sql;
    private final String worker;

    /// The work of a database, of which `worker` does a part.
    public Work(Database database, String worker) {
        sql = database.sql();
        this.worker = worker;
    }

    /// Takes the oldest version that is complete, or of which nothing came since `quiet`. Whoever takes it and is not heard of until
    /// `lease` loses it.
    public Optional<Version> take(long now, long quiet, long lease) {
        return sql.first("UPDATE versions SET state = 'running', reason = '', worker = ?, lease = ?, attempts = attempts + 1 WHERE id ="
                        + " (SELECT v.id FROM versions v WHERE v.state = 'waiting' AND v.lease <= ? AND (v.arrived <= ? OR v.total <="
                        + " (SELECT COUNT(DISTINCT m.number) FROM messages m WHERE m.version_id = v.id AND m.number > 0))"
                        + " ORDER BY v.arrived, v.id LIMIT 1" + sql.skipLocked() + ") RETURNING " + Version.COLUMNS,
                Version.READER, worker, lease, now, quiet);
    }

    /// The versions whose worker was not heard of in time, or that this one took before it was started anew, wait again; those that
    /// were tried often enough do not.
    public List<Version> giveBack(long now, int tries) {
        return sql.transaction(() -> {
            List<Version> lost = sql.query("SELECT " + Version.COLUMNS
                            + " FROM versions WHERE state = 'running' AND (worker = ? OR lease < ?) ORDER BY id" + sql.skipLocked(),
                    Version.READER, worker, now);
            for (Version version : lost) {
                var run = new Run(now, now, "lost", "the service ended while it was looked at", "", "", "", "", "");
                fail(version, run, tries, now, 0);
            }
            return lost;
        });
    }

    /// Records that a version could not be looked at for a reason that is not its own. It waits, and the try does not count.
    public void postpone(Version version, Run run, long now) {
        sql.inTransaction(() -> {
            int count = sql.update("UPDATE versions SET state = 'waiting', reason = ?, attempts = attempts - 1, lease = ? WHERE " + MINE,
                    run.detail(), now + 300, version.id(), worker);
            if (count > 0) {
                record(version, run);
            }
        });
    }

    /// Records that a version was not looked at. It waits for another try, a while longer after each, unless it had enough of them.
    public void fail(Version version, Run run, int tries, long now) {
        sql.inTransaction(() -> {
            if (sql.update("UPDATE versions SET worker = worker WHERE " + MINE, version.id(), worker) > 0) {
                fail(version, run, tries, now, 60L * version.attempts());
            }
        });
    }

    private void fail(Version version, Run run, int tries, long now, long wait) {
        record(version, run);
        boolean isBroken = version.attempts() >= tries;
        sql.update("UPDATE versions SET state = ?, reason = ?, lease = ? WHERE id = ?",
                isBroken ? "broken" : "waiting", run.detail(), isBroken ? 0 : now + wait, version.id());
    }

    /// Records that a version is left alone, and why.
    public void leave(Version version, String reason) {
        sql.update("UPDATE versions SET state = 'left', reason = ?, lease = 0 WHERE " + MINE, reason, version.id(), worker);
    }

    /// Records what was found, and what is to be sent, at once. Where more of its mails came meanwhile, the version waits again. Whether it
    /// was recorded: whoever took so long that the version was given to somebody else is not believed.
    public boolean finish(Version version, Run run, List<Found> findings, List<Parcel> parcels, long now) {
        return sql.transaction(() -> {
            int count = sql.update("UPDATE versions SET state = CASE WHEN reason = ? THEN 'waiting' ELSE 'judged' END, reason = ?,"
                    + " lease = 0, attempts = 0 WHERE " + MINE, Intake.MORE, run.detail(), version.id(), worker);
            if (count == 0) {
                return false;
            }
            long id = record(version, run);
            for (Found found : findings) {
                sql.update("INSERT INTO findings (run_id, message_id, rule, severity, path, line, function, message, fingerprint)"
                                + " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
                        id, found.messageId(), found.rule(), found.severity(), found.path(), found.line(), found.function(),
                        found.message(), found.fingerprint());
            }
            parcels.forEach(parcel -> put(parcel, now));
            return true;
        });
    }

    private long record(Version version, Run run) {
        return sql.number("INSERT INTO runs (version_id, started, ended, outcome, detail, program, base, label, fit, report)"
                        + " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?) RETURNING id",
                version.id(), run.started(), run.ended(), run.outcome(), run.detail(), run.program(), run.base(), run.label(), run.fit(),
                run.report());
    }

    /// What was sent to people is sent once, whatever a later look at the same version finds; programs get the latest.
    private void put(Parcel parcel, long now) {
        sql.update("INSERT INTO outbox (version_id, sink, name, state, reason, payload, attempts, not_before, changed)"
                        + " VALUES (?, ?, ?, ?, ?, ?, 0, ?, ?) ON CONFLICT (version_id, sink) DO UPDATE SET name = excluded.name,"
                        + " state = excluded.state, reason = excluded.reason, payload = excluded.payload, attempts = 0, not_before = excluded.not_before,"
                        + " changed = excluded.changed WHERE outbox.sink <> 'mail' OR outbox.state IN ('left', 'dry', 'held', 'due')",
                parcel.version(), parcel.sink(), parcel.name(), parcel.state().word(), parcel.reason(), parcel.payload(),
                parcel.notBefore(), now);
    }

    /// The mails of a version, the cover letter first.
    public List<byte[]> mails(long version) {
        return sql.query("SELECT content FROM messages WHERE version_id = ? AND content IS NOT NULL ORDER BY number, id",
                row -> row.getBytes(1), version);
    }

    /// The version before this one of the same series.
    public Optional<Version> before(Version version) {
        return sql.first("SELECT " + Version.COLUMNS + " FROM versions WHERE series = ? AND number < ?"
                        + " ORDER BY number DESC, id DESC LIMIT 1",
                Version.READER, version.series(), version.number());
    }

    /// A version of the same series that came after this one.
    public Optional<Version> newer(Version version) {
        return sql.first("SELECT " + Version.COLUMNS + " FROM versions WHERE series = ? AND number > ? AND state <> 'left'"
                + " ORDER BY number DESC LIMIT 1", Version.READER, version.series(), version.number());
    }

    /// The lists on which any mail of a version was seen.
    public List<String> lists(long version) {
        return sql.query("SELECT DISTINCT s.list FROM sightings s JOIN messages m ON m.message_id = s.message_id WHERE m.version_id = ?"
                + " ORDER BY s.list", row -> row.getString(1), version);
    }

    /// What was decided about the mails of a version.
    public List<Message> messages(long version) {
        return sql.query("SELECT " + Message.COLUMNS + " FROM messages WHERE version_id = ? ORDER BY number, id", Message.READER, version);
    }

    /// Forgets the contents of mails that came before a time, unless their series was looked at after that.
    public int forget(long before) {
        return sql.update("UPDATE messages SET content = NULL WHERE content IS NOT NULL AND arrived < ? AND version_id IN"
                + " (SELECT v.id FROM versions v WHERE v.state NOT IN ('waiting', 'running')"
                + " AND NOT EXISTS (SELECT 1 FROM runs r WHERE r.version_id = v.id AND r.ended >= ?))", before, before);
    }
}
