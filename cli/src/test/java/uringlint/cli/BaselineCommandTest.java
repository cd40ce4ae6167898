// SPDX-License-Identifier: Apache-2.0

package uringlint.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What `baseline create`, `baseline update` and `check --baseline` do.
class BaselineCommandTest {
    private static final String FILE = ".uringlint-baseline";
    private static final String TWICE = "\tif (cmd->cmd_op > 7)\n\t\treturn EINVAL;\n" + Drivers.BODY_WRONG;

    @TempDir
    private Path folder;

    @BeforeEach
    void writeDrivers() throws IOException {
        Drivers.write(folder.resolve("one/x.c"), Drivers.driver(Drivers.BODY_WRONG));
        Drivers.write(folder.resolve("two/y.c"), Drivers.driver(TWICE));
    }

    private Cli run(String... arguments) {
        return Cli.run(folder, arguments);
    }

    private String baseline() throws IOException {
        return Files.readString(folder.resolve(FILE));
    }

    @Test
    void whatIsListedIsNotReported() throws IOException {
        Cli create = run("baseline", "create", ".");
        assertThat(create.exit()).isZero();
        assertThat(create.out()).isEmpty();
        assertThat(create.err()).isEqualTo(FILE + ": 3 findings\n");
        assertThat(baseline())
                .containsPattern(
                        "\n\none/x.c\n    [0-9a-f]{16} double-completion x_uring_cmd: returning `0` completes ");
        Cli check = run("check", "--baseline", FILE, ".");
        assertThat(check.exit()).isZero();
        assertThat(check.out()).isEmpty();
        assertThat(check.err()).startsWith("nothing found (3 in the baseline) in 2 files");
    }

    @Test
    void movedLinesChangeNothing() throws IOException {
        run("baseline", "create", ".");
        Drivers.write(
                folder.resolve("two/y.c"),
                "\n\n\nstatic int unused;\n" + Drivers.driver(TWICE).replace("\treturn 0;", "    return  0;"));
        assertThat(run("check", "--baseline", FILE, ".").exit()).isZero();
        String before = baseline();
        assertThat(run("baseline", "update", ".").out()).isEmpty();
        assertThat(baseline()).isEqualTo(before);
    }

    @Test
    void aCopyOfAKnownFindingIsNew() throws IOException {
        run("baseline", "create", ".");
        Drivers.write(
                folder.resolve("two/y.c"), Drivers.driver("\tif (cmd->cmd_op > 6)\n\t\treturn EINVAL;\n" + TWICE));
        Cli check = run("check", "--baseline", FILE, ".");
        assertThat(check.exit()).isEqualTo(1);
        assertThat(check.err()).startsWith("1 error (3 in the baseline) in 2 files");
    }

    @Test
    void aBaselineIsTheSameWhereverTheProgramIsStarted() throws IOException {
        run("baseline", "create", ".");
        assertThat(Cli.run(folder.resolve("one"), "check", "--baseline", "../" + FILE, "x.c", "../two")
                        .exit())
                .isZero();
        String before = baseline();
        Files.delete(folder.resolve(FILE));
        assertThat(Cli.run(folder.resolve("two"), "baseline", "create", "--file", "../" + FILE, "..").exit()).isZero();
        assertThat(baseline()).isEqualTo(before);
    }

    @Test
    void whatIsGoneIsToldAndTakenOut() throws IOException {
        run("baseline", "create", ".");
        Drivers.write(folder.resolve("one/x.c"), Drivers.driver(Drivers.BODY_RIGHT));
        assertThat(run("check", "--baseline", FILE, ".").err())
                .startsWith("nothing found (2 in the baseline, 1 entry of it gone) in 2 files");
        Cli update = run("baseline", "update", ".");
        assertThat(update.exit()).isZero();
        assertThat(update.out()).startsWith("- one/x.c: double-completion x_uring_cmd: returning `0` completes ");
        assertThat(update.err()).isEqualTo(FILE + ": 2 findings, 1 removed, 0 added\n");
        assertThat(baseline()).doesNotContain("one/x.c").contains("two/y.c");
    }

    @Test
    void newFindingsAreNotSwallowed() throws IOException {
        run("baseline", "create", "one");
        String before = baseline();
        Cli update = run("baseline", "update", ".");
        assertThat(update.out()).isEmpty();
        assertThat(update.err())
                .isEqualTo(FILE + ": 1 finding, 0 removed, 0 added, 2 new not added: --accept-new does that\n");
        assertThat(baseline()).isEqualTo(before);
        Cli accepting = run("baseline", "update", "--accept-new", ".");
        assertThat(accepting.out().lines()).hasSize(2).allMatch(line -> line.startsWith("+ two/y.c: "));
        assertThat(accepting.err()).isEqualTo(FILE + ": 3 findings, 0 removed, 2 added\n");
        assertThat(run("check", "--baseline", FILE, ".").exit()).isZero();
    }

    @Test
    void whatWasNotLookedAtStays() throws IOException {
        run("baseline", "create", ".");
        String before = baseline();
        Drivers.write(folder.resolve("two/y.c"), Drivers.driver(Drivers.BODY_RIGHT));
        assertThat(run("baseline", "update", "one").err()).isEqualTo(FILE + ": 3 findings, 0 removed, 0 added\n");
        assertThat(run("baseline", "update", "--only", "lost-completion", ".").err()).contains("0 removed");
        assertThat(baseline()).isEqualTo(before);
        assertThat(run("check", "--baseline", FILE, "one").err())
                .startsWith("nothing found (1 in the baseline) in 1 file");
    }

    @Test
    void aLowerLevelTakesNothingOut() throws IOException {
        Drivers.write(folder.resolve("note/x.c"), Drivers.driver("\treturn -ENOTSUPP;\n"));
        assertThat(run("baseline", "create", "--level", "note", "note").err()).isEqualTo(FILE + ": 1 finding\n");
        assertThat(run("baseline", "update", "note").err()).isEqualTo(FILE + ": 1 finding, 0 removed, 0 added\n");
        assertThat(run("check", "--baseline", FILE, "--fail-on", "note", "note").exit()).isZero();
    }

    @Test
    void aMissingFileIsNoReasonToForget() throws IOException {
        run("baseline", "create", ".");
        String before = baseline();
        Cli update = run("baseline", "update", "one", "three.c");
        assertThat(update.exit()).isEqualTo(3);
        assertThat(update.err()).contains("three.c: there is no such file or folder\n");
        assertThat(baseline()).isEqualTo(before);
    }

    @Test
    void whatADriverGaveUpIsNotGone() throws IOException {
        run("baseline", "create", ".");
        String before = baseline();
        Drivers.write(
                folder.resolve("one/x.c"),
                Drivers.driver(Drivers.BODY_RIGHT) + "static void x_damaged(void)\n{\n\t@@ $$ ((;\n}\n");
        Cli update = run("baseline", "update", ".");
        assertThat(update.exit()).isEqualTo(3);
        assertThat(update.err()).endsWith(FILE + ": 3 findings, 0 removed, 0 added\n");
        assertThat(baseline()).isEqualTo(before);
        Cli check = run("check", "--baseline", FILE, ".");
        assertThat(check.exit()).isEqualTo(3);
        assertThat(check.err()).contains("nothing found (2 in the baseline) in 2 files");
    }

    @Test
    void formatsForProgramsKeepWhatIsListed() {
        run("baseline", "create", "one");
        JsonObject sarif = JsonParser.parseString(run("check", "--baseline", FILE, "--output", "sarif", ".")
                        .out())
                .getAsJsonObject();
        var results = sarif.getAsJsonArray("runs").get(0).getAsJsonObject().getAsJsonArray("results");
        assertThat(results).hasSize(3);
        assertThat(results.get(2).getAsJsonObject().get("baselineState").getAsString()).isEqualTo("unchanged");
        JsonObject json = JsonParser.parseString(run("check", "--baseline", FILE, "--output", "json", ".")
                        .out())
                .getAsJsonObject();
        assertThat(json.getAsJsonArray("findings")).hasSize(2);
        assertThat(json.getAsJsonArray("known")).hasSize(1);
    }

    @Test
    void mistakesAreTold() throws IOException {
        assertThat(run("baseline").exit()).isEqualTo(2);
        assertThat(run("baseline", "update", ".").err())
                .startsWith("uringlint: there is no baseline `" + FILE + "`: `uringlint baseline create` writes one\n");
        assertThat(run("check", "--baseline", "none", ".").exit()).isEqualTo(2);
        run("baseline", "create", ".");
        Cli again = run("baseline", "create", ".");
        assertThat(again.exit()).isEqualTo(2);
        assertThat(again.err())
                .startsWith("uringlint: there is a baseline `" + FILE
                        + "` already: `uringlint baseline update` changes it\n");
        Files.writeString(folder.resolve(FILE), baseline() + "    oops\n");
        Cli damaged = run("check", "--baseline", FILE, ".");
        assertThat(damaged.exit()).isEqualTo(2);
        assertThat(damaged.err()).startsWith("uringlint: " + FILE + ":11: a finding is written as ");
        assertThat(run("baseline", "create", "--file", "no/where", ".").exit()).isEqualTo(3);
    }
}
