// SPDX-License-Identifier: Apache-2.0

package uringlint.rules;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/// The rows of the table in the README that says how far to trust the program. Each is held to by the test that counts: `-Dgolden=update`
/// writes it anew. What was counted is also in `target/figures`, a file for each test.
public final class Figures {
    private static final Path README = Path.of("..", "README.md");
    private static final Path TARGET = Path.of("target");

    /// A row: what is counted, where the numbers may be others than those in the README, and the count.
    public record Row(String what, String figure) {}

    private Figures() {}

    /// The figure of something of which most is as it should be.
    public static String share(long right, long all) {
        return right + " of " + all;
    }

    /// Writes what a test counted to its file, and holds the README to it.
    public static void areInTheReadme(String test, List<Row> rows) throws IOException {
        write(Path.of("figures", test + ".txt"), rows.stream().map(row -> row.what + ": " + row.figure).toList());
        List<String> lines = new ArrayList<>(Files.readAllLines(README));
        List<String> found = new ArrayList<>();
        List<String> wanted = new ArrayList<>();
        for (Row row : rows) {
            int index = IntStream.range(0, lines.size()).filter(line -> isAbout(lines.get(line), row.what)).findFirst()
                    .orElseThrow(() -> new AssertionError("the README has no row \"" + row.what + "\""));
            String[] cells = lines.get(index).split(" \\| ", 3);
            found.add(lines.get(index));
            lines.set(index, "| " + row.what + " | " + row.figure + " | " + cells[2]);
            wanted.add(lines.get(index));
        }
        if ("update".equals(System.getProperty("golden"))) {
            Files.writeString(README, String.join("\n", lines) + "\n");
        } else {
            assertThat(found).as("rows of the README, which -Dgolden=update writes anew").isEqualTo(wanted);
        }
    }

    /// Writes lines to a file below `rules/target`, whose name from the root of the checkout on is returned.
    public static String write(Path file, List<String> lines) throws IOException {
        Path path = TARGET.resolve(file);
        Files.createDirectories(path.getParent());
        Files.writeString(path, lines.isEmpty() ? "" : String.join("\n", lines) + "\n");
        return "rules/" + path.toString().replace('\\', '/');
    }

    /// Rows are known by their words, since their numbers are what changes.
    private static boolean isAbout(String line, String what) {
        return line.replaceAll("\\d+", "N").startsWith("| " + what.replaceAll("\\d+", "N") + " | ");
    }
}
