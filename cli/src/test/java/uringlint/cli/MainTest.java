// SPDX-License-Identifier: Apache-2.0

package uringlint.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import uringlint.cli.dump.Stage;

class MainTest {
    @TempDir
    private Path folder;

    @BeforeEach
    void writeDrivers() throws IOException {
        Drivers.write(folder.resolve("wrong/x.c"), Drivers.driver(Drivers.BODY_WRONG));
        Drivers.write(folder.resolve("right/x.c"), Drivers.driver(Drivers.BODY_RIGHT));
        Drivers.write(
                folder.resolve("broken/x.c"), "int f(void)\n{\n\t@@ $$ ((;\n}\n" + Drivers.driver(Drivers.BODY_RIGHT));
    }

    private Cli run(String... arguments) {
        return Cli.run(folder, arguments);
    }

    @Test
    void aCleanRunEndsWithZero() {
        Cli run = run("check", "right/x.c");
        assertThat(run.exit()).isZero();
        assertThat(run.out()).isEmpty();
        assertThat(run.err()).startsWith("nothing found in 1 file (1 function analyzed, 0 parse problems), ");
    }

    @Test
    void findingsEndWithOne() {
        Cli run = run("check", "wrong/x.c");
        assertThat(run.exit()).isEqualTo(1);
        assertThat(run.out()).startsWith("error[double-completion]: ").contains("--> wrong/x.c:6:2\n");
        assertThat(run.err()).startsWith("1 error in 1 file");
    }

    @Test
    void failOnSaysWhichFindingsCount() {
        assertThat(run("check", "--fail-on", "never", "wrong/x.c").exit()).isZero();
        assertThat(run("check", "--fail-on", "error", "wrong/x.c").exit()).isEqualTo(1);
        assertThat(run("check", "--fail-on", "bad", "wrong/x.c").exit()).isEqualTo(2);
    }

    @Test
    void notesAreShownToThoseWhoAskForThem() throws IOException {
        Drivers.write(folder.resolve("note/x.c"), Drivers.driver("\treturn -ENOTSUPP;\n"));
        Cli run = run("check", "note/x.c");
        assertThat(run.exit()).isZero();
        assertThat(run.out()).isEmpty();
        assertThat(run.err()).startsWith("nothing found (1 more with --level note) in 1 file");
        assertThat(run("check", "--format", "json", "note/x.c").out()).doesNotContain("internal-errno");
        assertThat(run("check", "--level", "note", "note/x.c").out()).startsWith("note[internal-errno]: ");
        assertThat(run("check", "--level", "note", "note/x.c").exit()).isZero();
        assertThat(run("check", "--fail-on", "note", "note/x.c").exit()).isEqualTo(1);
        assertThat(run("check", "--only", "internal-errno", "note/x.c").out()).startsWith("note[internal-errno]: ");
        assertThat(run("check", "--deny", "internal-errno", "note/x.c").out()).startsWith("error[internal-errno]: ");
        assertThat(run("check", "--level", "error", "--deny", "internal-errno", "note/x.c").exit()).isEqualTo(1);
        assertThat(run("check", "--level", "bad", "note/x.c").exit()).isEqualTo(2);
    }

    @Test
    void rulesCanBeLeftOut() {
        assertThat(run("check", "--allow", "double-completion", "wrong/x.c").exit()).isZero();
        assertThat(run("check", "--only", "lost-completion", "wrong/x.c").exit()).isZero();
        assertThat(run("check", "--only", "double-completion", "wrong/x.c").exit()).isEqualTo(1);
    }

    @Test
    void anUnknownRuleIsAMistakeOfTheUser() {
        Cli run = run("check", "--allow", "double-completions", "wrong/x.c");
        assertThat(run.exit()).isEqualTo(2);
        assertThat(run.err()).contains("no rule is called `double-completions`; did you mean `double-completion`?");
        assertThat(run("explain", "lost-complet").err()).contains("did you mean `lost-completion`?");
        assertThat(run("explain", "qqqq").err()).contains("no rule is called `qqqq`\n");
    }

    @Test
    void wrongUsageEndsWithTwo() {
        assertThat(run().exit()).isEqualTo(2);
        assertThat(run("chekc", "x.c").exit()).isEqualTo(2);
        assertThat(run("check", "--kernel", "six", "right/x.c").exit()).isEqualTo(2);
        assertThat(run("check", "--kernel", "7.3..6.1", "right/x.c").exit()).isEqualTo(2);
        assertThat(run("check", "--dump", "tea", "f", "right/x.c").err()).contains("did you mean `tree`?");
    }

    @Test
    void aMissingPathIsSaidAndTheOthersAreAnalyzed() {
        Cli run = run("check", "missing.c", "wrong/x.c");
        assertThat(run.exit()).isEqualTo(1);
        assertThat(run("check", "missing.c", "right/x.c").exit()).isEqualTo(3);
        assertThat(run.out()).contains("--> wrong/x.c:6:2");
        assertThat(run.err()).contains("missing.c: there is no such file or folder\n");
        assertThat(run("entries", "missing.c").exit()).isEqualTo(3);
    }

    @Test
    void strictMindsWhatWasNotUnderstood() throws IOException {
        Drivers.write(folder.resolve("unknown/x.c"), "#include \"gone.h\"\n" + Drivers.driver(Drivers.BODY_RIGHT));
        assertThat(run("check", "unknown/x.c").exit()).isZero();
        assertThat(run("check", "--strict", "unknown/x.c").exit()).isEqualTo(3);
        assertThat(run("check", "--strict", "broken/x.c").exit()).isEqualTo(3);
        assertThat(run("check", "--strict", "right/x.c").exit()).isZero();
    }

    @Test
    void aFolderIsSearched() {
        Cli run = run("check", ".");
        assertThat(run.exit()).isEqualTo(1);
        assertThat(run.out()).contains("--> wrong/x.c:6:2").doesNotContain("right/x.c");
    }

    @Test
    void jsonHasTheDocumentedMembers() {
        Cli run = run("check", "--format", "json", "wrong/x.c");
        JsonObject report = JsonParser.parseString(run.out()).getAsJsonObject();
        assertThat(report.keySet())
                .containsExactly(
                        "findings", "problems", "files", "functions", "entryPoints", "partlyFollowed", "notes");
        JsonObject finding = report.getAsJsonArray("findings").get(0).getAsJsonObject();
        assertThat(finding.keySet())
                .containsExactly(
                        "rule",
                        "severity",
                        "path",
                        "line",
                        "column",
                        "endLine",
                        "endColumn",
                        "function",
                        "message",
                        "reason",
                        "help",
                        "kernels",
                        "fingerprint",
                        "trace",
                        "fixes");
        assertThat(finding.get("path").getAsString()).isEqualTo("wrong/x.c");
        assertThat(finding.get("line").getAsInt()).isEqualTo(6);
        assertThat(finding.get("column").getAsInt()).isEqualTo(2);
        assertThat(finding.get("endColumn").getAsInt()).isEqualTo(11);
        assertThat(finding.get("function").getAsString()).isEqualTo("x_uring_cmd");
        assertThat(finding.get("fingerprint").getAsString()).matches("[0-9a-f]{16}");
        assertThat(finding.getAsJsonArray("trace").get(0).getAsJsonObject().keySet())
                .containsExactly("path", "line", "column", "message");
        assertThat(report.get("files").getAsInt()).isEqualTo(1);
        assertThat(report.get("functions").getAsInt()).isEqualTo(1);
        assertThat(run("check", "--format", "json", "wrong/x.c").out()).isEqualTo(run.out());
    }

    @Test
    void aPathOutsideOfTheFolderIsAbsolute() {
        Cli run = Cli.run(folder.resolve("right"), "check", "--format", "json", "../wrong/x.c");
        assertThat(run.out()).contains("\"path\": \"" + folder.resolve("wrong/x.c") + "\"");
    }

    @Test
    void aRangeOfKernelsSaysForWhichItHolds() throws IOException {
        assertThat(run("check", "--kernel", "6.1..7.3", "wrong/x.c").out())
                .contains("double-completion")
                .doesNotContain("found on");
        assertThat(run("check", "--kernel", "6.12", "wrong/x.c").out())
                .contains("double-completion")
                .doesNotContain("found on");
        Drivers.write(
                folder.resolve("old/x.c"),
                Drivers.driver("#if LINUX_VERSION_CODE < KERNEL_VERSION(6, 4, 0)\n" + Drivers.BODY_WRONG + "#else\n"
                        + Drivers.BODY_RIGHT + "#endif\n"));
        assertThat(run("check", "--kernel", "6.1..7.3", "old/x.c").out()).contains("= note: found on 6.1..6.3\n");
        assertThat(run("check", "--kernel", "6.1..6.3", "old/x.c").out())
                .contains("double-completion")
                .doesNotContain("found on");
        assertThat(run("check", "old/x.c").out()).contains("= note: found on 6.3\n");
        assertThat(run("check", "--kernel", "6.4..7.3", "old/x.c").exit()).isZero();
        JsonObject finding = JsonParser.parseString(run("check", "--format", "json", "--kernel", "6.1..7.3", "old/x.c")
                        .out())
                .getAsJsonObject()
                .getAsJsonArray("findings")
                .get(0)
                .getAsJsonObject();
        assertThat(finding.get("kernels").getAsString()).isEqualTo("6.1..6.3");
    }

    @Test
    void entriesNameTheHandler() {
        Cli run = run("entries", "wrong/x.c");
        assertThat(run.exit()).isZero();
        assertThat(run.out()).startsWith("FUNCTION ").contains("x_uring_cmd  wrong/x.c:3  handler");
        JsonObject json = JsonParser.parseString(
                        run("entries", "--format", "json", "wrong/x.c").out())
                .getAsJsonObject();
        JsonObject entry = json.getAsJsonArray("entries").get(0).getAsJsonObject();
        assertThat(entry.get("role").getAsString()).isEqualTo("handler");
        assertThat(entry.getAsJsonArray("effects")
                        .get(0)
                        .getAsJsonObject()
                        .get("kind")
                        .getAsString())
                .isEqualTo("completes");
    }

    @Test
    void rulesAreListedAndExplained() {
        assertThat(run("rules").out()).contains("double-completion").contains("unused-suppression");
        assertThat(run("explain", "double-completion").out()).contains("double-completion");
    }

    @Test
    void everyStageHasAText() {
        for (String stage : Stage.names()) {
            Cli run = run("check", "--dump", stage, "x_uring_cmd", "wrong/x.c");
            assertThat(run.exit()).isZero();
            assertThat(run.out()).as(stage).startsWith("// wrong/x.c:3:12");
        }
        assertThat(run("check", "--dump", "ir", "nowhere", "wrong/x.c").exit()).isEqualTo(3);
    }

    @Test
    void whatIsKnownBeforeALineIsShown() {
        Cli run = run("check", "--dump", "memory", "x_uring_cmd:6", "wrong/x.c");
        assertThat(run.exit()).isZero();
        assertThat(run.out()).contains("wrong/x.c:6:2: before `return 0;`, from x_uring_cmd", "life=COMPLETED");
        assertThat(run("check", "--dump", "memory", "x_uring_cmd:1", "wrong/x.c").out().lines()).hasSize(1);
    }

    @Test
    void helpAndVersionAreNoMistakes() {
        assertThat(run("--help").exit()).isZero();
        assertThat(run("--help").out()).contains("check").contains("entries").contains("explain");
        assertThat(run("--version").out()).startsWith("uringlint ");
        assertThat(run("check", "--help").exit()).isZero();
    }

    @Test
    void colorsComeOnlyWhereTheyAreWanted() {
        assertThat(run("check", "wrong/x.c").out()).doesNotContain("\033");
        assertThat(run("check", "--color", "always", "wrong/x.c").out())
                .contains("\033[1;31merror[double-completion]\033[0m");
    }

    @Test
    void theTextKeepsToItsWidth() {
        for (int width : new int[] {60, 80, 100}) {
            Cli run = run("check", "--width", String.valueOf(width), "wrong/x.c");
            assertThat(run.out().lines().mapToInt(String::length).max().orElseThrow()).isLessThanOrEqualTo(width);
        }
    }

    @Test
    void aMistypedCommandIsTheOneThatIsNearest(@TempDir Path folder) {
        Cli mistyped = Cli.run(folder, "chek", "x.c");
        assertThat(mistyped.exit()).isEqualTo(ExitCode.USAGE);
        assertThat(mistyped.err()).contains("there is no command `chek`; did you mean `check`?").contains("Try `uringlint --help`.");
        assertThat(Cli.run(folder, "x.c").err()).contains("there is no command `x.c`\n");
        assertThat(Cli.run(folder, "--chek").err()).contains("--chek");
    }

    @Test
    void theVersionIsToldWithoutTheCommands(@TempDir Path folder) {
        assertThat(Cli.run(folder, "--version").out()).startsWith("uringlint ");
        assertThat(Cli.run(folder, "-V").out()).isEqualTo(Cli.run(folder, "--version").out());
        assertThat(Cli.run(folder, "--help").out()).contains("check", "review", "kbuild");
    }
}
