// SPDX-License-Identifier: Apache-2.0

package uringlint.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/// Configurations that are made to hurt: each ends soon, with a sentence or as if it were any other.
class HostileConfigTest {
    private static final String NAME = ".uringlint.yml";

    @TempDir
    private Path folder;

    @BeforeEach
    void writeDriver() throws IOException {
        Files.createDirectory(folder.resolve("tree"));
        Files.createDirectory(folder.resolve("tree/.git"));
        Drivers.write(
                folder.resolve("tree/aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa.c"),
                Drivers.driver(Drivers.BODY_WRONG));
    }

    private Cli run(String... arguments) {
        Cli run = assertTimeoutPreemptively(Duration.ofSeconds(20), () -> Cli.run(folder.resolve("tree"), arguments));
        assertThat(run.out() + run.err()).doesNotContain("internal error of uringlint", "Exception", "\tat ");
        return run;
    }

    private static final String MANY_STARS = "paths:\n  - path: \"" + "**x*".repeat(150) + "y\"\n    ignore: true\n";

    @TestFactory
    Stream<DynamicTest> textsEndSoon() throws IOException {
        var texts = new TreeMap<String, String>();
        texts.put("many stars", MANY_STARS);
        texts.put(
                "many patterns",
                "paths:\n" + ("  - path: \"" + "*k".repeat(30) + "m\"\n    ignore: true\n").repeat(2_000));
        texts.put("brackets", "[".repeat(50_000));
        texts.put("braces", "{a: ".repeat(50_000));
        texts.put("lists", "paths:\n" + "- ".repeat(50_000));
        texts.put("indents", String.join("", java.util.Collections.nCopies(700, "a:\n ")).indent(0));
        texts.put("aliases", "rules: &a {double-completion: off}\npaths:\n" + "- {path: x, rules: *a}\n".repeat(2_000));
        texts.put(
                "laughs",
                "a: &a [1]\n"
                        + Stream.iterate(0, i -> i + 1)
                                .limit(30)
                                .map(i -> "a" + i + ": &a" + i + " [" + "*a, ".repeat(9) + "*a]\n")
                                .reduce("", String::concat));
        texts.put("a long name", "rules:\n  " + "x".repeat(900) + ": off\n");
        texts.put("a very long name", "rules:\n  ? " + "x".repeat(900_000) + "\n  : off\n");
        texts.put(
                "many names",
                "rules:\n"
                        + Stream.iterate(0, i -> i + 1)
                                .limit(40_000)
                                .map(i -> "  x" + i + ": off\n")
                                .reduce(new StringBuilder(), StringBuilder::append, StringBuilder::append));
        texts.put("tags", "!!java.lang.Runtime [x]\n");
        texts.put("zeros", "\0".repeat(1_000));
        return texts.entrySet().stream()
                .map(text -> DynamicTest.dynamicTest(text.getKey(), () -> {
                    Files.writeString(folder.resolve("tree").resolve(NAME), text.getValue());
                    Cli run = run("check", ".");
                    assertThat(run.exit()).as(run.err()).isIn(ExitCode.CLEAN, ExitCode.FINDINGS, ExitCode.USAGE);
                    assertThat(run.exit() != ExitCode.USAGE || run.err().startsWith("uringlint: " + NAME + ":"))
                            .as(run.err())
                            .isTrue();
                    assertThat(run.err().length()).isLessThan(10_000);
                }));
    }

    @Test
    void manyStarsIgnoreWhatTheyMatch() throws IOException {
        Files.writeString(folder.resolve("tree").resolve(NAME), MANY_STARS);
        assertThat(run("check", ".").exit()).isEqualTo(ExitCode.FINDINGS);
    }

    @Test
    void linksOutOfTheTreeAreNotFollowed() throws IOException {
        Path secret = Files.writeString(folder.resolve("secret"), "root:x:secret-word\n");
        Path config = folder.resolve("tree").resolve(NAME);
        for (Path target : new Path[] {secret, Path.of("../secret"), Path.of("/dev/zero"), Path.of("nowhere")}) {
            Files.createSymbolicLink(config, target);
            for (String[] arguments : new String[][] {
                {"check", "."}, {"check", "--config", NAME, "."}, {"config", "show"}, {"review", "--config", NAME, "x"}
            }) {
                Cli run = run(arguments);
                assertThat(run.exit()).as(target + ": " + run.err()).isEqualTo(ExitCode.USAGE);
                assertThat(run.out() + run.err()).doesNotContain("secret-word").contains(NAME);
            }
            Files.delete(config);
        }
        Files.createDirectory(folder.resolve("tree/ci"));
        Files.writeString(folder.resolve("tree/ci/lint.yml"), "rules: {double-completion: off}\n");
        Files.createSymbolicLink(config, Path.of("ci/lint.yml"));
        assertThat(run("check", ".").exit()).isEqualTo(ExitCode.CLEAN);
    }

    @Test
    void onlyRegularFilesOfOneMegabyteAreRead() throws IOException, InterruptedException {
        Path config = folder.resolve("tree").resolve(NAME);
        Files.createDirectory(config);
        assertThat(run("check", ".").err()).contains(NAME + ": the configuration is not used: it is no regular file");
        Files.delete(config);
        if (new ProcessBuilder("mkfifo", config.toString()).start().waitFor() == 0) {
            assertThat(run("check", ".").err()).contains("it is no regular file");
            assertThat(run("check", "--baseline", NAME, "--no-config", ".").err()).contains("it is no regular file");
            Files.delete(config);
        }
        try (var file = new RandomAccessFile(config.toFile(), "rw")) {
            file.setLength(2 << 20);
        }
        assertThat(run("check", ".").err()).contains("it is longer than 1 MiB");
        assertThat(run("check", "--no-config", "--baseline", "/dev/zero", ".").err()).contains("it is no regular file");
    }

    @Test
    void aBaselineOfTheConfigurationLiesBesideIt() throws IOException {
        for (Map.Entry<String, String> named : Map.of(
                        "../known", "cannot be `../known`", "/etc/passwd", "cannot be `/etc/passwd`")
                .entrySet()) {
            Files.writeString(folder.resolve("tree").resolve(NAME), "baseline: " + named.getKey() + "\n");
            Cli run = run("check", ".");
            assertThat(run.exit()).isEqualTo(ExitCode.USAGE);
            assertThat(run.err()).contains(NAME + ":1:11: ").contains(named.getValue());
        }
    }
}
