// SPDX-License-Identifier: Apache-2.0

package uringlint.cli.watch;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.CompletionService;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorCompletionService;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.LongConsumer;
import java.util.zip.GZIPInputStream;
import uringlint.cli.mail.MailFacts;
import uringlint.cli.review.Reply;
import uringlint.cli.watch.judge.Child;
import uringlint.cli.watch.judge.Ending;
import uringlint.cli.watch.judge.Job;
import uringlint.cli.watch.judge.Judgement;
import uringlint.cli.watch.policy.Correspondence;
import uringlint.cli.watch.settings.WatchSettings;
import uringlint.cli.watch.store.Database;
import uringlint.cli.watch.store.Message;
import uringlint.cli.watch.store.Run;
import uringlint.cli.watch.store.Version;
import uringlint.cli.watch.store.Work;

/// Looks at the versions of series that are complete, or of which nothing came for a while.
final class Judging {
    /// Trees are opened anew after so many versions, so that what was read of them does not pile up.
    private static final int ROUND = 200;
    private static final long GRACE = 120;

    private final WatchSettings settings;
    private final Work work;
    private final Child child;
    private final Packing packing;
    private final EventLog log;
    private final LongConsumer done;

    /// `done` is told of each version that was looked at.
    Judging(WatchSettings settings, Database database, Child child, Packing packing, EventLog log, LongConsumer done) {
        this.settings = settings;
        this.work = new Work(database, database.worker());
        this.child = child;
        this.packing = packing;
        this.log = log;
        this.done = done;
    }

    private record Outcome(Version version, long started, Ending ending) {}

    /// Looks at all that is ready at a time.
    void run(long now) {
        work.giveBack(now, settings.limits().tries())
                .forEach(version -> log.write("lost", "version", version.id(), "attempts", version.attempts()));
        ExecutorService threads = Executors.newFixedThreadPool(settings.limits().jobs());
        try {
            boolean isMore = true;
            while (isMore) {
                try (var relevance = new Relevance(settings)) {
                    isMore = round(now, relevance, threads);
                }
            }
        } finally {
            threads.shutdownNow();
        }
    }

    /// Whether more is ready.
    private boolean round(long now, Relevance relevance, ExecutorService threads) {
        CompletionService<Outcome> children = new ExecutorCompletionService<>(threads);
        int running = 0;
        for (int count = 0; count < ROUND || running > 0; ) {
            Optional<Version> next = running < settings.limits().jobs() && count < ROUND ? take(now) : Optional.empty();
            if (next.isPresent()) {
                count++;
                running += start(next.get(), relevance, children) ? 1 : 0;
            } else if (running > 0) {
                finish(children, now);
                running--;
            } else {
                return false;
            }
        }
        return true;
    }

    private Optional<Version> take(long now) {
        long lease = System.currentTimeMillis() / 1000 + settings.limits().wall().toSeconds() + GRACE;
        return work.take(now, now - settings.quiet().toSeconds(), Math.max(lease, now + GRACE));
    }

    /// Starts a child process for a version, unless there is a reason to leave it alone.
    private boolean start(Version version, Relevance relevance, CompletionService<Outcome> children) {
        List<Message> messages = work.messages(version.id());
        Optional<Message> ignored = messages.stream().filter(message -> !message.reason().isEmpty()).findFirst();
        Optional<Version> newer = work.newer(version);
        List<byte[]> mails = work.mails(version.id()).stream().map(Judging::unpacked).toList();
        Optional<String> reason = ignored.isPresent() ? ignored.map(Message::reason)
                : newer.isPresent() ? Optional.of("there is a newer version")
                : messages.stream().noneMatch(message -> message.number() > 0) ? Optional.of("no patch of it came")
                : mails.size() < messages.size() ? Optional.of("its mails are not kept any more")
                : mails.stream().noneMatch(relevance::of) ? Optional.of("nothing in it has to do with commands")
                : Optional.empty();
        if (reason.isPresent()) {
            work.leave(version, reason.get());
            log.write("left", "version", version.id(), "title", version.title(), "reason", reason.get());
            return false;
        }
        List<byte[]> before = work.before(version).map(old -> work.mails(old.id())).orElse(List.of()).stream()
                .map(Judging::unpacked)
                .toList();
        var job = new Job("v" + version.id() + "-" + version.attempts(), mails, before, messages.getLast().messageId());
        long started = System.currentTimeMillis() / 1000;
        children.submit(() -> new Outcome(version, started, child.run(job)));
        return true;
    }

    private void finish(CompletionService<Outcome> children, long now) {
        try {
            Outcome outcome = children.take().get();
            finish(outcome, now);
            done.accept(outcome.version().id());
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("the service is ended");
        } catch (ExecutionException e) {
            throw new IllegalStateException(e);
        }
    }

    private void finish(Outcome outcome, long now) {
        long ended = System.currentTimeMillis() / 1000;
        Version version = outcome.version();
        String json = switch (outcome.ending()) {
            case Ending.Reported(var text) -> text;
            case Ending.Failed _ -> "";
        };
        Optional<Judgement> judgement = Judgement.parse(json);
        if (judgement.isEmpty()) {
            var failed = outcome.ending() instanceof Ending.Failed one ? one : new Ending.Failed("no-report", "its report cannot be read");
            var run = new Run(outcome.started(), ended, failed.outcome(), failed.detail(), "", "", "", "", "");
            if (failed.outcome().equals(Child.NOT_STARTED)) {
                work.postpone(version, run, now);
            } else {
                work.fail(version, run, settings.limits().tries(), now);
            }
            log.write("failed", "version", version.id(), "title", version.title(), "outcome", failed.outcome(), "detail", failed.detail(),
                    "attempts", version.attempts());
            return;
        }
        Judgement found = judgement.get();
        int count = found.findings().size();
        String detail = count == 0 ? found.left() : count + (count == 1 ? " finding" : " findings");
        var run = new Run(outcome.started(), ended, "done", detail, found.program(), found.base(), found.label(), found.fit(), json);
        Correspondence about = about(version, found.replies(), work);
        if (!work.finish(version, run, found.findings(), packing.of(version, found, json, about, now), now)) {
            log.write("too-late", "version", version.id(), "title", version.title());
            return;
        }
        log.write("judged", "version", version.id(), "title", version.title(), "result", detail, "base", found.base(), "fit", found.fit(),
                "seconds", ended - outcome.started());
    }

    /// What is known of a version that is answered.
    static Correspondence about(Version version, List<Reply> replies, Work work) {
        List<String> authors = work.messages(version.id()).stream()
                .map(Message::author)
                .filter(author -> !author.isEmpty())
                .distinct()
                .toList();
        List<String> writers = work.mails(version.id()).stream()
                .flatMap(mail -> MailFacts.of(unpacked(mail)).stream())
                .filter(mail -> !mail.patches().isEmpty())
                .flatMap(mail -> mail.mail().writers().stream())
                .map(writer -> writer.address().toLowerCase(Locale.ROOT))
                .distinct()
                .toList();
        return new Correspondence(replies, work.lists(version.id()), authors, writers, version.arrived());
    }

    /// A mail as it came.
    static byte[] unpacked(byte[] content) {
        try (var zip = new GZIPInputStream(new ByteArrayInputStream(content))) {
            return zip.readAllBytes();
        } catch (IOException _) {
            return new byte[0];
        }
    }
}
