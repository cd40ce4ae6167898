// SPDX-License-Identifier: Apache-2.0

package uringlint.cli.watch;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import uringlint.cli.fix.FileWriter;
import uringlint.cli.watch.judge.Child;
import uringlint.cli.watch.judge.Fence;
import uringlint.cli.watch.page.Pages;
import uringlint.cli.watch.policy.MailPolicy;
import uringlint.cli.watch.settings.MailSettings;
import uringlint.cli.watch.settings.SinkSettings;
import uringlint.cli.watch.settings.WatchSettings;
import uringlint.cli.watch.sinks.Dating;
import uringlint.cli.watch.sinks.FolderSink;
import uringlint.cli.watch.sinks.MailCommand;
import uringlint.cli.watch.sinks.MailServer;
import uringlint.cli.watch.sinks.PatchworkSink;
import uringlint.cli.watch.sinks.Sink;
import uringlint.cli.watch.sinks.WebhookSink;
import uringlint.cli.watch.store.Database;
import uringlint.cli.watch.store.Outbox;
import uringlint.cli.watch.store.Parcel;
import uringlint.cli.watch.store.Run;
import uringlint.cli.watch.store.Version;
import uringlint.cli.watch.store.Views;
import uringlint.cli.watch.store.Work;

/// Everything that the service does, again and again: it reads mails, looks at series, and sends what is due.
public final class Service {
    private static final int PAGES = 1000;

    private final WatchSettings settings;
    private final Database database;
    private final InstantSource clock;
    private final EventLog log;
    private final Gathering gathering;
    private final Judging judging;
    private final Sending sending;
    private final Set<Long> changed = new TreeSet<>();

    /// A service of settings that keeps what it knows in a database.
    public Service(WatchSettings settings, Database database, InstantSource clock, EventLog log) throws IOException {
        this.settings = settings;
        this.database = database;
        this.clock = clock;
        this.log = log;
        var policy = new MailPolicy(settings, optedOut(settings));
        gathering = new Gathering(settings, database, log);
        sending = new Sending(settings, database, policy, sinks(settings, clock), log, changed::add);
        judging = new Judging(settings, database, new Child(settings, Fence.here()), new Packing(settings, policy), log,
                changed::add);
        sending.recover(clock.millis() / 1000);
        unwritten();
    }

    /// The pages that an earlier process did not write any more.
    private void unwritten() throws IOException {
        if (settings.sinks().page().isPresent()) {
            Path folder = settings.sinks().page().get().folder();
            var views = new Views(database);
            for (Version version : views.looked(PAGES)) {
                Path page = folder.resolve(Pages.place(version.id()));
                long ended = views.runs(version.id()).stream().mapToLong(Run::ended).max().orElse(0);
                if (!Files.exists(page) || Files.getLastModifiedTime(page).toMillis() / 1000 < ended) {
                    changed.add(version.id());
                }
            }
        }
    }

    private static Set<String> optedOut(WatchSettings settings) throws IOException {
        Optional<Path> file = settings.mail().flatMap(MailSettings::optOut);
        if (file.isEmpty()) {
            return Set.of();
        }
        var addresses = new HashSet<String>();
        for (String line : Files.readAllLines(file.get())) {
            String address = line.replaceFirst("#.*", "").strip().toLowerCase(Locale.ROOT);
            if (!address.isEmpty()) {
                addresses.add(address);
            }
        }
        return addresses;
    }

    private static List<Sink> sinks(WatchSettings settings, InstantSource clock) {
        var sinks = new ArrayList<Sink>();
        if (settings.isDryRun()) {
            return sinks;
        }
        SinkSettings others = settings.sinks();
        others.kcidb().ifPresent(kcidb -> sinks.add(new FolderSink("kcidb", kcidb.folder(), ".json")));
        others.patchwork().ifPresent(patchwork -> sinks.add(new PatchworkSink(patchwork)));
        others.webhook().ifPresent(webhook -> sinks.add(new WebhookSink(webhook)));
        settings.mail().filter(MailSettings::isOn).ifPresent(mail -> {
            var dating = new Dating(clock);
            if (!mail.server().isEmpty()) {
                sinks.add(new MailServer(mail, dating));
            } else if (!mail.command().isEmpty()) {
                sinks.add(new MailCommand(mail.command(), dating));
            }
        });
        return sinks;
    }

    /// Does all that is to be done at this time. Returns what could not be read.
    public Gathered pass() {
        long started = clock.millis();
        long now = started / 1000;
        database.sync(false);
        Gathered gathered = gathering.run(now);
        judging.run(now);
        changed.forEach(this::shelve);
        database.sync(true);
        sending.run(now);
        new Work(database, "").forget(now - settings.keep().toSeconds());
        write();
        long ended = clock.millis();
        settings.metrics().ifPresent(file -> replace(file, Metrics.of(new Views(database), ended / 1000, (ended - started) / 1000)));
        log.write("pass", "seconds", (ended - started) / 1000, "failed", gathered.failed(), "lost", gathered.lost());
        return gathered;
    }

    /// The mails that wait for something lie where a person can read them.
    private void shelve(long version) {
        new Views(database).parcels(version).stream()
                .filter(parcel -> parcel.sink().equals("mail"))
                .filter(parcel -> Set.of(Parcel.State.DRY, Parcel.State.HELD, Parcel.State.DUE).contains(parcel.state()))
                .forEach(sending::shelve);
    }

    private void write() {
        settings.sinks().page().ifPresent(page -> {
            var pages = new Pages(page, database);
            try {
                for (long version : changed) {
                    pages.write(version);
                }
                if (!changed.isEmpty() || !Files.exists(page.folder().resolve("index.html"))) {
                    pages.writeIndex();
                }
            } catch (IOException e) {
                log.write("page-failed", "reason", String.valueOf(e.getMessage()));
            }
        });
        changed.clear();
    }

    private void replace(Path file, String text) {
        try {
            FileWriter.replace(file, text.getBytes(StandardCharsets.UTF_8));
        } catch (IOException e) {
            log.write("metrics-failed", "reason", String.valueOf(e.getMessage()));
        }
    }

    /// Lets a mail go that waits for a person, or of which nobody knows whether it was sent. Says what is wrong, or nothing.
    public Optional<String> release(long id) {
        var outbox = new Outbox(database);
        Optional<Parcel> parcel = outbox.find(id);
        if (parcel.isEmpty()) {
            return Optional.of("there is no mail " + id);
        }
        if (settings.isDryRun()) {
            return Optional.of("this is a dry run, which sends nothing: `dry-run: false` in the configuration ends it");
        }
        return switch (parcel.get().state()) {
            case HELD, UNSURE, FAILED -> {
                long now = clock.millis() / 1000;
                if (!outbox.set(parcel.get(), Parcel.State.DUE, "released", now, now)) {
                    yield Optional.of("something else became of it meanwhile");
                }
                log.write("released", "id", id);
                yield Optional.empty();
            }
            case LEFT, DRY, DUE, SENDING, SENT -> Optional.of("it is `" + parcel.get().state().word() + "`, and waits for nobody");
        };
    }
}
