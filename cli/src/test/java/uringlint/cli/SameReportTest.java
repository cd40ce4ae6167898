// SPDX-License-Identifier: Apache-2.0

package uringlint.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import uringlint.samples.Sample;
import uringlint.samples.SampleFolder;
import uringlint.samples.Samples;

/// The report on a tree is the same, byte for byte, however the program is asked for it.
class SameReportTest {
    /// Every so many samples are enough.
    private static final int STRIDE = 13;
    private static final List<String> FORMATS = List.of("sarif", "gitlab", "github");

    @TempDir
    private Path folder;

    private Path tree;
    /// The folders of the drivers, and all their sources.
    private final List<String> folders = new ArrayList<>();
    private final List<String> files = new ArrayList<>();

    @BeforeEach
    void writeTree() throws IOException {
        tree = Files.createDirectory(folder.resolve("tree"));
        Files.createDirectory(tree.resolve(".git"));
        // A file that mentions no commands is analyzed only where it is named.
        List<Sample> samples = Samples.all().stream().filter(sample -> sample.text().contains("uring_cmd")).toList();
        for (int index = 0; index < samples.size(); index += STRIDE) {
            Sample sample = samples.get(index);
            String driver = "drivers/d" + index;
            folders.add(driver);
            files.add(driver + sample.path().substring(sample.path().lastIndexOf('/')));
            Drivers.write(tree.resolve(files.getLast()), sample.text());
        }
        List<SampleFolder> several = Samples.folders();
        for (int index = 0; index < several.size(); index += STRIDE) {
            folders.add("several/" + several.get(index).path());
            for (Sample file : several.get(index).files()) {
                Drivers.write(tree.resolve("several/" + file.path()), file.text());
            }
            several.get(index).sources().forEach(file -> files.add("several/" + file.path()));
        }
    }

    private String report(Path start, String format, List<String> options, List<String> paths) {
        var arguments = new ArrayList<>(List.of("check", "--level", "note", "--output", format));
        arguments.addAll(options);
        arguments.addAll(paths);
        Cli run = Cli.run(start, arguments.toArray(String[]::new));
        assertThat(run.exit()).as(run.err()).isEqualTo(ExitCode.FINDINGS);
        return run.out();
    }

    private String expected(String format) {
        return report(tree, format, List.of("--jobs", "1"), List.of("."));
    }

    @Test
    void theNumberOfJobsDoesNotMatter() {
        String expected = expected("sarif");
        assertThat(expected).hasSizeGreaterThan(50_000);
        for (String jobs : List.of("1", "2", "3", "16")) {
            assertThat(report(tree, "sarif", List.of("--jobs", jobs), List.of("."))).as(jobs).isEqualTo(expected);
        }
    }

    @Test
    void theOrderOfTheArgumentsDoesNotMatter() {
        String expected = expected("sarif");
        for (List<String> paths : List.of(folders, files)) {
            for (int seed = 0; seed < 3; seed++) {
                var shuffled = new ArrayList<>(paths);
                Collections.shuffle(shuffled, new Random(seed));
                assertThat(report(tree, "sarif", List.of(), shuffled))
                        .as("%d of %s", seed, paths.getFirst())
                        .isEqualTo(expected);
            }
        }
    }

    @Test
    void theWorkingFolderDoesNotMatter() {
        for (String format : FORMATS) {
            String expected = expected(format);
            for (Path start :
                    List.of(tree, tree.resolve("drivers"), tree.resolve("drivers/d0"), folder, folder.getParent())) {
                assertThat(report(start, format, List.of(), List.of(tree.toString())))
                        .as("%s from %s", format, start)
                        .isEqualTo(expected);
                assertThat(report(
                                start,
                                format,
                                List.of(),
                                List.of(
                                        start.equals(tree)
                                                ? "."
                                                : start.relativize(tree).toString())))
                        .as("%s from %s", format, start)
                        .isEqualTo(expected);
            }
        }
    }

    @Test
    void aCompilationDatabaseIsAsGoodAsTheFiles() throws IOException {
        var entries = new JsonArray();
        var shuffled = new ArrayList<>(files);
        Collections.shuffle(shuffled, new Random(1));
        for (String file : shuffled) {
            var entry = new JsonObject();
            entry.addProperty("directory", tree.toString());
            entry.addProperty("file", file);
            entry.addProperty("command", "cc -c " + file);
            entries.add(entry);
        }
        Path database = Files.writeString(folder.resolve("compile_commands.json"), entries.toString());
        for (String format : FORMATS) {
            assertThat(report(tree, format, List.of("-p", database.toString()), List.of()))
                    .as(format)
                    .isEqualTo(expected(format));
        }
    }

    @Test
    void aBuildThatCompilesTheFilesSaysWhatIsInThem() {
        var said = new TreeSet<String>();
        for (String file : files) {
            String compiler = file.endsWith(".rs") ? "rustc" : "cc";
            Cli run = Cli.run(tree, "kbuild", "--level", "note", compiler, "-c", file);
            assertThat(run.exit()).isZero();
            run.err().lines().filter(line -> line.endsWith("]")).forEach(said::add);
        }
        assertThat(said)
                .containsExactlyElementsOf(new TreeSet<>(
                        report(tree, "gcc", List.of(), List.of(".")).lines().toList()));
    }

    @Test
    void aPatchThatAddsTheFilesBringsWhatIsInThem() throws IOException {
        var patch = new StringBuilder();
        for (String file : everything()) {
            String text = Files.readString(tree.resolve(file));
            patch.append("diff --git a/")
                    .append(file)
                    .append(" b/")
                    .append(file)
                    .append("\nnew file mode 100644\n--- /dev/null\n+++ b/")
                    .append(file)
                    .append("\n@@ -0,0 +1,")
                    .append(text.lines().count())
                    .append(" @@\n")
                    .append(text.lines().map(line -> "+" + line + "\n").collect(Collectors.joining()));
        }
        Path input = Files.writeString(folder.resolve("all.patch"), patch);
        Path empty = Files.createDirectory(folder.resolve("empty"));
        assertThat(places(report(
                        empty,
                        "json",
                        List.of("--trust-change", "--base", ".", "--patch", input.toString()),
                        List.of())))
                .isEqualTo(places(report(tree, "json", List.of(), List.of("."))));
    }

    private List<String> everything() throws IOException {
        try (var all = Files.walk(tree)) {
            return all.filter(Files::isRegularFile).map(file -> tree.relativize(file).toString()).sorted().toList();
        }
    }

    private static TreeSet<String> places(String report) {
        var places = new TreeSet<String>();
        for (JsonElement element : JsonParser.parseString(report).getAsJsonObject().getAsJsonArray("findings")) {
            JsonObject finding = element.getAsJsonObject();
            places.add(finding.get("path").getAsString() + ":"
                    + finding.get("line").getAsInt() + " " + finding.get("rule").getAsString() + " "
                    + finding.get("message").getAsString());
        }
        return places;
    }

    /// Collections of the JDK that have no order have another one in each process.
    @Test
    void twoProcessesPrintTheSameBytes() throws IOException {
        for (String format : List.of("text", "sarif")) {
            String first = process(format, "1");
            assertThat(first.lines().count()).as(format).isGreaterThan(100);
            assertThat(process(format, "2")).as(format).isEqualTo(first);
        }
    }

    private String process(String format, String jobs) throws IOException {
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xss8m",
                        "--enable-native-access=ALL-UNNAMED",
                        "-XX:TieredStopAtLevel=1",
                        "-cp",
                        System.getProperty("java.class.path"),
                        "uringlint.cli.Main",
                        "check",
                        "--level",
                        "note",
                        "--output",
                        format,
                        "--jobs",
                        jobs,
                        ".")
                .directory(tree.toFile())
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        return new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    }
}
