// SPDX-License-Identifier: Apache-2.0

package uringlint.cli.watch;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import uringlint.cli.watch.store.Database;
import uringlint.cli.watch.store.Message;
import uringlint.cli.watch.store.Outbox;
import uringlint.cli.watch.store.Parcel;
import uringlint.cli.watch.store.Run;
import uringlint.cli.watch.store.Version;
import uringlint.cli.watch.store.Views;
import uringlint.cli.watch.store.Work;

/// What an operator asks a service: how it stands, and why it did what it did about a mail.
public final class Answers {
    private final Views views;
    private final Work work;

    /// Answers from a database.
    public Answers(Database database) {
        views = new Views(database);
        work = new Work(database, "");
    }

    /// How the service stands, in lines.
    public String status() {
        var text = new StringBuilder();
        text.append("sources\n");
        for (Views.Place place : views.sources()) {
            line(text, place.source() + ": read up to `" + place.position() + "`, the last time something new at " + time(place.read()));
        }
        counts(text, "mails", views.messages());
        if (views.impostors() > 0) {
            line(text, views.impostors() + " under the name of another one");
        }
        counts(text, "versions of series", views.versions());
        counts(text, "why", views.reasons().stream().limit(20).toList());
        counts(text, "findings", views.findings());
        counts(text, "outbox", views.outbox());
        counts(text, "why mails are where they are", views.mailReasons().stream().limit(20).toList());
        return text.toString();
    }

    private static void counts(StringBuilder text, String title, List<Views.Count> counts) {
        if (!counts.isEmpty()) {
            text.append(title).append('\n');
        }
        for (Views.Count count : counts) {
            String more = count.more().isEmpty() ? "" : ", " + count.more();
            text.append("  %6d  %s%s%n".formatted(count.count(), count.what(), more));
        }
    }

    private static void line(StringBuilder text, String line) {
        text.append("  ").append(line).append('\n');
    }

    /// The mails that wait for a person, a line each.
    public String waiting(Database database) {
        var text = new StringBuilder();
        var outbox = new Outbox(database);
        for (Parcel.State state : List.of(Parcel.State.HELD, Parcel.State.UNSURE)) {
            for (Parcel parcel : outbox.in(state)) {
                String reason = parcel.reason().isEmpty() ? "" : " (" + parcel.reason() + ")";
                line(text, parcel.id() + ": " + state.word() + ", " + subject(parcel) + reason);
            }
        }
        return text.isEmpty() ? "" : "waiting for a person (uringlint watch release NUMBER)\n" + text;
    }

    private static String subject(Parcel parcel) {
        return parcel.payload().lines().filter(line -> line.startsWith("Subject: ")).findFirst().orElse(parcel.name());
    }

    /// What was decided about a mail, and why; empty where no such mail came.
    public Optional<String> why(String name) {
        String id = name.startsWith("<") ? name : "<" + name + ">";
        Optional<Message> found = views.message(id);
        if (found.isEmpty()) {
            return Optional.empty();
        }
        Message message = found.get();
        var text = new StringBuilder(message.subject()).append('\n');
        line(text, "from " + message.author() + ", arrived " + time(message.arrived()) + ", on " + String.join(", ", views.lists(id)));
        line(text, message.decision() + (message.reason().isEmpty() ? "" : ": " + message.reason()));
        for (Views.Count other : views.impostors(id)) {
            line(text, "another mail under its name was not taken: `" + other.what() + "` from " + other.more());
        }
        views.version(message.version()).ifPresent(version -> version(text, version));
        return Optional.of(text.toString());
    }

    private void version(StringBuilder text, Version version) {
        List<Message> mails = work.messages(version.id());
        long patches = mails.stream().filter(mail -> mail.number() > 0).count();
        text.append("series ").append(version.series()).append(", version ").append(version.number()).append(" (").append(version.id())
                .append("): ").append(patches).append(" of ").append(version.total()).append(" patches\n");
        line(text, version.state() + (version.reason().isEmpty() ? "" : ": " + version.reason())
                + (version.attempts() > 0 ? ", " + version.attempts() + " attempts" : ""));
        for (Run run : views.runs(version.id())) {
            long seconds = run.ended() - run.started();
            line(text, "looked at " + time(run.started()) + " for " + seconds + " s: " + run.outcome() + ", " + run.detail());
            if (!run.base().isEmpty()) {
                line(text, "  on " + run.base() + (run.label().isEmpty() ? "" : " (" + run.label() + ")") + ", found by " + run.fit());
            }
        }
        for (Parcel parcel : views.parcels(version.id())) {
            line(text, parcel.sink() + ": " + parcel.state().word() + (parcel.reason().isEmpty() ? "" : ", " + parcel.reason())
                    + (parcel.state() == Parcel.State.DUE ? ", not before " + time(parcel.notBefore()) : ""));
        }
    }

    /// The number of the version to which a mail belongs.
    public Optional<Version> versionOf(String name) {
        return views.message(name.startsWith("<") ? name : "<" + name + ">").flatMap(message -> views.version(message.version()));
    }

    private static String time(long seconds) {
        return Instant.ofEpochSecond(seconds).toString();
    }
}
