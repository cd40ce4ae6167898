// SPDX-License-Identifier: Apache-2.0

package uringlint.cli;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import uringlint.cli.fix.FileWriter;
import uringlint.cli.merge.Merge;
import uringlint.cli.merge.Unmergeable;
import uringlint.cli.names.FileNames;
import uringlint.cli.report.Printable;

/// Puts the reports of all parts of a run together.
@Command(
        name = "merge",
        description =
                "Put the reports of `check --shard 1/N` to `N/N` together, in JSON or SARIF, to that of the whole run.",
        sortOptions = false)
final class MergeCommand implements Callable<Integer> {
    private final Terminal terminal;

    @Parameters(paramLabel = "FILE", arity = "1..*", description = "The reports, in any order.")
    private List<String> files = new ArrayList<>();

    @Option(
            names = {"-o", "--output"},
            paramLabel = "FILE",
            description = "Write to this file. Default: to standard output.")
    private String output = "";

    MergeCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        try {
            Map<String, String> texts = new LinkedHashMap<>();
            for (String file : files) {
                if (texts.put(file, read(file)) != null) {
                    return refuse("`" + file + "` is named twice");
                }
            }
            String merged = Merge.merge(texts);
            if (output.isEmpty()) {
                terminal.out().print(Printable.json(merged));
            } else {
                write(merged);
            }
            return ExitCode.CLEAN;
        } catch (Unmergeable | IOException e) {
            return refuse(Objects.requireNonNullElse(e.getMessage(), e.toString()));
        }
    }

    private int refuse(String message) {
        terminal.tell("uringlint: nothing was merged: " + message);
        return ExitCode.INCOMPLETE;
    }

    private String read(String file) throws IOException {
        try {
            return Files.readString(FileNames.resolve(terminal.folder(), file), StandardCharsets.UTF_8);
        } catch (IOException | InvalidPathException e) {
            throw new IOException("`" + file + "` cannot be read", e);
        }
    }

    private void write(String merged) throws IOException {
        try {
            FileWriter.replace(FileNames.resolve(terminal.folder(), output).toAbsolutePath(), merged.getBytes(StandardCharsets.UTF_8));
        } catch (IOException | InvalidPathException e) {
            throw new IOException("`" + output + "` cannot be written", e);
        }
    }
}
