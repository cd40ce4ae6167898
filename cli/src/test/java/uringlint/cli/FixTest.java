// SPDX-License-Identifier: Apache-2.0

package uringlint.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.github.difflib.DiffUtils;
import com.github.difflib.UnifiedDiffUtils;
import com.github.difflib.patch.PatchFailedException;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What `--fix` and `--fix=diff` do to files.
class FixTest {
    private static final String TWICE =
            "\tif (cmd->cmd_op > 7)\n\t\treturn EINVAL;\n\tif (cmd->cmd_op > 6)\n\t\treturn EPERM;\n\treturn 0;\n";

    @TempDir
    private Path folder;

    @BeforeEach
    void writeDriver() throws IOException {
        Drivers.write(folder.resolve("sub/x.c"), Drivers.driver(TWICE));
    }

    private Cli run(String... arguments) {
        return Cli.run(folder, arguments);
    }

    private String read(String path) throws IOException {
        return Files.readString(folder.resolve(path), StandardCharsets.ISO_8859_1);
    }

    private static String fixed(String text) {
        return text.replace("return E", "return -E");
    }

    @Test
    void theReportShowsTheFix() {
        Cli run = run("check", "sub/x.c");
        assertThat(run.out())
                .contains("  = help: write `-EINVAL`\n"
                        + "6 -                 return EINVAL;\n"
                        + "6 +                 return -EINVAL;\n");
        JsonObject finding = JsonParser.parseString(run("check", "--format", "json", "sub/x.c").out()).getAsJsonObject()
                .getAsJsonArray("findings").get(0).getAsJsonObject();
        JsonObject fix = finding.getAsJsonArray("fixes").get(0).getAsJsonObject();
        assertThat(fix.get("title").getAsString()).isEqualTo("write `-EINVAL`");
        JsonObject edit = fix.getAsJsonArray("edits").get(0).getAsJsonObject();
        assertThat(edit.keySet())
                .containsExactly("path", "start", "end", "line", "column", "endLine", "endColumn", "replacement");
        assertThat(edit.get("path").getAsString()).isEqualTo("sub/x.c");
        assertThat(edit.get("line").getAsInt()).isEqualTo(6);
        assertThat(edit.get("column").getAsInt()).isEqualTo(10);
        assertThat(edit.get("endColumn").getAsInt()).isEqualTo(10);
        assertThat(edit.get("start").getAsInt()).isEqualTo(edit.get("end").getAsInt());
        assertThat(edit.get("replacement").getAsString()).isEqualTo("-");
    }

    @Test
    void filesAreChangedInPlace() throws IOException {
        String before = read("sub/x.c");
        Cli run = run("check", "--fix", "sub/x.c");
        assertThat(read("sub/x.c")).isEqualTo(fixed(before));
        assertThat(run.exit()).isZero();
        assertThat(run.out()).isEmpty();
        assertThat(run.err()).startsWith("fixed 2 findings in 1 file\nnothing found in 1 file");
        try (var files = Files.list(folder.resolve("sub"))) {
            assertThat(files).hasSize(1);
        }
    }

    @Test
    void whatIsLeftIsReportedAtItsNewPlace() throws IOException {
        Drivers.write(
                folder.resolve("sub/x.c"),
                Drivers.driver("\tif (cmd->cmd_op > 7)\n\t\treturn EINVAL;\n" + Drivers.BODY_WRONG));
        Cli run = run("check", "--fix", ".");
        assertThat(run.exit()).isEqualTo(1);
        assertThat(run.out()).contains("double-completion").doesNotContain("positive-errno");
    }

    @Test
    void aPatchChangesNothingAndCanBeApplied() throws IOException, PatchFailedException {
        String before = read("sub/x.c");
        Cli run = run("check", "--fix=diff", "sub/x.c");
        assertThat(read("sub/x.c")).isEqualTo(before);
        assertThat(run.exit()).isEqualTo(1);
        assertThat(run.err()).isEqualTo("would fix 2 findings in 1 file\n");
        assertThat(run.out()).startsWith("--- a/sub/x.c\n+++ b/sub/x.c\n@@ ");
        var patch = UnifiedDiffUtils.parseUnifiedDiff(run.out().lines().toList());
        assertThat(DiffUtils.patch(before.lines().toList(), patch)).isEqualTo(fixed(before).lines().toList());
    }

    @Test
    void gitTakesThePatch() throws IOException {
        // No line break at the end, carriage returns, bytes that are no UTF-8, a blank in the name.
        Drivers.write(folder.resolve("sub/a b.c"), Drivers.driver(TWICE).stripTrailing());
        Drivers.write(folder.resolve("sub/crlf.c"), Drivers.driver(TWICE).replace("\n", "\r\n"));
        Files.write(
                folder.resolve("sub/latin.c"),
                Drivers.driver("\t/* \u00e9 */\n" + TWICE).getBytes(StandardCharsets.ISO_8859_1));
        Files.write(
                folder.resolve("patch"),
                run("check", "--fix=diff", "sub/x.c", "sub/a b.c", "sub/crlf.c")
                        .out()
                        .getBytes(StandardCharsets.UTF_8));
        assertThat(Git.run(folder, "apply", "patch")).isEmpty();
        assertThat(read("sub/a b.c")).isEqualTo(fixed(Drivers.driver(TWICE).stripTrailing()));
        assertThat(read("sub/crlf.c")).isEqualTo(fixed(Drivers.driver(TWICE).replace("\n", "\r\n")));
    }

    @Test
    void everyOtherByteStays() throws IOException {
        String latin = Drivers.driver("\t/* \u00e9 */\n" + TWICE).stripTrailing();
        Files.write(folder.resolve("sub/latin.c"), latin.getBytes(StandardCharsets.ISO_8859_1));
        Drivers.write(folder.resolve("sub/crlf.c"), Drivers.driver(TWICE).replace("\n", "\r\n"));
        run("check", "--fix", "sub/latin.c", "sub/crlf.c");
        assertThat(read("sub/latin.c")).isEqualTo(fixed(latin));
        assertThat(read("sub/crlf.c")).isEqualTo(fixed(Drivers.driver(TWICE).replace("\n", "\r\n")));
    }

    @Test
    void permissionsAndLinksStay() throws IOException {
        Path file = folder.resolve("sub/x.c");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-x--x"));
        Path link = Files.createSymbolicLink(folder.resolve("link.c"), file);
        run("check", "--fix", "link.c");
        assertThat(Files.isSymbolicLink(link)).isTrue();
        assertThat(read("sub/x.c")).contains("return -EINVAL;");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file))).isEqualTo("rwxr-x--x");
    }

    @Test
    void onlyWhatWasNamedIsWritten() throws IOException {
        Drivers.write(
                folder.resolve("sub/helper.c"),
                "int x_helper(struct io_uring_cmd *cmd)\n"
                        + "{\n"
                        + "\tif (cmd->cmd_op > 7)\n"
                        + "\t\treturn EINVAL;\n"
                        + "\treturn 0;\n"
                        + "}\n");
        Drivers.write(
                folder.resolve("sub/x.c"),
                Drivers.driver("\treturn x_helper(cmd);\n")
                        .replace("static int x_u", "int x_helper(struct io_uring_cmd *cmd);\n\nstatic int x_u"));
        String before = read("sub/helper.c");
        Cli run = run("check", "--fix", "sub/x.c");
        assertThat(run.err()).contains("1 fix in files that were not named: name them to fix them\n");
        assertThat(read("sub/helper.c")).isEqualTo(before);
        run("check", "--fix", "sub");
        assertThat(read("sub/helper.c")).isEqualTo(fixed(before));
    }

    @Test
    void aFileThatCannotBeWrittenStays() throws IOException {
        Path file = folder.resolve("sub/x.c");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("r--r--r--"));
        assumeTrue(!Files.isWritable(file), "root writes everything");
        Cli run = run("check", "--fix", "sub/x.c");
        assertThat(run.exit()).isEqualTo(3);
        assertThat(run.err()).startsWith("sub/x.c: not fixed: the file is read-only\nfixed 0 findings in 0 files\n");
    }

    @Test
    void onlyWhatIsReportedIsFixed() throws IOException {
        String before = read("sub/x.c");
        run("check", "--fix", "--allow", "positive-errno", "sub/x.c");
        assertThat(read("sub/x.c")).isEqualTo(before);
        assertThat(run("check", "--fix=maybe", "sub/x.c").exit()).isEqualTo(2);
        assertThat(List.of(run("check", "--fix=diff", "--allow", "positive-errno", "sub/x.c")
                        .out()))
                .containsExactly("");
    }
}
