// SPDX-License-Identifier: Apache-2.0

package uringlint.cli;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Optional;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import uringlint.cli.baseline.Baseline;
import uringlint.cli.baseline.BaselineEntry;
import uringlint.cli.baseline.BaselineText;
import uringlint.cli.config.Config;
import uringlint.cli.config.TreeFile;
import uringlint.cli.fix.FileWriter;
import uringlint.cli.names.FileNames;
import uringlint.cli.report.Report;

/// A baseline in its file. Its paths are relative to the folder of the file, so that it is the same wherever the program is started.
record BaselineFile(Path file, Path start, Baseline baseline) {
    static final String DEFAULT = ".uringlint-baseline";
    private static final int LONGEST = 64 << 20;

    /// The baseline that counts: the one of an option, or else the one of the configuration. It is relative to `start`.
    static Optional<String> named(String option, Config config, Path start) {
        if (!option.isEmpty()) {
            return Optional.of(option);
        }
        return config.baseline()
                .map(setting -> FileNames.text(start.toAbsolutePath()
                        .normalize()
                        .relativize(FileNames.resolve(config.folder(), setting.value())
                                .normalize())));
    }

    /// Reads a file; what is wrong with it is a mistake of the user. `name` is relative to `start`.
    static BaselineFile read(String name, Path start, CommandSpec command) {
        try {
            Path file = FileNames.resolve(start, name).normalize();
            if (!Files.exists(file, LinkOption.NOFOLLOW_LINKS)) {
                throw new CommandLine.ParameterException(
                        command.commandLine(),
                        "there is no baseline `" + name + "`: `uringlint baseline create` writes one");
            }
            return new BaselineFile(
                    file,
                    start,
                    BaselineText.read(new String(TreeFile.read(start, file, LONGEST), StandardCharsets.UTF_8)));
        } catch (BaselineText.Damaged e) {
            throw new CommandLine.ParameterException(
                    command.commandLine(), name + ":" + e.line() + ": " + e.getMessage());
        } catch (InvalidPathException _) {
            throw new CommandLine.ParameterException(command.commandLine(), "`" + name + "` is no name of a file");
        } catch (TreeFile.Refused e) {
            throw new CommandLine.ParameterException(
                    command.commandLine(), "the baseline `" + name + "` is not used: " + e.getMessage());
        }
    }

    /// The name of a file in the baseline; `path` is relative to the folder of the start.
    String name(String path) {
        Path folder = file.toAbsolutePath().resolveSibling("");
        return FileNames.text(folder.relativize(FileNames.resolve(start, path).toAbsolutePath().normalize()));
    }

    Baseline.Match match(Report report, LookedAt lookedAt) {
        return baseline.match(report.findings(), this::name, entry -> contains(lookedAt, entry));
    }

    private boolean contains(LookedAt lookedAt, BaselineEntry entry) {
        try {
            return lookedAt.contains(file.resolveSibling(entry.path()).normalize(), entry.rule());
        } catch (InvalidPathException _) {
            return false;
        }
    }

    /// A report without what the baseline lists.
    Report compare(Report report, LookedAt lookedAt) {
        Baseline.Match match = match(report, lookedAt);
        return report.compared(match.fresh(), new Report.Known(match.known(), match.gone().size()));
    }

    void write() throws IOException {
        FileWriter.replace(file, BaselineText.write(baseline).getBytes(StandardCharsets.UTF_8));
    }
}
