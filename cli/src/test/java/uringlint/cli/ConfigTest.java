// SPDX-License-Identifier: Apache-2.0

package uringlint.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What a configuration changes, and what overrules it.
class ConfigTest {
    @TempDir
    private Path folder;

    @BeforeEach
    void writeDrivers() throws IOException {
        Drivers.write(folder.resolve("one/x.c"), Drivers.driver(Drivers.BODY_WRONG));
        Drivers.write(folder.resolve("two/y.c"), Drivers.driver(Drivers.BODY_WRONG));
    }

    private Cli run(String config, String... arguments) throws IOException {
        Files.writeString(folder.resolve(".uringlint.yml"), config);
        return Cli.run(folder, arguments);
    }

    @Test
    void rulesAreTurnedOffAndGetAnotherSeverity() throws IOException {
        assertThat(run("rules: {double-completion: off}\n", "check", ".").err()).startsWith("nothing found in 2 files");
        Cli warning = run("rules: {double-completion: warning}\n", "check", ".");
        assertThat(warning.out()).startsWith("warning[double-completion]: ");
        assertThat(warning.err()).startsWith("2 warnings in 2 files");
        assertThat(run("rules: {double-completion: note}\n", "check", ".").err())
                .startsWith("nothing found (2 more with --level note) in 2 files");
        assertThat(run("rules: {double-completion: off}\n", "check", "--no-config", ".").exit()).isEqualTo(1);
    }

    @Test
    void theCommandLineOverrulesTheFile() throws IOException {
        String off = "rules: {double-completion: off}\n";
        assertThat(run(off, "check", "--only", "double-completion", ".").exit()).isEqualTo(1);
        assertThat(run(off, "check", "--deny", "double-completion", ".").out())
                .startsWith("error[double-completion]: ");
        assertThat(run("rules: {double-completion: warning}\n", "check", "--deny", "double-completion", ".")
                        .out())
                .startsWith("error[double-completion]: ");
        assertThat(run("rules: {double-completion: error}\n", "check", "--allow", "double-completion", ".")
                        .exit())
                .isZero();
        assertThat(run("fail-on: never\n", "check", ".").exit()).isZero();
        assertThat(run("fail-on: never\n", "check", "--fail-on", "error", ".").exit()).isEqualTo(1);
        assertThat(run("level: error\nrules: {double-completion: warning}\n", "check", ".").out()).isEmpty();
        assertThat(run("level: error\nrules: {double-completion: warning}\n", "check", "--level", "warning", ".")
                        .exit())
                .isEqualTo(1);
        assertThat(run("kernel: 6.1\n", "check", "--kernel", "7.3", ".").exit()).isEqualTo(1);
    }

    @Test
    void whatHasNoEffectIsTold() throws IOException {
        Cli allowed = run("", "check", "--deny", "double-completion", "--allow", "double-completion", ".");
        assertThat(allowed.exit()).isZero();
        assertThat(allowed.err())
                .startsWith("uringlint: --deny double-completion has no effect: --allow leaves that rule out\n");
        assertThat(run("", "check", "--deny", "double-completion", "--only", "lost-completion", ".").err())
                .startsWith("uringlint: --deny double-completion has no effect: --only leaves that rule out\n");
        Cli unknown = run("rules: {double-completions: off}\n", "check", ".");
        assertThat(unknown.exit()).isEqualTo(1);
        assertThat(unknown.err())
                .startsWith("uringlint: .uringlint.yml:1:9: no rule is called `double-completions`; did you mean"
                        + " `double-completion`?\n");
    }

    @Test
    void pathsHaveTheirOwnRules() throws IOException {
        assertThat(run("paths: [{path: two, ignore: true}]\n", "check", ".").err()).startsWith("1 error in 2 files");
        assertThat(run("paths: [{path: '**/y.c', rules: {double-completion: off}}]\n", "check", ".")
                        .out())
                .contains("one/x.c")
                .doesNotContain("two/y.c");
        Cli only = run(
                "rules: {double-completion: off}\npaths: [{path: two, rules: {double-completion: warning}}]\n",
                "check",
                ".");
        assertThat(only.out()).startsWith("warning[double-completion]: ").contains("two/y.c").doesNotContain("one/x.c");
        assertThat(Cli.run(folder.resolve("two"), "check", "y.c", "../one/x.c").out())
                .startsWith("warning[double-completion]: ")
                .contains(" y.c:6")
                .doesNotContain("x.c:6");
    }

    @Test
    void aSuppressionOfARuleThatIsOffForAPathIsNotInVain() throws IOException {
        Drivers.write(
                folder.resolve("two/y.c"),
                Drivers.driver(Drivers.BODY_WRONG.replace(
                        "return 0;", "return 0; // uringlint: allow(double-completion): tried")));
        assertThat(run("level: note\npaths: [{path: two, rules: {double-completion: off}}]\n", "check", "two")
                        .out())
                .isEmpty();
    }

    @Test
    void theKernelComesFromTheFile() throws IOException {
        Drivers.write(
                folder.resolve("one/x.c"),
                Drivers.driver("#if LINUX_VERSION_CODE < KERNEL_VERSION(6, 4, 0)\n" + Drivers.BODY_WRONG + "#else\n"
                        + Drivers.BODY_RIGHT + "#endif\n"));
        assertThat(run("kernel: 6.4..7.3\n", "check", "one").exit()).isZero();
        assertThat(run("kernel: 6.1..6.3\n", "check", "one").exit()).isEqualTo(1);
    }

    @Test
    void theBaselineComesFromTheFile() throws IOException {
        String config = "baseline: known.txt\n";
        assertThat(run(config, "check", ".").err())
                .startsWith("uringlint: there is no baseline `known.txt`: `uringlint baseline create` writes one\n");
        assertThat(run(config, "baseline", "create", ".").err()).isEqualTo("known.txt: 2 findings\n");
        assertThat(run(config, "check", ".").err()).startsWith("nothing found (2 in the baseline) in 2 files");
        assertThat(Cli.run(folder.resolve("one"), "check", "x.c").err())
                .startsWith("nothing found (1 in the baseline) in 1 file");
        assertThat(run(config, "check", "--no-baseline", ".").exit()).isEqualTo(1);
        assertThat(run(config, "check", "--no-baseline", "--baseline", "known.txt", ".").exit()).isEqualTo(2);
    }

    @Test
    void whatIsOffForAPathIsNotGoneFromTheBaseline() throws IOException {
        run("", "baseline", "create", ".");
        for (String entry : new String[] {"ignore: true", "rules: {double-completion: off}"}) {
            String config = "paths: [{path: two, " + entry + "}]\n";
            assertThat(run(config, "check", "--baseline", ".uringlint-baseline", ".")
                            .err())
                    .startsWith("nothing found (1 in the baseline) in 2 files");
            assertThat(run(config, "baseline", "update", ".").err())
                    .isEqualTo(".uringlint-baseline: 2 findings, 0 removed, 0 added\n");
        }
    }

    private static String wrapped(String body) {
        return Drivers.driver(body)
                .replace(
                        "static int x_uring",
                        "void tree_done(int ret, struct io_uring_cmd *cmd, unsigned int flags);\n"
                                + "void tree_queue(struct io_uring_cmd *cmd);\n"
                                + "static int x_uring");
    }

    @Test
    void aWrapperCompletes() throws IOException {
        Drivers.write(folder.resolve("one/x.c"), wrapped("\ttree_done(0, cmd, issue_flags);\n\treturn 0;\n"));
        assertThat(run("", "check", "one").out()).doesNotContain("double-completion");
        String config = "functions: {completes: [{name: tree_done, result: 0, command: 1, flags: 2}]}\n";
        assertThat(run(config, "check", "one").out())
                .startsWith("error[double-completion]: returning `0` completes");
        Drivers.write(
                folder.resolve("one/x.c"), wrapped("\ttree_done(EIO, cmd, issue_flags);\n\treturn -EIOCBQUEUED;\n"));
        assertThat(run(config, "check", "one").out()).startsWith("error[positive-errno]: ");
    }

    @Test
    void aWrapperOfTheTreeIsWhatTheFileSaysAlthoughItHasABody() throws IOException {
        Drivers.write(
                folder.resolve("one/x.c"),
                wrapped("\ttree_queue(cmd);\n\treturn 0;\n")
                        .replace(
                                "void tree_queue(struct io_uring_cmd *cmd);",
                                "void tree_queue(struct io_uring_cmd *cmd) { tree_log(cmd->cmd_op); }"));
        assertThat(run("", "check", "one").exit()).isZero();
        assertThat(run("functions: {hand-off: [{name: tree_queue, command: 0}]}\n", "check", "one")
                        .out())
                .startsWith("error[return-after-handoff]: ");
    }

    @Test
    void aFunctionOfTheTreeSleeps() throws IOException {
        Drivers.write(folder.resolve("one/x.c"), Drivers.driver("\ttree_wait(cmd->file);\n\treturn 0;\n"));
        assertThat(run("", "check", "one").out()).doesNotContain("nonblock-ignored");
        assertThat(run("functions: {sleeping: [tree_wait]}\n", "check", "one").out())
                .contains("[nonblock-ignored]")
                .contains("tree_wait");
    }

    @Test
    void aMistakeStopsTheRun() throws IOException {
        Cli run = run("rules:\n  double-completion: of\n", "check", ".");
        assertThat(run.exit()).isEqualTo(2);
        assertThat(run.err())
                .startsWith(
                        "uringlint: .uringlint.yml:2:22: `double-completion` cannot be `of`; did you mean `off`?\n");
        assertThat(run("", "check", "--config", "none.yml", ".").err())
                .startsWith("uringlint: there is no configuration `none.yml`\n");
        assertThat(run("", "check", "--config", ".uringlint.yml", "--no-config", ".").exit()).isEqualTo(2);
    }

    @Test
    void theExampleOfTheManualIsRight() throws IOException {
        String manual = Files.readString(Path.of("..", "docs", "configuration.md"));
        String example = manual.substring(
                manual.indexOf("```yaml\n") + 8, manual.indexOf("\n```", manual.indexOf("```yaml")) + 1);
        Cli show = run(example, "config", "show");
        assertThat(show.err()).isEmpty();
        assertThat(show.out())
                .contains("kernel: 6.1..7.3 ", "    - {name: tree_done, command: 0, result: 1, flags: 2}");
    }

    @Test
    void anotherFileCanBeNamed() throws IOException {
        Files.writeString(folder.resolve("other.yml"), "fail-on: never\n");
        assertThat(run("level: bad\n", "check", "--config", "other.yml", ".").exit()).isZero();
    }

    @Test
    void showSaysWhereEachSettingComesFrom() throws IOException {
        String config = """
            kernel: 6.1..7.3
            rules:
              double-completion: off
            paths:
              - path: vendor dir/**
                ignore: true
              - {path: two, rules: {lost-completion: note}}
            functions:
              completes: [{name: tree_done, command: 0, result: 1}]
            """;
        Cli show = run(config, "config", "show");
        assertThat(show.exit()).isZero();
        assertThat(show.out())
                .startsWith("""
                    # .uringlint.yml
                    kernel: 6.1..7.3                            # .uringlint.yml:1
                    # baseline: none
                    level: warning                              # default
                    fail-on: warning                            # default
                    rules:
                      # api-version: note                       # default
                    """)
                .contains("\n  double-completion: off                    # .uringlint.yml:3\n")
                .endsWith("""
                    paths:
                      - path: 'vendor dir/**'                   # .uringlint.yml:5
                        ignore: true
                      - path: two                               # .uringlint.yml:7
                        rules:
                          lost-completion: note                 # .uringlint.yml:7
                    functions:
                      completes:
                        - {name: tree_done, command: 0, result: 1}  # .uringlint.yml:9
                    """);
        // What is printed is a configuration that says the same.
        String again = run(show.out(), "config", "show").out();
        assertThat(again.replaceAll(" +#.*", "")).isEqualTo(show.out().replaceAll(" +#.*", ""));
        assertThat(run(config, "config", "show", "--no-config").out())
                .startsWith("# there is no configuration\n# kernel: as the Makefile");
        assertThat(run(config, "config").exit()).isEqualTo(2);
    }
}
