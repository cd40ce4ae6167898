// SPDX-License-Identifier: Apache-2.0

package uringlint.cli;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import uringlint.cli.config.Config;
import uringlint.cli.find.Selection;
import uringlint.cli.graph.Dot;
import uringlint.cli.graph.DriverGraph;
import uringlint.cli.graph.Mermaid;
import uringlint.cli.graph.Svg;
import uringlint.cli.page.EntriesPage;
import uringlint.cli.report.Entries;
import uringlint.cli.report.Palette;
import uringlint.cli.report.Printable;
import uringlint.cli.report.TextReport;
import uringlint.cli.run.Analyzed;
import uringlint.diagnostic.Severity;
import uringlint.source.Problem;

/// Lists the functions by which the kernel enters drivers with commands.
@Command(
        name = "entries",
        description = "List the functions by which the kernel enters a driver, and what they do to commands.",
        sortOptions = false)
final class EntriesCommand implements Callable<Integer> {
    private static final int PROBLEMS = 10;

    /// The forms of the list.
    enum Format {
        text,
        json,
        dot,
        mermaid,
        svg,
        html
    }

    private final Terminal terminal;

    @Mixin
    private SourceOptions source;

    @Option(
            names = "--format",
            paramLabel = "FORMAT",
            description = "${COMPLETION-CANDIDATES}: a list, or a graph of what becomes of commands. Default: text.")
    private Format format = Format.text;

    @Mixin
    private ConfigOptions configOptions;

    EntriesCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        Config config = configOptions.load(terminal);
        source.use(config);
        source.kernels();
        source.orHere();
        Selection selection = source.selection(terminal);
        List<Analyzed> analyzed = source.analyze(terminal, selection);
        terminal.out().print(switch (format) {
            case text -> Entries.text(entries(analyzed), terminal.isInteractive() ? terminal.width() : Integer.MAX_VALUE);
            case json -> Entries.json(entries(analyzed));
            case dot -> Dot.file(graphs(selection, analyzed, config));
            case mermaid -> Mermaid.file(graphs(selection, analyzed, config));
            case svg -> Svg.file(graphs(selection, analyzed, config));
            case html -> EntriesPage.of(graphs(selection, analyzed, config), Version.text());
        });
        terminal.out().flush();
        var problems = new ArrayList<>(selection.problems());
        analyzed.forEach(driver -> problems.addAll(driver.problems()));
        List<Problem> distinct = problems.stream().distinct().toList();
        terminal.err().print(Printable.lines(new TextReport(Palette.PLAIN, terminal.width()).problems(distinct, PROBLEMS)));
        Unseen unseen = source.unseen(selection, analyzed, distinct);
        unseen.tell(terminal);
        return unseen.counts() ? ExitCode.INCOMPLETE : ExitCode.CLEAN;
    }

    private static List<Entries.Entry> entries(List<Analyzed> analyzed) {
        var entries = new LinkedHashSet<Entries.Entry>();
        for (Analyzed driver : analyzed) {
            driver.versions().forEach(version -> entries.addAll(Entries.of(version.program())));
        }
        return List.copyOf(entries);
    }

    /// The graphs of all drivers, with what `check` would report.
    private List<DriverGraph> graphs(Selection selection, List<Analyzed> analyzed, Config config) {
        var pictures = new Pictures();
        analyzed.forEach(pictures::take);
        return pictures.of(Findings.report(selection, analyzed, Policy.in(terminal.folder(), config, Severity.WARNING)));
    }
}
