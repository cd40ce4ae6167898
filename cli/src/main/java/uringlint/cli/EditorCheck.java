// SPDX-License-Identifier: Apache-2.0

package uringlint.cli;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.BiFunction;
import uringlint.cli.config.Config;
import uringlint.cli.config.ConfigFile;
import uringlint.cli.config.DamagedConfig;
import uringlint.cli.config.KnownNames;
import uringlint.cli.find.Selection;
import uringlint.cli.lsp.Checker;
import uringlint.cli.names.FileNames;
import uringlint.cli.names.NearMiss;
import uringlint.cli.report.Report;
import uringlint.cli.report.RuleText;
import uringlint.cli.run.Analyzed;
import uringlint.cli.run.Engine;
import uringlint.cli.run.Kernels;
import uringlint.source.Problem;

/// A run of `check` over one file, as it is in an editor.
final class EditorCheck implements Checker {
    private static final KnownNames NAMES = new KnownNames(RuleNames.ids(), NearMiss::hint);

    private final Terminal terminal;
    private final BiFunction<Config, Terminal, Policy> policies;
    private final BiFunction<Config, Terminal, Optional<Kernels>> kernels;

    EditorCheck(Terminal terminal, BiFunction<Config, Terminal, Policy> policies, BiFunction<Config, Terminal, Optional<Kernels>> kernels) {
        this.terminal = terminal;
        this.policies = policies;
        this.kernels = kernels;
    }

    @Override
    public RuleText rule(String id) {
        return RulePages.text(id);
    }

    @Override
    public Checked check(Path file, Map<Path, byte[]> texts) {
        Path folder = Optional.ofNullable(file.getParent()).orElse(file);
        String message = "";
        Config config = Config.none(folder);
        try {
            config = ConfigFile.find(folder, NAMES);
        } catch (DamagedConfig e) {
            message = Objects.requireNonNullElse(e.getMessage(), "the configuration is damaged");
        }
        try {
            Terminal here = terminal.in(folder);
            Selection selection = OpenFiles.selection(folder, FileNames.text(Optional.ofNullable(file.getFileName()).orElse(file)), texts);
            List<Analyzed> analyzed = new Engine(folder, kernels.apply(config, here))
                    .with(config.functions())
                    .analyze(selection.drivers(), _ -> {});
            Report report = Findings.report(selection, analyzed, policies.apply(config, here));
            String failed = analyzed.stream()
                    .filter(Analyzed::isBroken)
                    .flatMap(driver -> driver.problems().stream().map(Problem::message))
                    .findFirst()
                    .orElse("");
            return new Checked(folder, report.findings(), report.problems(), analyzed, message.isEmpty() ? failed : message);
        } catch (RuntimeException | StackOverflowError | OutOfMemoryError e) {
            Failure.tell(terminal, e);
            return new Checked(
                    folder, List.of(), List.of(), List.of(), "this file could not be analyzed: the error output of uringlint says why");
        }
    }
}
