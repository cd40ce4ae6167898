// SPDX-License-Identifier: Apache-2.0

package uringlint.cli.page;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import uringlint.cli.Main;
import uringlint.cli.Terminal;

/// Runs the program over samples, as a reader of a page would.
final class ShownReport {
    private static final int WIDTH = 80;

    private final Path folder;

    /// `folder` is an empty one, into which samples are written.
    ShownReport(Path folder) {
        this.folder = folder;
    }

    /// The first report of a rule in a sample; empty where there is none.
    String of(String rule, SampleCode code) throws IOException {
        Path place = Files.createDirectory(folder.resolve(rule));
        Files.writeString(place.resolve(code.name()), code.plain());
        List<String> arguments = new ArrayList<>(List.of("check", "--no-config", "--quiet", "--only", rule));
        code.sample().kernel().ifPresent(kernel -> arguments.addAll(List.of("--kernel", kernel)));
        arguments.add(code.name());
        var out = new ByteArrayOutputStream();
        var err = new ByteArrayOutputStream();
        var terminal = new Terminal(
                new PrintStream(out, false, StandardCharsets.UTF_8),
                new PrintStream(err, false, StandardCharsets.UTF_8),
                place, WIDTH, false, false, false);
        Main.run(terminal, arguments.toArray(String[]::new));
        String text = out.toString(StandardCharsets.UTF_8);
        return Arrays.stream(text.split("(?m)^(?=(?:error|warning|note)\\[)"))
                .filter(report -> !report.isBlank())
                .map(report -> report.lines().map(String::stripTrailing).reduce((one, other) -> one + "\n" + other).orElse("").strip())
                .findFirst()
                .orElse("");
    }
}
