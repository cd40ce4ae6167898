// SPDX-License-Identifier: Apache-2.0

package uringlint.cli;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import uringlint.cli.fix.WriteScope;
import uringlint.cli.report.Links;
import uringlint.cli.report.Palette;
import uringlint.cli.report.Printable;
import uringlint.cli.report.Report;
import uringlint.cli.report.ReportFrame;
import uringlint.cli.report.TextFormat;
import uringlint.cli.report.TextReport;
import uringlint.source.Problem;

/// The options that say how a report looks and where it goes, for every command that reports findings.
final class OutputOptions {
    private static final int PROBLEMS = 10;

    /// When a report has colors.
    enum Color {
        auto,
        always,
        never
    }

    @Spec(Spec.Target.MIXEE)
    private CommandSpec command;

    @Option(names = "--output", paramLabel = "FORMAT[=FILE]", completionCandidates = Outputs.Names.class,
            description = "Write the report in a format (${COMPLETION-CANDIDATES}; text is the default), to a file or to standard output."
                    + " Can be repeated, with one report on standard output.")
    private List<String> outputs = new ArrayList<>();

    @Option(names = "--format", paramLabel = "FORMAT", description = "Short for --output FORMAT.")
    private String format = "";

    @Option(names = "--color", paramLabel = "WHEN", description = "auto (the default), always or never. NO_COLOR is obeyed.")
    private Color color = Color.auto;

    @Option(names = "--width", paramLabel = "COLUMNS", description = "The width of the text. Default: that of the terminal, else 80.")
    private int width;

    @Option(names = {"-v", "--verbose"}, description = "List every place that was not understood.")
    private boolean isVerbose;

    @Option(names = {"-q", "--quiet"}, description = "Say nothing beside the report but what was not looked at.")
    private boolean isQuiet;

    @Option(names = "--statistics", description = "Instead of the findings, print how many of them each rule has.")
    private boolean isCounted;

    /// Whether the user names a form of the report.
    boolean isNamed() {
        return !outputs.isEmpty() || !format.isEmpty();
    }

    /// Where to read on, as of the finding that was told last.
    private static Optional<String> more(Report report) {
        return report.findings().isEmpty()
                ? Optional.empty()
                : Optional.of("for more: uringlint explain " + report.findings().getLast().diagnostic().rule());
    }

    /// The rules that report most first, with the numbers of their findings.
    private static String statistics(Report report) {
        Map<String, Integer> counts = new TreeMap<>();
        report.findings().forEach(finding -> counts.merge(
                finding.diagnostic().severity().word() + "[" + finding.diagnostic().rule() + "]", 1, Integer::sum));
        var text = new StringBuilder();
        counts.entrySet().stream()
                .sorted(Map.Entry.<String, Integer>comparingByValue().reversed().thenComparing(Map.Entry.comparingByKey()))
                .forEach(entry -> text.append(String.format(Locale.ROOT, "%6d  %s%n", entry.getValue(), entry.getKey())));
        return text.toString();
    }

    /// What the user asks for; text if there is no word of it. `scope` are the files that a patch may change.
    Outputs outputs(Path folder, WriteScope scope) {
        if (isCounted && isNamed()) {
            throw new CommandLine.ParameterException(
                    command.commandLine(), "--statistics prints numbers and no report: leave --output and --format out");
        }
        var all = new ArrayList<>(outputs);
        if (!format.isEmpty()) {
            all.addFirst(format);
        }
        try {
            return Outputs.parse(all.isEmpty() ? List.of("text") : all, folder, scope);
        } catch (Outputs.Refused e) {
            throw new CommandLine.ParameterException(command.commandLine(), e.getMessage());
        }
    }

    /// Writes a report in all its forms, and to the terminal what is to be said beside it: `unread` are the problems that are told even
    /// to programs, `unseen` what the verdict has to say besides, and paths are relative to the start of `top`. Whether
    /// all could be written.
    boolean print(
            Outputs to, Report report, List<Problem> unread, Unseen unseen,
            RepositoryTop top, int exitCode, long milliseconds, Terminal terminal) {
        boolean isColored = switch (color) {
            case always -> true;
            case never -> false;
            case auto -> terminal.isInteractive() && terminal.allowsColor();
        };
        var frame = new ReportFrame(Version.text(), top.start().toUri(), top.folder().toUri(), top::name, RulePages::text, exitCode,
                isColored ? Palette.COLORED : Palette.PLAIN, width > 0 ? width : terminal.width(),
                isColored && terminal.isInteractive() && terminal.showsLinks() ? new Links(top.start().toUri()) : Links.NONE,
                to.pictures());
        boolean isWritten = true;
        if (isCounted) {
            terminal.out().print(statistics(report));
        } else {
            isWritten = to.write(report, frame, width > 0 ? width : Terminal.DEFAULT_WIDTH, terminal);
        }
        var text = new TextReport(frame.palette(), frame.width());
        if (to.printed().equals("github")) {
            // Annotations may be dropped and have no traces.
            terminal.err().print(new TextFormat().render(report, frame));
        }
        if (isQuiet) {
            unseen.tell(terminal);
            return isWritten;
        }
        if (!to.printsNotes()) {
            report.notes().forEach(terminal::tell);
        }
        List<Problem> problems = to.isForPeople() ? report.problems() : unread;
        terminal.err().print(Printable.lines(text.problems(problems, isVerbose ? problems.size() : PROBLEMS)));
        if (to.isForPeople()) {
            var plain = isColored && terminal.showsProgress() ? text : new TextReport(Palette.PLAIN, terminal.width());
            String summary = plain.summary(report, problems, milliseconds, unseen.parts());
            terminal.err().print(terminal.showsProgress() ? plain.wrap(summary) : summary);
            more(report).ifPresent(terminal::tell);
        } else {
            unseen.tell(terminal);
        }
        return isWritten;
    }
}
