// SPDX-License-Identifier: Apache-2.0

package uringlint.cli.watch;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.zip.GZIPOutputStream;
import uringlint.cli.git.Backlog;
import uringlint.cli.mail.MailFacts;
import uringlint.cli.watch.policy.Sorting;
import uringlint.cli.watch.settings.ListSettings;
import uringlint.cli.watch.settings.WatchSettings;
import uringlint.cli.watch.sources.Batch;
import uringlint.cli.watch.sources.Incoming;
import uringlint.cli.watch.sources.Maildir;
import uringlint.cli.watch.sources.MboxFile;
import uringlint.cli.watch.sources.PublicInbox;
import uringlint.cli.watch.sources.Source;
import uringlint.cli.watch.store.Arrival;
import uringlint.cli.watch.store.Database;
import uringlint.cli.watch.store.Intake;

/// Reads what is new in the sources into the database.
final class Gathering {
    /// No name of a mail or of a person is longer, but for those that are meant to break something. An index of PostgreSQL takes no more
    /// than 2704 bytes.
    private static final int LONGEST = 320;

    private final WatchSettings settings;
    private final Database database;
    private final Intake intake;
    private final EventLog log;
    private final Backlog backlog = new Backlog();

    Gathering(WatchSettings settings, Database database, EventLog log) {
        this.settings = settings;
        this.database = database;
        this.intake = new Intake(database);
        this.log = log;
    }

    /// Reads all sources that no other process reads now.
    Gathered run(long now) {
        var failed = new ArrayList<String>();
        var lost = new ArrayList<String>();
        for (ListSettings list : settings.lists()) {
            database.unlessTaken("source " + list.name(), () -> {
                try {
                    read(list, now, lost);
                } catch (IOException e) {
                    failed.add(list.name());
                    log.write("source-failed", "list", list.name(), "reason", String.valueOf(e.getMessage()));
                }
            });
        }
        return new Gathered(failed.size(), lost.size());
    }

    private void read(ListSettings list, long now, List<String> lost) throws IOException {
        Optional<String> known = intake.position(list.name());
        if (known.isEmpty() && list.from() < 0) {
            // A service starts with what comes from now on.
            intake.keep(list.name(), List.of(), end(list, now), List.of(), now);
            known = intake.position(list.name());
        }
        String position = known.orElse("");
        Set<String> files = list.kind() == ListSettings.Kind.MAILDIR ? intake.files(list.name()) : Set.of();
        source(list, position, now).read(position, files, batch -> keep(list, batch, now, lost));
    }

    private String end(ListSettings list, long now) throws IOException {
        return switch (list.kind()) {
            case PUBLIC_INBOX -> new PublicInbox(list.place(), 0, Long.MAX_VALUE, backlog).end();
            case MAILDIR -> String.valueOf(now);
            case MBOX -> new MboxFile(list.place()).end();
        };
    }

    private Source source(ListSettings list, String position, long now) {
        return switch (list.kind()) {
            case PUBLIC_INBOX -> new PublicInbox(list.place(), Math.max(0, list.from()), now, backlog);
            case MAILDIR -> new Maildir(list.place(), position.matches("\\d{1,18}") ? Long.parseLong(position) : Math.max(0, list.from()));
            case MBOX -> new MboxFile(list.place());
        };
    }

    private void keep(ListSettings list, Batch batch, long now, List<String> lost) {
        var arrivals = new ArrayList<Arrival>();
        for (Incoming mail : batch.mails()) {
            arrivals.add(arrival(mail, now));
        }
        intake.keep(list.name(), arrivals, batch.position(), batch.names(), now);
        batch.lost().forEach(reason -> log.write("mail-lost", "list", list.name(), "reason", reason));
        lost.addAll(batch.lost());
        if (!batch.remark().isEmpty()) {
            log.write("source-strange", "list", list.name(), "reason", batch.remark());
        }
        log.write("mails", "list", list.name(), "count", arrivals.size(), "position", batch.position());
    }

    /// What is kept of a mail. Nothing comes in the future, whatever clocks say.
    private static Arrival arrival(Incoming mail, long now) {
        Optional<MailFacts> facts = MailFacts.of(mail.bytes());
        Sorting sorting = Sorting.of(facts);
        String digest = facts.map(MailFacts::digest).orElseGet(() -> digest(mail.bytes()));
        String id = facts.map(read -> read.mail().messageId())
                .filter(text -> !text.isEmpty() && text.length() <= LONGEST)
                .orElse("<" + digest + "@without.invalid>");
        boolean isMember = sorting.decision().equals(Sorting.MEMBER);
        return new Arrival(
                id,
                digest,
                facts.map(read -> read.mail().subject()).orElse(""),
                facts.map(MailFacts::author).map(Gathering::cut).orElse(""),
                Math.min(mail.arrived(), now),
                sorting.decision(),
                sorting.reason(),
                isMember ? place(facts.orElseThrow()) : Arrival.Place.NONE,
                isMember ? packed(mail.bytes()) : new byte[0]);
    }

    private static String cut(String text) {
        return text.length() > LONGEST ? text.substring(0, LONGEST) : text;
    }

    private static Arrival.Place place(MailFacts mail) {
        boolean isNumbered = mail.total() > 0;
        return new Arrival.Place(mail.version(), isNumbered ? mail.number() : 1, isNumbered ? mail.total() : 1, mail.title(),
                mail.changeId(), mail.parent().length() > LONGEST ? "" : mail.parent());
    }

    private static String digest(byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    private static byte[] packed(byte[] bytes) {
        var out = new ByteArrayOutputStream();
        try (var zip = new GZIPOutputStream(out)) {
            zip.write(bytes);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return out.toByteArray();
    }
}
