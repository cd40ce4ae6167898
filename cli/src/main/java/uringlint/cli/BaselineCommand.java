// SPDX-License-Identifier: Apache-2.0

package uringlint.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import uringlint.cli.baseline.Baseline;
import uringlint.cli.baseline.BaselineEntry;
import uringlint.cli.config.Config;
import uringlint.cli.find.Selection;
import uringlint.cli.names.FileNames;
import uringlint.cli.report.Palette;
import uringlint.cli.report.Printable;
import uringlint.cli.report.Report;
import uringlint.cli.report.TextReport;
import uringlint.cli.run.Analyzed;
import uringlint.diagnostic.Severity;

/// Writes the list of findings that are accepted for now.
@Command(
        name = "baseline",
        description = "Write a list of findings that `uringlint check --baseline` does not report.",
        sortOptions = false)
final class BaselineCommand implements Callable<Integer> {
    @Spec
    private CommandSpec command;

    @Override
    public Integer call() {
        throw new CommandLine.ParameterException(command.commandLine(), "say `baseline create` or `baseline update`");
    }

    /// What both commands do.
    private abstract static class Writing implements Callable<Integer> {
        private static final int PROBLEMS = 10;

        final Terminal terminal;

        @Spec
        CommandSpec command;

        @Mixin
        private SourceOptions source;

        @Mixin
        private RuleOptions ruleOptions;

        @Option(names = "--file", paramLabel = "FILE",
                description = "The baseline. Default: the one of the configuration, else " + BaselineFile.DEFAULT + ".")
        private String named = "";

        @Mixin
        private ConfigOptions configOptions;

        Writing(Terminal terminal) {
            this.terminal = terminal;
        }

        /// What the user asks for.
        record Asked(Policy policy, String file) {}

        Asked asked() {
            Config config = configOptions.load(terminal);
            source.use(config);
            source.kernels();
            String file = BaselineFile.named(named, config, terminal.folder()).orElse(BaselineFile.DEFAULT);
            return new Asked(ruleOptions.policy(Optional.empty(), config, terminal), file);
        }

        /// What was found at any level, and what that says about.
        record Found(Report report, LookedAt lookedAt, boolean isComplete) {}

        Found find(Policy policy) {
            Selection selection = source.selection(terminal);
            List<Analyzed> analyzed = source.results(terminal, selection);
            Report report = Findings.report(selection, analyzed, policy.from(Severity.NOTE));
            terminal.err().print(Printable.lines(new TextReport(Palette.PLAIN, terminal.width()).problems(report.problems(), PROBLEMS)));
            Unseen unseen = source.unseen(selection, analyzed, report.problems());
            unseen.tell(terminal);
            return new Found(
                    report,
                    new LookedAt(terminal.folder(), source.paths(terminal), selection, analyzed, policy),
                    !unseen.counts());
        }

        int write(BaselineFile changed, String file, boolean isComplete) {
            try {
                changed.write();
            } catch (IOException _) {
                terminal.tell("uringlint: the baseline `" + file + "` cannot be written");
                return ExitCode.INCOMPLETE;
            }
            return isComplete ? ExitCode.CLEAN : ExitCode.INCOMPLETE;
        }

        static String findings(int number) {
            return number + (number == 1 ? " finding" : " findings");
        }
    }

    /// Writes a new baseline.
    @Command(name = "create", description = "Write a new baseline with all that is found.", sortOptions = false)
    static final class Create extends Writing {
        Create(Terminal terminal) {
            super(terminal);
        }

        @Override
        public Integer call() {
            Asked asked = asked();
            String file = asked.file();
            Path path = FileNames.resolve(terminal.folder(), file).normalize();
            if (Files.exists(path)) {
                throw new CommandLine.ParameterException(
                        command.commandLine(),
                        "there is a baseline `" + file + "` already: `uringlint baseline update` changes it");
            }
            Found found = find(asked.policy());
            var empty = new BaselineFile(path, terminal.folder(), new Baseline(List.of()));
            var made = new BaselineFile(
                    path,
                    terminal.folder(),
                    Baseline.of(found.report().from(asked.policy().least()).findings(), empty::name));
            int exit = write(made, file, found.isComplete());
            terminal.tell(file + ": " + findings(made.baseline().entries().size()));
            return exit;
        }
    }

    /// Takes out of a baseline what is gone.
    @Command(
            name = "update",
            description = "Take out of a baseline what is not found any more; new findings stay out.",
            sortOptions = false)
    static final class Update extends Writing {
        @Option(names = "--accept-new", description = "Also put in what is found and not listed.")
        private boolean acceptsNew;

        Update(Terminal terminal) {
            super(terminal);
        }

        @Override
        public Integer call() {
            Asked asked = asked();
            String file = asked.file();
            BaselineFile old = BaselineFile.read(file, terminal.folder(), command);
            Found found = find(asked.policy());
            Baseline.Match match = old.match(found.report(), found.lookedAt());
            List<BaselineEntry> fresh = Baseline.of(
                            found.report()
                                    .compared(match.fresh(), new Report.Known(List.of(), 0))
                                    .from(asked.policy().least())
                                    .findings(),
                            old::name)
                    .entries();
            List<BaselineEntry> added = acceptsNew ? fresh : List.of();
            match.gone().forEach(entry -> terminal.out().println("- " + entry));
            added.forEach(entry -> terminal.out().println("+ " + entry));
            terminal.out().flush();
            Baseline changed = old.baseline().changed(match.gone(), added);
            int exit = changed.equals(old.baseline()) && found.isComplete()
                    ? ExitCode.CLEAN
                    : write(new BaselineFile(old.file(), old.start(), changed), file, found.isComplete());
            var said = new ArrayList<>(List.of(
                    findings(changed.entries().size()), match.gone().size() + " removed", added.size() + " added"));
            if (!acceptsNew && !fresh.isEmpty()) {
                said.add(fresh.size() + " new not added: --accept-new does that");
            }
            terminal.tell(file + ": " + String.join(", ", said));
            return exit;
        }
    }
}
