// SPDX-License-Identifier: Apache-2.0

package uringlint.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import uringlint.cli.fix.WriteScope;
import uringlint.cli.report.Finding;
import uringlint.cli.report.OddReport;
import uringlint.cli.report.Palette;
import uringlint.cli.report.ReportFrame;
import uringlint.source.SourceFile;

/// Where reports go.
class OutputTest {
    @TempDir
    private Path folder;

    @BeforeEach
    void writeDriver() throws IOException {
        Drivers.write(folder.resolve("x.c"), Drivers.driver(Drivers.BODY_WRONG));
        Drivers.write(folder.resolve("right.c"), Drivers.driver(Drivers.BODY_RIGHT));
    }

    private Cli run(String... arguments) {
        return Cli.run(folder, arguments);
    }

    private String read(String path) throws IOException {
        return Files.readString(folder.resolve(path), StandardCharsets.UTF_8);
    }

    private List<String> files() throws IOException {
        try (var files = Files.list(folder)) {
            return files.map(file -> file.getFileName().toString()).sorted().toList();
        }
    }

    @Test
    void severalReportsAreWrittenAtOnce() throws IOException {
        Cli run = run("check", "--output", "sarif=out.sarif", "--output", "text", "--output", "junit=out.xml", "x.c");
        assertThat(run.exit()).isEqualTo(1);
        assertThat(run.out()).isEqualTo(run("check", "x.c").out()).startsWith("error[double-completion]");
        assertThat(run.err()).startsWith("1 error in 1 file");
        assertThat(JsonParser.parseString(read("out.sarif"))
                        .getAsJsonObject()
                        .get("version")
                        .getAsString())
                .isEqualTo("2.1.0");
        assertThat(read("out.xml")).contains("<failure type=\"error\"");
        assertThat(files()).containsExactly("out.sarif", "out.xml", "right.c", "x.c");
    }

    /// The list of the formats is the one in [Outputs]; this holds to it what repeats it for readers.
    @Test
    void everyFormatIsWrittenDownAndHasAGoldenFile() throws IOException {
        Path root = Path.of("..");
        List<String> names = Outputs.names();
        List<String> rows = Files.readAllLines(root.resolve("docs/formats.md")).stream()
                .filter(line -> line.startsWith("| `")).map(line -> line.split("`")[1]).toList();
        assertThat(rows).as("rows of docs/formats.md").isEqualTo(names);
        String listed = names.stream()
                .map(name -> "`" + name + "`")
                .collect(Collectors.joining(", "))
                .replaceAll(", (?=[^,]*$)", " or ");
        assertThat(Files.readString(root.resolve("README.md"))).contains("writes the report as " + listed + ";");
        String action = Files.readString(root.resolve("action.yml"));
        String inAction = action.replaceAll("(?s).*The form of the file: (.*?)\\..*", "$1");
        assertThat(inAction.split(", | or ")).as("action.yml").isSubsetOf(names);
        assertThat(names).allSatisfy(name -> assertThat(Path.of("src/test/resources/reports/odd." + name)).exists());
    }

    @Test
    void aReportThatGoesToAFileIsTheOneThatIsPrinted() throws IOException {
        for (String format : Outputs.names()) {
            Cli run = run("check", "--output", format, "--output", format + "=report", "x.c");
            assertThat(read("report")).as(format).isEqualTo(run.out());
            assertThat(run("check", "--format", format, "x.c").out()).isEqualTo(run.out());
        }
    }

    @Test
    void textInAFileIsAsWideAsTheUserSays() throws IOException {
        run("check", "--width", "50", "--color", "always", "--output", "text=narrow", "x.c");
        assertThat(read("narrow")).isEqualTo(run("check", "--width", "50", "x.c").out());
    }

    @Test
    void onlyPeopleGetTheSummary() {
        assertThat(run("check", "--output", "gcc", "x.c").err()).isEmpty();
        assertThat(run("check", "--output", "sarif", "x.c").err()).isEmpty();
        Cli quiet = run("check", "--output", "sarif=out.sarif", "x.c");
        assertThat(quiet.out()).isEmpty();
        assertThat(quiet.err()).startsWith("1 error in 1 file");
    }

    @Test
    void githubAlsoGetsTheText() {
        Cli run = run("check", "--output", "github", "x.c");
        assertThat(run.out())
                .startsWith("::error file=x.c,line=6,endLine=6,col=2,endColumn=11,title=uringlint%3A"
                        + " double-completion::returning `0` completes");
        assertThat(run.err()).startsWith(run("check", "x.c").out()).contains("1 error in 1 file");
        assertThat(run("check", "--output", "github", "right.c").out()).isEmpty();
    }

    @Test
    void theCodeCannotSpeakToTheRunner() throws IOException {
        Drivers.write(
                folder.resolve("x.c"),
                Drivers.driver(Drivers.BODY_WRONG.replace("return 0;", "return 0; /* ##[stop-commands]x */")));
        Cli run = run("check", "--output", "github", "x.c");
        assertThat(run.err()).contains("stop-commands").doesNotContain("##[stop");
    }

    @Test
    void aMistakeIsToldBeforeTheAnalysis() {
        assertThat(run("check", "--output", "sarf", "x.c").err())
                .startsWith("uringlint: no format is called `sarf`; did you mean `sarif`?\n");
        assertThat(run("check", "--output", "qqqqqqqqq", "x.c").err())
                .startsWith("uringlint: no format is called `qqqqqqqqq`: there are text, json, sarif,");
        assertThat(run("check", "--output", "json", "--output", "sarif", "x.c").err())
                .startsWith(
                        "uringlint: both json and sarif would go to standard output: name a file for one of them, as"
                                + " in `sarif=FILE`\n");
        assertThat(run("check", "--format", "json", "--output", "text=-", "x.c").exit()).isEqualTo(2);
        assertThat(run("check", "--output", "json=a", "--output", "sarif=./a", "x.c")
                        .err())
                .startsWith("uringlint: two reports would go to `./a`\n");
        assertThat(run("check", "--output", "json=nowhere/a", "x.c").err())
                .startsWith("uringlint: `nowhere/a` cannot be written: its folder does not exist\n");
        assertThat(run("check", "--output", "json=.", "x.c").err())
                .startsWith("uringlint: `.` is a folder and no file\n");
        assertThat(run("check", "--output", "json=", "x.c").exit()).isEqualTo(2);
        assertThat(run("check", "--fix=diff", "--output", "json", "x.c").exit()).isEqualTo(2);
    }

    @Test
    void aReportThatIsThereKeepsItsPermissionsAndLinks() throws IOException {
        Path report = Files.createFile(folder.resolve("report"));
        Files.setPosixFilePermissions(report, PosixFilePermissions.fromString("rw-r-----"));
        Path link = Files.createSymbolicLink(folder.resolve("link"), report);
        run("check", "--output", "gcc=link", "x.c");
        assertThat(Files.isSymbolicLink(link)).isTrue();
        assertThat(read("report")).startsWith("x.c:6:2: error: ");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(report))).isEqualTo("rw-r-----");
    }

    @Test
    void whatIsNoFileIsWrittenTo() {
        assumeTrue(Files.exists(Path.of("/dev/null")), "there is no /dev/null");
        assertThat(run("check", "--output", "json=/dev/null", "x.c").exit()).isEqualTo(1);
        assertThat(Files.isRegularFile(Path.of("/dev/null"))).isFalse();
    }

    @Test
    void aFolderThatCannotBeWrittenIsToldBeforeTheAnalysis() throws IOException {
        Path locked = Files.createDirectory(folder.resolve("locked"));
        Files.setPosixFilePermissions(locked, PosixFilePermissions.fromString("r-xr-xr-x"));
        assumeTrue(!Files.isWritable(locked), "root writes everything");
        Cli run = run("check", "--output", "json=locked/a", "--output", "gcc=b", "x.c");
        assertThat(run.exit()).isEqualTo(2);
        assertThat(run.err()).startsWith("uringlint: `locked/a` cannot be written: its folder is read-only\n");
    }

    @Test
    void aPatchOfOddFilesIsWrittenByteForByte() throws IOException {
        assumeTrue(
                Charset.forName(System.getProperty("sun.jnu.encoding"))
                        .newEncoder()
                        .canEncode('\u00e4'),
                "file names are ASCII here");
        for (Finding finding : OddReport.report().findings()) {
            SourceFile file = finding.diagnostic().location().file();
            Path path = folder.resolve(file.path());
            Files.createDirectories(path.getParent());
            Files.write(path, file.bytes());
        }
        Path golden = Path.of("src", "test", "resources", "reports", "odd.diff");
        var format = new DiffFormat(WriteScope.of(folder, List.of(".")));
        byte[] bytes = format.render(
                        OddReport.report(),
                        new ReportFrame("1.0", folder.toUri(), RulePages::text, 1, Palette.PLAIN, 80))
                .getBytes(format.charset());
        if ("update".equals(System.getProperty("golden"))) {
            Files.write(golden, bytes);
        }
        assertThat(bytes).isEqualTo(Files.readAllBytes(golden));
        Files.write(folder.resolve("patch"), bytes);
        assertThat(Git.run(folder, "apply", "patch")).isEmpty();
        assertThat(Files.readString(folder.resolve("latin.c"), StandardCharsets.ISO_8859_1))
                .isEqualTo("\t/* \u00e9 */ return -EIO;\n");
    }

    @Test
    void viewersOfARepositoryGetPathsFromItsTop() throws IOException {
        Files.createDirectory(folder.resolve(".git"));
        Drivers.write(folder.resolve("sub/dir/y.c"), Drivers.driver(Drivers.BODY_WRONG));
        Path start = folder.resolve("sub");
        assertThat(Cli.run(start, "check", "--output", "github", "dir").out()).startsWith("::error file=sub/dir/y.c,");
        assertThat(Cli.run(start, "check", "--output", "github", "../x.c").out()).startsWith("::error file=x.c,");
        assertThat(Cli.run(start, "check", "--output", "gitlab", "dir").out()).contains("\"path\": \"sub/dir/y.c\"");
        assertThat(Cli.run(start, "check", "--output", "gcc", "dir").out()).startsWith("dir/y.c:6:2: ");
    }

    @Test
    void aRepositoryNamesItsFilesWhereverTheProgramIsStarted(@TempDir Path elsewhere) throws IOException {
        Files.createDirectory(folder.resolve(".git"));
        Drivers.write(folder.resolve("sub/dir/y.c"), Drivers.driver(Drivers.BODY_WRONG));
        for (Path start :
                List.of(folder, folder.resolve("sub"), folder.resolve("sub/dir"), elsewhere, folder.getParent())) {
            for (String named : List.of(
                    folder.resolve("sub").toString(),
                    start.relativize(folder.resolve("sub/dir/y.c")).toString())) {
                assertThat(Cli.run(start, "check", "--output", "github", named).out())
                        .startsWith("::error file=sub/dir/y.c,");
                assertThat(Cli.run(start, "check", "--output", "gitlab", named).out())
                        .contains("\"path\": \"sub/dir/y.c\"");
                JsonObject run = JsonParser.parseString(Cli.run(start, "check", "--output", "sarif", named)
                                .out())
                        .getAsJsonObject()
                        .getAsJsonArray("runs")
                        .get(0)
                        .getAsJsonObject();
                assertThat(run.getAsJsonObject("originalUriBaseIds")
                                .getAsJsonObject("SRCROOT")
                                .get("uri")
                                .getAsString())
                        .isEqualTo(folder.toUri().toString());
                assertThat(run.toString())
                        .contains("{\"uri\":\"sub/dir/y.c\",\"uriBaseId\":\"SRCROOT\"}")
                        .doesNotContain("{\"uri\":\"dir/", "{\"uri\":\"y.c", "{\"uri\":\"..");
            }
        }
    }

    @Test
    void sarifIsWhatCodeScanningAsksFor() throws IOException {
        Drivers.write(
                folder.resolve("y.c"),
                Drivers.driver("\tif (cmd->cmd_op > 7)\n\t\treturn EINVAL;\n" + Drivers.BODY_RIGHT));
        JsonObject run = JsonParser.parseString(
                        run("check", "--output", "sarif", "x.c", "y.c").out())
                .getAsJsonObject()
                .getAsJsonArray("runs")
                .get(0)
                .getAsJsonObject();
        JsonObject driver = run.getAsJsonObject("tool").getAsJsonObject("driver");
        assertThat(driver.get("informationUri").getAsString()).startsWith("https://");
        assertThat(driver.getAsJsonArray("rules")).hasSize(2);
        for (var rule : driver.getAsJsonArray("rules")) {
            JsonObject object = rule.getAsJsonObject();
            assertThat(object.get("helpUri").getAsString())
                    .startsWith("https://")
                    .endsWith("/rules/" + object.get("id").getAsString() + ".html");
            assertThat(object.getAsJsonObject("help").get("markdown").getAsString())
                    .contains("](https://", "/contract/")
                    .doesNotContainPattern("\\]\\((?!https://)");
            assertThat(object.getAsJsonObject("help").get("text").getAsString()).doesNotContain("](");
            JsonObject properties = object.getAsJsonObject("properties");
            assertThat(properties.get("precision").getAsString()).isIn("very-high", "high", "medium", "low");
            boolean isSecurity = object.get("id").getAsString().equals("double-completion");
            assertThat(properties.has("security-severity")).isEqualTo(isSecurity);
            assertThat(properties.getAsJsonArray("tags").toString())
                    .isEqualTo(
                            isSecurity
                                    ? "[\"io_uring\",\"security\",\"external/cwe/cwe-415\"]"
                                    : "[\"io_uring\",\"correctness\"]");
        }
    }

    @Test
    void aPatchHoldsTheBytesOfTheFiles() throws IOException {
        Files.write(
                folder.resolve("latin.c"),
                Drivers.driver("\t/* \u00e9 */\n\treturn EINVAL;\n").getBytes(StandardCharsets.ISO_8859_1));
        run("check", "--output", "diff=patch", "latin.c");
        assertThat(Files.readString(folder.resolve("patch"), StandardCharsets.ISO_8859_1))
                .contains(" \t/* \u00e9 */\n-\treturn EINVAL;\n+\treturn -EINVAL;\n");
    }
}
