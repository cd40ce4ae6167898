package uringlint.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import uringlint.cli.dump.Dump;
import uringlint.cli.dump.Stage;
import uringlint.cli.find.Selection;
import uringlint.cli.report.JsonReport;
import uringlint.cli.report.Palette;
import uringlint.cli.report.Report;
import uringlint.cli.report.TextReport;
import uringlint.cli.run.Analyzed;
import uringlint.source.Problem;

/// Reports where drivers break the contract of commands.
@Command(name = "check", description = "Report where drivers break the contract of commands.", sortOptions = false)
final class CheckCommand implements Callable<Integer> {
    private static final int PROBLEMS = 10;

    /// The forms of a report.
    enum Format {
        text,
        json
    }

    /// When a report has colors.
    enum Color {
        auto,
        always,
        never
    }

    private final Terminal terminal;

    @Spec
    private CommandSpec command;

    @Mixin
    private SourceOptions source;

    @Option(names = "--format", paramLabel = "FORMAT", description = "text or json.")
    private Format format = Format.text;

    @Mixin
    private RuleOptions ruleOptions;

    @Option(names = "--fail-on", paramLabel = "SEVERITY",
            description = "Findings from which severity on make the exit status 1: error, warning (the default), note or never.")
    private FailOn failOn = FailOn.warning;

    @Option(names = "--fix", arity = "0..1", paramLabel = "diff", preprocessor = Fixing.Attached.class,
            description = "Change the named files where a finding has a certain fix, and report what is left; with --fix=diff, print a patch instead.")
    private Fixing.Mode fix = Fixing.Mode.no;

    @Option(names = "--strict", description = "Exit with 3 when something was not analyzed in full.")
    private boolean isStrict;

    @Option(names = "--color", paramLabel = "WHEN", description = "auto (the default), always or never. NO_COLOR is obeyed.")
    private Color color = Color.auto;

    @Option(names = "--width", paramLabel = "COLUMNS", description = "The width of the text. Default: that of the terminal, else 80.")
    private int width;

    @Option(names = {"-v", "--verbose"}, description = "List every place that was not understood.")
    private boolean isVerbose;

    @Option(names = "--dump", arity = "2", paramLabel = "STAGE FUNCTION", hideParamSyntax = true,
            description = "Instead of a report, print what a stage makes of a function: dialect, tree, ir, cfg, callgraph, summaries or typestate.")
    private List<String> dump = new ArrayList<>();

    CheckCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        long started = System.nanoTime();
        Set<String> rules = ruleOptions.rules();
        source.kernels();
        Selection selection = source.selection(terminal);
        if (!dump.isEmpty()) {
            return dump(selection);
        }
        List<Analyzed> analyzed = source.analyze(terminal, selection);
        Report report = report(selection, analyzed, rules);
        if (fix == Fixing.Mode.diff) {
            new Fixing(terminal, source.paths(), report).print();
            return exitCode(report, selection, analyzed);
        }
        boolean isWritten = true;
        if (fix == Fixing.Mode.write) {
            isWritten = new Fixing(terminal, source.paths(), report).write().isEmpty();
            // What is left is read off the files as they are now: places have moved.
            selection = source.selection(terminal);
            analyzed = source.analyze(terminal, selection);
            report = report(selection, analyzed, rules);
        }
        print(report, selection, (System.nanoTime() - started) / 1_000_000);
        return isWritten ? exitCode(report, selection, analyzed) : ExitCode.INCOMPLETE;
    }

    private Report report(Selection selection, List<Analyzed> analyzed, Set<String> rules) {
        return Findings.report(selection, analyzed, rules, ruleOptions.denied(), ruleOptions.least(failOn));
    }

    private int dump(Selection selection) {
        String name = dump.getFirst();
        Stage stage = Stage.named(name).orElseThrow(() -> new CommandLine.ParameterException(
                command.commandLine(), "no stage is called `" + name + "`" + NearMiss.hint(name, Stage.names())));
        String text = Dump.render(stage, dump.get(1), () -> source.analyze(terminal, selection));
        if (text.isEmpty()) {
            terminal.err().println("uringlint: no function `" + dump.get(1) + "` here");
            return ExitCode.INCOMPLETE;
        }
        terminal.out().print(text);
        return ExitCode.CLEAN;
    }

    private void print(Report report, Selection selection, long milliseconds) {
        boolean isColored = switch (color) {
            case always -> true;
            case never -> false;
            case auto -> terminal.isInteractive() && terminal.allowsColor();
        };
        var text = new TextReport(isColored ? Palette.COLORED : Palette.PLAIN, width > 0 ? width : terminal.width());
        List<Problem> unread = selection.problems();
        if (format == Format.json) {
            terminal.out().print(JsonReport.render(report));
            terminal.out().flush();
            terminal.err().print(text.problems(unread, isVerbose ? unread.size() : PROBLEMS));
            return;
        }
        terminal.out().print(text.findings(report.findings()));
        terminal.out().flush();
        List<Problem> problems = report.problems();
        terminal.err().print(text.problems(problems, isVerbose ? problems.size() : PROBLEMS));
        var plain = isColored && terminal.showsProgress() ? text : new TextReport(Palette.PLAIN, terminal.width());
        terminal.err().print(plain.summary(report, problems.size(), milliseconds));
    }

    private int exitCode(Report report, Selection selection, List<Analyzed> analyzed) {
        boolean isBroken = analyzed.stream().anyMatch(Analyzed::isBroken);
        if (!selection.problems().isEmpty() || isBroken || isStrict && !report.problems().isEmpty()) {
            return ExitCode.INCOMPLETE;
        }
        return failOn.isMetBy(report) ? ExitCode.FINDINGS : ExitCode.CLEAN;
    }
}
