// SPDX-License-Identifier: Apache-2.0

package uringlint.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicLong;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import uringlint.cli.config.DamagedConfig;
import uringlint.cli.config.KnownNames;
import uringlint.cli.names.NearMiss;
import uringlint.cli.watch.Again;
import uringlint.cli.watch.Answers;
import uringlint.cli.watch.EventLog;
import uringlint.cli.watch.Gathered;
import uringlint.cli.watch.Service;
import uringlint.cli.watch.settings.SettingsReader;
import uringlint.cli.watch.settings.WatchSettings;
import uringlint.cli.watch.store.Database;
import uringlint.cli.watch.store.StoreException;
import uringlint.cli.watch.store.Version;

/// Watches mailing lists.
@Command(
        name = "watch",
        description = "Watch mailing lists: look at each series that is posted, and tell those who asked to be told.",
        sortOptions = false)
final class WatchCommand implements Callable<Integer> {
    private final Terminal terminal;

    @Mixin
    private Settings settings;

    WatchCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    /// The file of the service, which every one of its commands reads.
    static final class Settings {
        @Spec(Spec.Target.MIXEE)
        private CommandSpec command;

        @Option(names = "--config", paramLabel = "FILE", description = "The configuration of the service. Default: watch.yml.")
        private Path file = Path.of("watch.yml");

        WatchSettings read(Terminal terminal) {
            try {
                return SettingsReader.read(terminal.folder().resolve(file), new KnownNames(RuleNames.ids(), NearMiss::hint));
            } catch (DamagedConfig e) {
                throw new CommandLine.ParameterException(command.commandLine(), e.getMessage());
            } catch (IOException _) {
                throw new CommandLine.ParameterException(command.commandLine(), file + ": the configuration cannot be read");
            }
        }
    }

    /// Work with the database, which may be locked, damaged, or on a full disk.
    private interface Task {
        int run() throws IOException;
    }

    private static int told(Terminal terminal, Task task) {
        try {
            return task.run();
        } catch (StoreException | IOException e) {
            terminal.tell("uringlint: " + e.getMessage());
            return ExitCode.INCOMPLETE;
        }
    }

    private static EventLog log(WatchSettings settings, InstantSource clock, Terminal terminal) {
        return new EventLog(settings.log(), clock, terminal::tell);
    }

    private static int pass(WatchSettings settings, InstantSource clock, Terminal terminal) {
        return told(terminal, () -> told(gathered(settings, clock, terminal), terminal));
    }

    private static Gathered gathered(WatchSettings settings, InstantSource clock, Terminal terminal) throws IOException {
        try (Database database = Database.open(settings.state(), settings.database())) {
            return new Service(settings, database, clock, log(settings, clock, terminal)).pass();
        }
    }

    /// The log says what it was.
    private static int told(Gathered gathered, Terminal terminal) {
        if (gathered.isWhole()) {
            return ExitCode.CLEAN;
        }
        terminal.tell("uringlint: " + gathered + " could not be read; the log says why");
        return ExitCode.INCOMPLETE;
    }

    @Override
    public Integer call() {
        WatchSettings read = settings.read(terminal);
        InstantSource clock = InstantSource.system();
        while (true) {
            int status = pass(read, clock, terminal);
            try {
                Thread.sleep(read.interval());
            } catch (InterruptedException _) {
                Thread.currentThread().interrupt();
                return status;
            }
        }
    }

    /// One pass, for timers.
    @Command(name = "once", description = "Read what is new, look at it, send what is due, and end.", sortOptions = false)
    static final class Once implements Callable<Integer> {
        private final Terminal terminal;

        @Mixin
        private Settings settings;

        Once(Terminal terminal) {
            this.terminal = terminal;
        }

        @Override
        public Integer call() {
            return pass(settings.read(terminal), InstantSource.system(), terminal);
        }
    }

    /// Time that passes quickly.
    @Command(
            name = "rehearse",
            description = "Go through archives as if it were the time of their mails, and send nothing: for a database of its own.",
            sortOptions = false)
    static final class Rehearse implements Callable<Integer> {
        private final Terminal terminal;

        @Mixin
        private Settings settings;

        @Option(names = "--from", paramLabel = "DAY", required = true, description = "The day to start at, such as 2026-01-31.")
        private LocalDate from;

        @Option(names = "--to", paramLabel = "DAY", description = "The day to end at. Default: today.")
        private Optional<LocalDate> to = Optional.empty();

        @Option(names = "--step", paramLabel = "DAYS", description = "How many days pass at a time. Default: 1.")
        private int step = 1;

        Rehearse(Terminal terminal) {
            this.terminal = terminal;
        }

        @Override
        public Integer call() {
            WatchSettings read = settings.read(terminal);
            if (!read.isDryRun()) {
                terminal.tell("uringlint: a rehearsal needs `dry-run: true`");
                return ExitCode.USAGE;
            }
            long end = to.map(day -> day.atStartOfDay(ZoneOffset.UTC).toEpochSecond()).orElse(System.currentTimeMillis() / 1000);
            long start = from.atStartOfDay(ZoneOffset.UTC).toEpochSecond();
            return told(terminal, () -> rehearse(read, start, end));
        }

        /// One service goes through all of it: what it has opened and walked over stays.
        private int rehearse(WatchSettings read, long start, long end) throws IOException {
            var time = new AtomicLong(start);
            InstantSource clock = () -> Instant.ofEpochSecond(time.get());
            int status = ExitCode.CLEAN;
            try (Database database = Database.open(read.state(), read.database())) {
                var service = new Service(read, database, clock, log(read, clock, terminal));
                while (time.get() < end) {
                    time.set(Math.min(end, time.get() + Duration.ofDays(Math.max(1, step)).toSeconds()));
                    Gathered gathered = service.pass();
                    status = Math.max(status, told(gathered, terminal));
                    if (gathered.failed() > 0) {
                        return status;
                    }
                }
            }
            return status;
        }
    }

    /// How the service stands.
    @Command(
            name = "status",
            description = "Print how the service stands: what was read, decided and sent, and what waits.",
            sortOptions = false)
    static final class Status implements Callable<Integer> {
        private final Terminal terminal;

        @Mixin
        private Settings settings;

        Status(Terminal terminal) {
            this.terminal = terminal;
        }

        @Override
        public Integer call() {
            return told(terminal, () -> {
                WatchSettings read = settings.read(terminal);
                try (Database database = Database.view(read.state(), read.database())) {
                    var answers = new Answers(database);
                    terminal.out().print(answers.status() + answers.waiting(database));
                    return ExitCode.CLEAN;
                }
            });
        }
    }

    /// Why the service did what it did.
    @Command(name = "why", description = "Print what was decided about a mail, and why.", sortOptions = false)
    static final class Why implements Callable<Integer> {
        private final Terminal terminal;

        @Mixin
        private Settings settings;

        @Parameters(paramLabel = "MESSAGE-ID", description = "The Message-ID of the mail.")
        private String id = "";

        Why(Terminal terminal) {
            this.terminal = terminal;
        }

        @Override
        public Integer call() {
            return told(terminal, () -> {
                WatchSettings read = settings.read(terminal);
                try (Database database = Database.view(read.state(), read.database())) {
                    Optional<String> why = new Answers(database).why(id);
                    why.ifPresentOrElse(terminal.out()::print, () -> terminal.tell("uringlint: no mail `" + id + "` has come"));
                    return why.isPresent() ? ExitCode.CLEAN : ExitCode.USAGE;
                }
            });
        }
    }

    /// Another look.
    @Command(
            name = "replay",
            description = "Look again at the series of a mail, and print what is found, what of it is new (+) and gone (-), and the mail"
                    + " that would answer it. Nothing is kept or sent.",
            sortOptions = false)
    static final class Replay implements Callable<Integer> {
        private final Terminal terminal;

        @Mixin
        private Settings settings;

        @Parameters(paramLabel = "MESSAGE-ID", description = "The Message-ID of a mail of the series.")
        private String id = "";

        Replay(Terminal terminal) {
            this.terminal = terminal;
        }

        @Override
        public Integer call() {
            WatchSettings read = settings.read(terminal);
            return told(terminal, () -> {
                try (Database database = Database.view(read.state(), read.database())) {
                    Optional<Version> version = new Answers(database).versionOf(id);
                    version.ifPresentOrElse(
                            found -> terminal.out().print(new Again(read, database).at(found)),
                            () -> terminal.tell("uringlint: no mail `" + id + "` of a series has come"));
                    return version.isPresent() ? ExitCode.CLEAN : ExitCode.USAGE;
                }
            });
        }
    }

    /// A mail that waits for a person.
    @Command(
            name = "release",
            description = "Send a mail that waits for a person, or of which nobody knows whether it was sent, with the next pass.",
            sortOptions = false)
    static final class Release implements Callable<Integer> {
        private final Terminal terminal;

        @Mixin
        private Settings settings;

        @Parameters(paramLabel = "NUMBER", description = "The number of the mail, as `uringlint watch status` prints it.")
        private long number;

        Release(Terminal terminal) {
            this.terminal = terminal;
        }

        @Override
        public Integer call() {
            WatchSettings read = settings.read(terminal);
            InstantSource clock = InstantSource.system();
            return told(terminal, () -> {
                try (Database database = Database.open(read.state(), read.database())) {
                    Optional<String> wrong = new Service(read, database, clock, log(read, clock, terminal)).release(number);
                    wrong.ifPresent(why -> terminal.tell("uringlint: " + why));
                    return wrong.isEmpty() ? ExitCode.CLEAN : ExitCode.USAGE;
                }
            });
        }
    }

    /// The command with those below it.
    static CommandLine with(Terminal terminal) {
        return new CommandLine(new WatchCommand(terminal))
                .addSubcommand(new Once(terminal))
                .addSubcommand(new Status(terminal))
                .addSubcommand(new Why(terminal))
                .addSubcommand(new Replay(terminal))
                .addSubcommand(new Release(terminal))
                .addSubcommand(new Rehearse(terminal));
    }
}
