// SPDX-License-Identifier: Apache-2.0

package uringlint.cli;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import uringlint.cli.find.Selection;
import uringlint.cli.report.Entries;
import uringlint.cli.report.Palette;
import uringlint.cli.report.Printable;
import uringlint.cli.report.TextReport;
import uringlint.cli.run.Analyzed;
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
        json
    }

    private final Terminal terminal;

    @Mixin
    private SourceOptions source;

    @Option(names = "--format", paramLabel = "FORMAT", description = "text or json.")
    private Format format = Format.text;

    @Mixin
    private ConfigOptions configOptions;

    EntriesCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        source.use(configOptions.load(terminal));
        source.kernels();
        source.orHere();
        Selection selection = source.selection(terminal);
        List<Analyzed> analyzed = source.analyze(terminal, selection);
        var entries = new LinkedHashSet<Entries.Entry>();
        var problems = new ArrayList<>(selection.problems());
        for (Analyzed driver : analyzed) {
            driver.versions().forEach(version -> entries.addAll(Entries.of(version.program())));
            problems.addAll(driver.problems());
        }
        List<Entries.Entry> all = List.copyOf(entries);
        terminal.out().print(format == Format.json ? Entries.json(all) : Entries.table(all));
        terminal.out().flush();
        List<Problem> distinct = problems.stream().distinct().toList();
        terminal.err().print(Printable.lines(new TextReport(Palette.PLAIN, terminal.width()).problems(distinct, PROBLEMS)));
        Unseen unseen = source.unseen(selection, analyzed, distinct);
        unseen.tell(terminal);
        return unseen.counts() ? ExitCode.INCOMPLETE : ExitCode.CLEAN;
    }
}
