// SPDX-License-Identifier: Apache-2.0

package uringlint.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What formats, configurations and baselines mean where changes are compared.
class ChangeFormatsTest {
    private static final String DRIVER = "drivers/x/x.c";
    private static final String SIGN = "\tif (cmd->cmd_op > 7)\n\t\treturn EINVAL;\n";

    @TempDir
    private Path folder;

    private Repo repo;

    @BeforeEach
    void start() {
        repo = new Repo(folder);
        repo.write(DRIVER, Drivers.driver(Drivers.BODY_RIGHT)).commit("x: add a driver");
    }

    @AfterEach
    void end() {
        repo.close();
    }

    private Cli range(String... options) {
        var all = new String[options.length + 4];
        all[0] = "check";
        all[1] = "--range";
        all[2] = "HEAD~1..HEAD";
        all[3] = "--each";
        System.arraycopy(options, 0, all, 4, options.length);
        // The folder of the start is not the top: paths are those of the repository all the same.
        return Cli.run(folder.resolve("drivers"), all);
    }

    @Test
    void everyFormNamesTheFileFromTheTop() {
        repo.write(DRIVER, Drivers.driver(SIGN + Drivers.BODY_RIGHT)).commit("x: refuse, and \"quote\" <it>");
        assertThat(range("--output", "gcc").out()).startsWith("drivers/x/x.c:6:3: error: ");
        assertThat(range("--output", "github").out())
                .startsWith("::error file=drivers/x/x.c,line=6,")
                .contains("%0Anote: brought by ");
        assertThat(range("--output", "gitlab").out()).contains("\"path\": \"drivers/x/x.c\"");
        assertThat(range("--output", "junit").out()).contains("classname=\"drivers/x/x.c\"");
        JsonObject run = JsonParser.parseString(range("--output", "sarif").out())
                .getAsJsonObject()
                .getAsJsonArray("runs")
                .get(0)
                .getAsJsonObject();
        assertThat(run.getAsJsonObject("originalUriBaseIds")
                        .getAsJsonObject("SRCROOT")
                        .get("uri")
                        .getAsString())
                .isEqualTo(folder.toUri().toString());
        assertThat(run.getAsJsonArray("results")
                        .get(0)
                        .getAsJsonObject()
                        .getAsJsonObject("message")
                        .get("text")
                        .getAsString())
                .contains("\nNote: brought by ")
                .contains("x: refuse, and \"quote\" <it>");
    }

    @Test
    void fixesOfWhatAChangeBringsAreAPatch() throws IOException {
        repo.write(DRIVER, Drivers.driver(SIGN + Drivers.BODY_RIGHT)).commit("x: refuse");
        Cli run = range("--output", "diff");
        assertThat(run.out())
                .startsWith("--- a/drivers/x/x.c\n+++ b/drivers/x/x.c\n@@ ")
                .contains("-\t\treturn EINVAL;\n+\t\treturn -EINVAL;\n");
        Files.writeString(folder.resolve("fix.patch"), run.out());
        assertThat(Git.run(folder, "apply", "--check", "fix.patch")).isEmpty();
    }

    @Test
    void whatAChangeFixesIsANote() {
        repo.write(DRIVER, Drivers.driver(Drivers.BODY_WRONG)).commit("x: break");
        repo.write(DRIVER, Drivers.driver(Drivers.BODY_RIGHT)).commit("x: mend");
        assertThat(range().out()).endsWith(" fixes double-completion in x_uring_cmd (drivers/x/x.c:6 before)\n");
        JsonObject json = JsonParser.parseString(range("--output", "json").out()).getAsJsonObject();
        assertThat(json.getAsJsonArray("notes").get(0).getAsString()).contains("fixes double-completion");
        assertThat(range("--output", "github").out())
                .startsWith("::notice title=uringlint::")
                .contains("fixes double-completion");
        assertThat(range("--output", "gcc").err()).contains("fixes double-completion");
    }

    @Test
    void theConfigurationOfTheTreeCounts() throws IOException {
        repo.write(DRIVER, Drivers.driver(Drivers.BODY_WRONG)).commit("x: break");
        assertThat(range("--trust-change").exit()).isEqualTo(1);
        Path config = folder.resolve(".uringlint.yml");
        Files.writeString(config, "rules: {double-completion: off}\n");
        assertThat(range("--trust-change").exit()).isZero();
        assertThat(range("--trust-change", "--no-config").exit()).isEqualTo(1);
        Files.writeString(config, "paths: [{path: drivers/x, ignore: true}]\n");
        assertThat(range("--trust-change").exit()).isZero();
        Files.writeString(config, "paths: [{path: x, ignore: true}]\n");
        assertThat(range("--trust-change").exit()).isEqualTo(1);
        Files.writeString(config, "rules: {double-completion: warning}\n");
        assertThat(range("--trust-change").out()).contains("warning[double-completion]: ");
        Files.writeString(config, "fail-on: never\n");
        assertThat(range("--trust-change").exit()).isZero();
    }

    @Test
    void functionsOfTheTreeCount() throws IOException {
        repo.write(DRIVER, Drivers.driver("\ttree_done(cmd, 0, issue_flags);\n\treturn 0;\n"))
                .commit("x: use a wrapper");
        assertThat(range("--trust-change").exit()).isZero();
        Files.writeString(
                folder.resolve(".uringlint.yml"),
                "functions: {completes: [{name: tree_done, command: 0, result: 1, flags: 2}]}\n");
        assertThat(range("--trust-change").out()).contains("error[double-completion]: ");
    }

    @Test
    void aBaselineHasNoPart() throws IOException {
        repo.write(DRIVER, Drivers.driver(Drivers.BODY_WRONG)).commit("x: break");
        assertThat(range("--baseline", "x").err())
                .startsWith("uringlint: of changes only what is new is reported: --baseline has no part in that\n");
        Files.writeString(folder.resolve(".uringlint.yml"), "baseline: none\n");
        assertThat(range().exit()).isEqualTo(1);
    }
}
