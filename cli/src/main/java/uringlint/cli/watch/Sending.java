// SPDX-License-Identifier: Apache-2.0

package uringlint.cli.watch;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.function.LongConsumer;
import uringlint.cli.watch.policy.MailPolicy;
import uringlint.cli.watch.settings.MailSettings;
import uringlint.cli.watch.settings.WatchSettings;
import uringlint.cli.watch.sinks.Shelf;
import uringlint.cli.watch.sinks.Sink;
import uringlint.cli.watch.store.Database;
import uringlint.cli.watch.store.Outbox;
import uringlint.cli.watch.store.Parcel;
import uringlint.cli.watch.store.Version;
import uringlint.cli.watch.store.Views;
import uringlint.cli.watch.store.Work;

/// Sends what is due. What is sent is marked as being sent before, and as sent behind: where a process ends in between, who knows things
/// by their names gets them again, and of a mail nobody knows whether it was sent until a copy of it comes.
final class Sending {
    private static final String MAIL = "mail";
    private static final int MOST_ATTEMPTS = 40;
    private static final int MOST_FAILURES = 3;
    private static final Duration LONGEST = Duration.ofHours(6);
    private static final Duration DAY = Duration.ofDays(1);

    private final WatchSettings settings;
    private final Database database;
    private final Outbox outbox;
    private final Views views;
    private final Work work;
    private final MailPolicy policy;
    private final List<Sink> sinks;
    private final EventLog log;
    private final LongConsumer done;

    /// `done` is told of each version of which something was sent.
    Sending(WatchSettings settings, Database database, MailPolicy policy, List<Sink> sinks, EventLog log, LongConsumer done) {
        this.settings = settings;
        this.database = database;
        this.outbox = new Outbox(database);
        this.views = new Views(database);
        this.work = new Work(database, "");
        this.policy = policy;
        this.sinks = List.copyOf(sinks);
        this.log = log;
        this.done = done;
    }

    /// Decides about what was being sent when a process ended.
    void recover(long now) {
        for (Parcel parcel : outbox.abandoned(now)) {
            boolean isRepeatable = sinks.stream().anyMatch(sink -> sink.name().equals(parcel.sink()) && sink.isRepeatable());
            set(parcel, isRepeatable ? Parcel.State.DUE : Parcel.State.UNSURE, "the service ended while it was sent", now, now);
        }
    }

    /// Each way is used by one process at a time: what is sent in a day is counted.
    void run(long now) {
        database.unlessTaken("copies", () -> outbox.in(Parcel.State.UNSURE).forEach(parcel -> confirm(parcel, now)));
        for (Sink sink : sinks) {
            database.unlessTaken("sink " + sink.name(), () -> run(sink, now));
        }
    }

    private void run(Sink sink, long now) {
        int failures = 0;
        while (failures < MOST_FAILURES && mayGoOn(sink, now)) {
            Optional<Parcel> parcel = outbox.take(sink.name(), now);
            if (parcel.isEmpty()) {
                break;
            }
            failures = send(sink, parcel.get(), now) ? 0 : failures + 1;
        }
    }

    private boolean mayGoOn(Sink sink, long now) {
        long day = Instant.ofEpochSecond(now).truncatedTo(ChronoUnit.DAYS).getEpochSecond();
        return !sink.name().equals(MAIL)
                || outbox.sentSince(MAIL, day) < settings.mail().map(MailSettings::aDay).orElse(0);
    }

    /// Whether the way is open.
    private boolean send(Sink sink, Parcel parcel, long now) {
        Optional<String> no = parcel.sink().equals(MAIL) ? refusal(parcel, now) : Optional.empty();
        if (no.isPresent()) {
            set(parcel, Parcel.State.LEFT, no.get(), now, now);
            return true;
        }
        return switch (sink.send(parcel)) {
            case Sink.Result.Sent(var detail) -> {
                set(parcel, Parcel.State.SENT, detail, now, now);
                yield true;
            }
            case Sink.Result.Unsure(var reason) -> {
                set(parcel, sink.isRepeatable() ? Parcel.State.DUE : Parcel.State.UNSURE, reason, later(parcel, now), now);
                yield false;
            }
            case Sink.Result.Refused(var reason) -> {
                set(parcel, Parcel.State.FAILED, reason, now, now);
                yield true;
            }
            case Sink.Result.Later(var reason) -> {
                boolean isEnough = parcel.attempts() >= MOST_ATTEMPTS;
                set(parcel, isEnough ? Parcel.State.FAILED : Parcel.State.DUE, reason, later(parcel, now), now);
                yield false;
            }
        };
    }

    /// A minute after the first time, four after the second, and so on.
    private static long later(Parcel parcel, long now) {
        long wait = 60L << Math.min(16, 2 * Math.max(0, parcel.attempts() - 1));
        return now + Math.min(wait, LONGEST.toSeconds());
    }

    /// What has changed since it was decided that a mail is sent.
    private Optional<String> refusal(Parcel parcel, long now) {
        Optional<Version> version = views.version(parcel.version());
        if (version.isEmpty() || work.newer(version.get()).isPresent()) {
            return Optional.of("there is a newer version");
        }
        return policy.refusal(Judging.about(version.get(), List.of(), work), now);
    }

    /// A mail of which nobody knows whether it was sent was sent if it came back, by a list or as a copy. Where it would have come back
    /// by now, it was not.
    private void confirm(Parcel parcel, long now) {
        Optional<MailSettings> mail = settings.mail().filter(one -> !one.copy().isEmpty() && one.copies().isPresent());
        try {
            long since = parcel.changed() - DAY.toSeconds();
            boolean isCopied = mail.isPresent() && Shelf.has(mail.get().copies().orElseThrow(), parcel.name(), since);
            if (isCopied || outbox.isSeen(parcel.name())) {
                set(parcel, Parcel.State.SENT, "a copy of it came", now, now);
            } else if (mail.isPresent() && now - parcel.changed() > mail.get().confirm().toSeconds()) {
                set(parcel, Parcel.State.DUE, "no copy of it came", now, now);
            }
        } catch (IOException e) {
            log.write("copies-failed", "reason", String.valueOf(e.getMessage()));
        }
    }

    private void set(Parcel parcel, Parcel.State state, String reason, long notBefore, long now) {
        if (!outbox.set(parcel, state, reason, notBefore, now)) {
            return;
        }
        log.write("outbox", "id", parcel.id(), "sink", parcel.sink(), "name", parcel.name(), "state", state.word(), "reason", reason);
        if (parcel.sink().equals(MAIL) && state == Parcel.State.SENT) {
            shelve(outbox.find(parcel.id()).orElse(parcel));
        }
        done.accept(parcel.version());
    }

    /// Puts a mail where a person can read it.
    void shelve(Parcel parcel) {
        if (settings.mail().isPresent() && !parcel.payload().isEmpty()) {
            try {
                new Shelf(settings.mail().get().outbox()).put(parcel);
            } catch (IOException e) {
                log.write("outbox-failed", "reason", String.valueOf(e.getMessage()));
            }
        }
    }
}
