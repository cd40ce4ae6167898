// SPDX-License-Identifier: Apache-2.0

package uringlint.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A run is green only when all that it is about was looked at.
class GateTest {
    private static final String BROKEN = "int f(void)\n{\n\t@@ $$ ((;\n}\n";

    @TempDir
    private Path folder;

    @BeforeEach
    void write() throws IOException {
        Drivers.write(folder.resolve("wrong/x.c"), Drivers.driver(Drivers.BODY_WRONG));
        Drivers.write(folder.resolve("right/x.c"), Drivers.driver(Drivers.BODY_RIGHT));
        Drivers.write(folder.resolve("docs/README.md"), "uring_cmd\n");
        Drivers.write(folder.resolve("docs/y.c"), "int y;\n");
        Files.createDirectories(folder.resolve("empty"));
    }

    private Cli run(String... arguments) {
        return Cli.run(folder, arguments);
    }

    @Test
    void nothingToAnalyzeIsAnAnswerOfItsOwn() throws IOException {
        Drivers.write(folder.resolve("compile_commands.json"), "[{\"file\": \"docs/y.c\"}]");
        for (List<String> nothing : List.of(
                List.of("docs"),
                List.of("empty"),
                List.of("empty", "docs"),
                List.of("docs/README.md"),
                List.of("-p", "compile_commands.json"))) {
            for (String command : List.of("check", "entries")) {
                var arguments = new ArrayList<>(List.of(command));
                arguments.addAll(nothing);
                Cli run = run(arguments.toArray(String[]::new));
                assertThat(run.exit()).as("%s", arguments).isEqualTo(3);
                assertThat(run.err())
                        .as("%s", arguments)
                        .containsAnyOf("there is no driver", "is no C and no Rust")
                        .doesNotContain("nothing found");
                arguments.add("--allow-empty");
                run = run(arguments.toArray(String[]::new));
                assertThat(run.exit()).as("%s %s", arguments, run.err()).isZero();
                assertThat(run.err()).doesNotContain("nothing found");
            }
        }
        for (String missing : List.of("driver", "wrong/y.c", "wrong/x.c/y")) {
            assertThat(run("check", missing).exit()).isEqualTo(3);
            assertThat(run("check", "--allow-empty", missing).exit()).isEqualTo(3);
            assertThat(run("check", missing).err())
                    .contains("nothing was analyzed: " + missing)
                    .doesNotContain("nothing found");
        }
        // A named file is analyzed whatever it holds, as hooks name all that is there.
        assertThat(run("check", "docs/y.c").exit()).isZero();
        assertThat(run("check", "right", "docs").exit()).isZero();
    }

    @Test
    void aPatchWithoutABaseSaysSoInTheVerdict() throws IOException {
        Path patch = Drivers.write(folder.resolve("x.patch"), """
            --- a/drivers/q.c
            +++ b/drivers/q.c
            @@ -1,3 +1,4 @@
             int a;
            +int uring_cmd;
             int b;
             int c;
            """);
        Cli run = run("check", "--patch", patch.toString());
        assertThat(run.err()).contains("not looked at: without a base, all of drivers/q.c but the hunks");
        assertThat(run.exit()).isZero();
        run = run("check", "--require-base", "--patch", patch.toString());
        assertThat(run.exit()).isEqualTo(3);
        assertThat(run.err()).contains("has no base");
        assertThat(run("check", "--require-base", "right").exit()).isEqualTo(2);
    }

    @Test
    void whatWasGivenUpCounts() throws IOException {
        Map<String, String> bodies = Map.of(
                "terms", "\treturn 0" + " + a".repeat(1_600) + ";\n",
                "broken", Drivers.BODY_RIGHT + "}\n" + BROKEN + "static int g(void)\n{\n\treturn 0;\n",
                "elses",
                        "\tif (a)\n\t\treturn 1;\n" + "\telse if (a)\n\t\treturn 2;\n".repeat(5_000) + "\treturn 0;\n");
        for (Map.Entry<String, String> body : bodies.entrySet()) {
            String name = body.getKey() + "/x.c";
            Drivers.write(folder.resolve(name), Drivers.driver(body.getValue()));
            Cli run = run("check", name);
            assertThat(run.exit()).as(name).isEqualTo(3);
            assertThat(run.err()).as(name).contains("not looked at: ").contains("given up");
            assertThat(run("check", "--format", "json", name).exit()).isEqualTo(3);
            assertThat(run("check", "--format", "json", name).err()).contains("given up");
            assertThat(run("check", "--allow-partial", name).exit()).as(name).isZero();
            assertThat(run("check", "--allow-partial", name).err()).contains("given up");
            for (List<String> command : List.of(
                    List.of("entries"),
                    List.of("baseline", "create", "--file", body.getKey() + ".json"),
                    List.of("baseline", "update", "--file", body.getKey() + ".json"))) {
                var arguments = new ArrayList<>(command);
                arguments.add(name);
                Cli other = run(arguments.toArray(String[]::new));
                assertThat(other.exit()).as("%s", arguments).isEqualTo(3);
                assertThat(other.err()).as("%s", arguments).contains("not looked at: ").contains("given up");
                Files.deleteIfExists(folder.resolve("partial.json"));
                arguments.replaceAll(argument ->
                        command.contains("create") && argument.endsWith(".json") ? "partial.json" : argument);
                arguments.add("--allow-partial");
                assertThat(run(arguments.toArray(String[]::new)).exit()).as("%s", arguments).isZero();
            }
            assertThat(run("kbuild", name).exit()).as(name).isZero();
            assertThat(run("kbuild", "--fail-on", "error", name).exit()).as(name).isEqualTo(3);
            assertThat(run("kbuild", "--fail-on", "error", "--allow-partial", name).exit()).as(name).isZero();
            assertThat(run("check", name, "wrong").exit()).as(name).isEqualTo(1);
        }
        assertThat(run("check", "--strict", "--allow-partial", "right").exit()).isEqualTo(2);
        // A part of a header or of a file that has nothing to do with commands hides none.
        Drivers.write(folder.resolve("beside/x.c"), Drivers.driver(Drivers.BODY_RIGHT));
        Drivers.write(folder.resolve("beside/y.c"), BROKEN);
        assertThat(run("check", "beside").exit()).isZero();
    }

    @Test
    void whatAChangeHidesBehindABoundCounts() throws IOException {
        String added = Drivers.driver("\treturn 0" + " + a".repeat(1_600) + ";\n");
        var patch = new StringBuilder("--- /dev/null\n+++ b/drivers/x/x.c\n@@ -0,0 +1,"
                + added.lines().count() + " @@\n");
        added.lines().forEach(line -> patch.append('+').append(line).append('\n'));
        Drivers.write(folder.resolve("x.patch"), patch.toString());
        assertThat(run("check", "--patch", "x.patch", "--base", "right").exit()).isEqualTo(3);
        assertThat(run("check", "--patch", "x.patch", "--base", "right", "--allow-partial").exit()).isZero();
    }

    @Test
    void findingsWinOverWhatWasNotLookedAt() throws IOException {
        Drivers.write(folder.resolve("compile_commands.json"), "[{\"file\": \"gone.c\"}, {\"file\": \"wrong/x.c\"}]");
        assertThat(run("check", "-p", "compile_commands.json").exit()).isEqualTo(1);
        assertThat(run("check", "-p", "compile_commands.json").err())
                .contains("1 error in 1 file")
                .contains("not looked at: gone.c");
        assertThat(run("check", "-p", "compile_commands.json", "--fail-on", "never").exit()).isEqualTo(3);
        assertThat(run("check", "missing", "wrong").exit()).isEqualTo(1);
        assertThat(run("check", "missing", "right").exit()).isEqualTo(3);
        String added = Drivers.driver(Drivers.BODY_WRONG);
        var patch = new StringBuilder("--- /dev/null\n+++ b/drivers/x/x.c\n@@ -0,0 +1,"
                + added.lines().count() + " @@\n");
        added.lines().forEach(line -> patch.append('+').append(line).append('\n'));
        Drivers.write(folder.resolve("good.patch"), patch.toString());
        Drivers.write(
                folder.resolve("bad.patch"), "--- a/right/x.c\n+++ b/right/x.c\n@@ -1,1 +1,1 @@\n-int z;\n+int q;\n");
        Cli run = run(
                "check", "--base", ".", "--patch", "bad.patch", "--patch", "missing.patch", "--patch", "good.patch");
        assertThat(run.exit()).isEqualTo(1);
        assertThat(run.out()).contains("--> drivers/x/x.c:6:2");
        assertThat(run.err()).contains("not looked at: parts of 1 of 2 patches");
        assertThat(run("check", "--base", ".", "--patch", "bad.patch").exit()).isEqualTo(4);
    }

    @Test
    void lostOutputIsAFailure() {
        for (String[] arguments : new String[][] {
            {"check", "wrong"},
            {"check", "right", "--format", "json"},
            {"rules"},
            {"explain", "double-completion"},
            {"contract", "life"},
            {"entries", "right"},
            {"--help"}
        }) {
            var err = new ByteArrayOutputStream();
            var full = new PrintStream(new OutputStream() {
                @Override
                public void write(int one) throws IOException {
                    throw new IOException("no space left on device");
                }
            }, false, StandardCharsets.UTF_8);
            var terminal = new Terminal(
                    full,
                    new PrintStream(err, true, StandardCharsets.UTF_8),
                    folder,
                    Terminal.DEFAULT_WIDTH,
                    false,
                    false,
                    true);
            assertThat(Main.run(terminal, arguments)).as(String.join(" ", arguments)).isEqualTo(3);
            assertThat(err.toString(StandardCharsets.UTF_8)).contains("standard output cannot be written to");
        }
    }

    @Test
    void lostOutputOfAProcessIsAFailure() throws IOException {
        assumeTrue(Program.exists("bash") && Files.exists(Path.of("/dev/full")));
        String path = Program.path(folder.resolve("bin"));
        for (String lost : List.of(">&-", ">/dev/full")) {
            for (String arguments : List.of("check wrong", "check --format json right", "rules", "--version")) {
                Program run = Program.run(
                        folder, Map.of("PATH", path), List.of("bash", "-c", "uringlint " + arguments + " " + lost));
                assertThat(run.exit()).as(arguments + lost).isEqualTo(3);
                assertThat(run.err()).as(arguments + lost).contains("standard output cannot be written to");
            }
        }
    }

    @Test
    void aLibraryThatCannotBeLoadedIsASentence() throws IOException {
        assumeTrue(Program.exists("bash") && System.getProperty("os.name").equals("Linux"));
        String path = Program.path(folder.resolve("bin"));
        String cpu = System.getProperty("os.arch").equals("aarch64") ? "aarch64" : "x86_64";
        for (String name : List.of("tree-sitter", "tree-sitter-c", "tree-sitter-rust")) {
            Drivers.write(folder.resolve("natives/" + cpu + "-linux-gnu-" + name + ".so"), "no library");
        }
        for (String natives : List.of(folder.resolve("natives").toString(), folder.resolve("gone").toString())) {
            for (String arguments : List.of(
                    "check wrong",
                    "check --patch - --base . < /dev/null; uringlint check wrong/x.c",
                    "entries wrong",
                    "kbuild --fail-on error wrong/x.c",
                    "check --dump ir x_uring_cmd wrong")) {
                Program run = Program.run(
                        folder,
                        Map.of("PATH", path, "JDK_JAVA_OPTIONS", "-Duringlint.natives=" + natives),
                        List.of("bash", "-c", "uringlint " + arguments));
                assertThat(run.exit()).as(arguments + run.err()).isEqualTo(3);
                assertThat(run.err())
                        .as(arguments)
                        .containsAnyOf("cannot be loaded: ", "there is no library ")
                        .doesNotContain("mistake", "Error", "Exception");
            }
        }
    }

    /// A file system from which nothing may be run, as some machines have for what users write.
    @Test
    void aFolderThatForbidsToRunIsASentence() throws IOException {
        String mount = "mount -t tmpfs -o noexec tmpfs none && ";
        Files.createDirectory(folder.resolve("none"));
        assumeTrue(
                Program.exists("unshare")
                        && Program.run(folder, Map.of(), List.of("unshare", "-rm", "sh", "-c", mount + "true"))
                                        .exit()
                                == 0,
                "no file systems can be mounted here");
        String path = Program.path(folder.resolve("bin"));
        Program run = Program.run(
                folder,
                Map.of("PATH", path, "XDG_CACHE_HOME", folder.resolve("none").toString()),
                List.of("unshare", "-rm", "sh", "-c", mount + "uringlint check wrong"));
        assertThat(run.exit()).as(run.err()).isEqualTo(ExitCode.INCOMPLETE);
        assertThat(run.err().lines())
                .hasSize(1)
                .allMatch(line -> line.contains(" cannot be loaded: the file system may forbid to run what is on it")
                        && line.contains("XDG_CACHE_HOME"));
    }

    @Test
    void nothingOfTheCheckedFolderIsLoaded() throws IOException {
        assumeTrue(Program.exists("bash") && System.getProperty("os.name").equals("Linux"));
        String path = Program.path(folder.resolve("bin"));
        for (String cpu : List.of("aarch64", "x86_64")) {
            for (String name : List.of("tree-sitter", "tree-sitter-c")) {
                Drivers.write(
                        folder.resolve("?/.cache/uringlint/core-0.26.6-c-0.24.1-rust-0.24.0/" + cpu + "-linux-gnu-"
                                + name + ".so"),
                        "evil");
            }
        }
        Program run = Program.run(
                folder,
                Map.of("PATH", path, "XDG_CACHE_HOME", "", "JDK_JAVA_OPTIONS", "-Duser.home=?"),
                List.of("bash", "-c", "uringlint check wrong"));
        assertThat(run.exit()).as(run.err()).isEqualTo(1);
        assertThat(run.out()).contains("--> wrong/x.c:6:2");
    }

    @Test
    void kernelsAreCalledAsTheirTagsAre() {
        for (String kernel : List.of("v6.12", "6.12-rc1", "v7.3-rc1", "6.12.5", "v6.1..v7.3-rc2", "5.19..7.3")) {
            assertThat(run("check", "--kernel", kernel, "wrong").exit()).as(kernel).isEqualTo(1);
        }
        for (String kernel : List.of("5.18", "v4.19", "7.4", "8.0-rc1", "5.10..6.12", "6.1..9.0")) {
            for (List<String> command : List.of(
                    List.of("check", "--kernel", kernel, "wrong"),
                    List.of("entries", "--kernel", kernel, "wrong"),
                    List.of("kbuild", "--kernel", kernel, "wrong/x.c"))) {
                Cli run = Cli.run(folder, command.toArray(String[]::new));
                assertThat(run.exit()).as("%s", command).isEqualTo(2);
                assertThat(run.err())
                        .containsAnyOf("has no commands: 5.19 brought them", "7.3 is the newest that is")
                        .contains("--any-kernel");
            }
            assertThat(run("check", "--any-kernel", "--kernel", kernel, "wrong").exit()).as(kernel).isIn(0, 1);
        }
        for (String kernel : List.of("6", "6.", "v", "6.12-", "6.12-rc", "x6.12", "6.12..", "99999999999.1", "-6.1")) {
            assertThat(run("check", "--kernel=" + kernel, "wrong").err()).as(kernel).contains("is no kernel version");
        }
    }
}
