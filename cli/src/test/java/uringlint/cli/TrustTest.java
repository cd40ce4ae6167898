// SPDX-License-Identifier: Apache-2.0

package uringlint.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/// A change is judged by what the tree said before it: nobody opens the gate from inside.
class TrustTest {
    private static final String DRIVER = "drivers/x/x.c";
    private static final String CONFIG = ".uringlint.yml";
    private static final String RIGHT = Drivers.driver(Drivers.BODY_RIGHT);
    private static final String WRONG = Drivers.driver(Drivers.BODY_WRONG);
    private static final String ALLOW = "\t/* uringlint: allow(double-completion): it is right */\n";

    @TempDir
    private Path folder;

    @TempDir
    private Path elsewhere;

    private Repo repo;

    @BeforeEach
    void makeRepository() {
        repo = new Repo(folder);
    }

    @AfterEach
    void closeRepository() {
        repo.close();
    }

    /// The options for every way in which a change can be named, which is committed on top of `before`.
    private List<String[]> ways(String before, String after) throws IOException {
        var ways = new ArrayList<String[]>();
        ways.add(new String[] {"--range", before + ".." + after});
        ways.add(new String[] {"--diff-against", before});
        ways.add(new String[] {
            "--base",
            ".@" + before,
            "--patch",
            Files.writeString(elsewhere.resolve(after + ".patch"), repo.diff(before, after))
                    .toString()
        });
        return ways;
    }

    private Cli check(String[] way, String... more) {
        return repo.check(Stream.concat(Stream.of(way), Stream.of(more)).toArray(String[]::new));
    }

    @TestFactory
    Stream<DynamicTest> whatAChangeSaysOfItselfDoesNotCount() {
        return Stream.of(
                        "paths: [{path: \"**\", ignore: true}]\n",
                        "rules: {double-completion: off}\n",
                        "fail-on: never\n",
                        "level: error\nrules: {double-completion: note}\n",
                        "paths: [{path: drivers, rules: {double-completion: off}}]\n",
                        "baseline: known\n",
                        "rules: [\n")
                .map(yaml -> DynamicTest.dynamicTest(yaml, () -> {
                    String before =
                            repo.clear(DRIVER, CONFIG).write(DRIVER, RIGHT).commit("x: add a driver");
                    String after = repo.write(DRIVER, WRONG)
                            .write(CONFIG, yaml)
                            .write("known", "x\n")
                            .commit("x: break");
                    for (String[] way : ways(before, after)) {
                        Cli run = check(way);
                        assertThat(run.exit())
                                .as(String.join(" ", way) + run.err())
                                .isEqualTo(ExitCode.FINDINGS);
                        assertThat(run.out())
                                .contains("--> drivers/x/x.c:6:2")
                                .contains("this change alters `.uringlint.yml`; the one before it counts without"
                                        + " --trust-change");
                    }
                    repo.stage();
                }));
    }

    @Test
    void whatIsStagedDoesNotCountEither() {
        repo.write(DRIVER, RIGHT).commit("x: add a driver");
        repo.write(DRIVER, WRONG).write(CONFIG, "rules: {double-completion: off}\n").stage();
        assertThat(repo.check("--staged").exit()).isEqualTo(ExitCode.FINDINGS);
        assertThat(repo.check("--staged").err())
                .contains("the configuration in this folder is another one than before the change, which counts");
        assertThat(repo.check("--staged", "--config", CONFIG).exit()).isEqualTo(ExitCode.FINDINGS);
        assertThat(repo.check("--staged", "--trust-change").exit()).isEqualTo(ExitCode.CLEAN);
    }

    @Test
    void theConfigurationBeforeCounts() throws IOException {
        String before = repo.write(DRIVER, RIGHT)
                .write(CONFIG, "rules: {double-completion: off}\n")
                .commit("x: add a driver");
        String after = repo.write(DRIVER, WRONG)
                .write(CONFIG, "rules: {double-completion: error}\n")
                .commit("x: break");
        for (String[] way : ways(before, after)) {
            assertThat(check(way).exit()).as(String.join(" ", way)).isEqualTo(ExitCode.CLEAN);
            assertThat(check(way, "--no-config").exit()).isEqualTo(ExitCode.FINDINGS);
            assertThat(check(way, "--trust-change").exit()).isEqualTo(ExitCode.FINDINGS);
        }
        Cli.run(folder.resolve("drivers"), "check", "--range", before + "..");
        assertThat(Cli.run(folder.resolve("drivers"), "check", "--range", before + "..")
                        .exit())
                .isEqualTo(ExitCode.CLEAN);
    }

    @Test
    void aConfigurationThatIsKeptElsewhereCounts() throws IOException {
        String before = repo.write(DRIVER, RIGHT).commit("x: add a driver");
        String after = repo.write(DRIVER, WRONG).commit("x: break");
        Path own = Files.writeString(elsewhere.resolve("own.yml"), "rules: {double-completion: off}\n");
        for (String[] way : ways(before, after)) {
            assertThat(check(way, "--config", own.toString()).exit()).isEqualTo(ExitCode.CLEAN);
        }
    }

    @TestFactory
    Stream<DynamicTest> suppressionsOfTheChangeDoNotCount() {
        String other = Drivers.driver(Drivers.BODY_RIGHT.replace("return", ALLOW.stripLeading() + "\treturn"));
        return Stream.of(
                        new String[] {
                            "with the code",
                            RIGHT,
                            Drivers.driver(Drivers.BODY_WRONG.replace("\treturn", ALLOW + "\treturn"))
                        },
                        new String[] {
                            "behind the code",
                            RIGHT,
                            Drivers.driver(Drivers.BODY_WRONG.replace("0;\n", "0; " + ALLOW.strip() + "\n"))
                        },
                        new String[] {"one for another line", other, other.replace("-EIOCBQUEUED", "0")},
                        new String[] {
                            "one that is moved",
                            ALLOW + RIGHT,
                            Drivers.driver(Drivers.BODY_WRONG.replace("\treturn", ALLOW + "\treturn"))
                        },
                        new String[] {
                            "a line put below it",
                            other,
                            other.replace("\treturn", "\tif (cmd->x)\n\t\treturn 0;\n\treturn")
                        })
                .map(texts -> DynamicTest.dynamicTest(texts[0], () -> {
                    String before = repo.write(DRIVER, texts[1]).commit("x: add a driver");
                    String after = repo.write(DRIVER, texts[2]).commit("x: break");
                    for (String[] way : ways(before, after)) {
                        Cli run = check(way);
                        assertThat(run.exit())
                                .as(String.join(" ", way) + run.err())
                                .isEqualTo(ExitCode.FINDINGS);
                        assertThat(run.out()).contains("error[double-completion]");
                        if (!texts[0].startsWith("a line")) {
                            assertThat(run.out())
                                    .contains("this change adds a suppression of `double-completion` in drivers/x/x.c,"
                                            + " which does not count without --trust-change");
                            assertThat(check(way, "--trust-change").exit())
                                    .as(String.join(" ", way))
                                    .isEqualTo(ExitCode.CLEAN);
                        }
                    }
                }));
    }

    @Test
    void suppressionsThatWereThereCount() throws IOException {
        String allowed = Drivers.driver(Drivers.BODY_WRONG.replace("\treturn", ALLOW + "\treturn"));
        String before = repo.write(DRIVER, allowed).commit("x: add a driver");
        String renamed = repo.remove(DRIVER)
                .write("drivers/x/y.c", "/* one more line */\n" + allowed)
                .commit("x: rename");
        List<String[]> ways = ways(before, renamed);
        String indented = repo.write("drivers/x/y.c", ("/* one more line */\n" + allowed).replace("\t", "        "))
                .commit("x: indent");
        for (String[] way : Stream.of(ways.subList(0, 1), ways.subList(2, 3), ways(renamed, indented)).flatMap(List::stream).toList()) {
            Cli run = check(way);
            assertThat(run.exit()).as(String.join(" ", way) + run.out()).isEqualTo(ExitCode.CLEAN);
            assertThat(run.out()).doesNotContain("adds a suppression");
        }
    }

    @Test
    void aSeriesCannotSuppressFirstAndBreakLater() throws IOException {
        String before = repo.write(DRIVER, RIGHT).commit("x: add a driver");
        repo.write(DRIVER, RIGHT.replace("\treturn", ALLOW + "\treturn")).commit("x: a comment");
        String after = repo.write(DRIVER, WRONG.replace("\treturn", ALLOW + "\treturn")).commit("x: break");
        Cli run = repo.check("--range", before + ".." + after);
        assertThat(run.exit()).isEqualTo(ExitCode.FINDINGS);
        assertThat(run.out().split("adds a suppression", -1)).as("told of the commit that adds it").hasSize(2);
    }

    @Test
    void aRepositoryThatLacksObjectsIsToldOf() throws IOException {
        String before = repo.write(DRIVER, RIGHT).commit("x: add a driver");
        repo.write(DRIVER, WRONG).commit("x: break");
        try (Stream<Path> files = Files.walk(folder.resolve(".git/objects"))) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                if (repo.isBlob(file)) {
                    Files.delete(file);
                }
            }
        }
        Cli run = repo.check("--range", before + "..");
        assertThat(run.exit()).isEqualTo(ExitCode.NO_BASE);
        assertThat(run.err()).doesNotContain("mistake").startsWith("uringlint: ");
    }

    @Test
    void aReviewIsNotSilencedByThePatch() throws IOException {
        String before = repo.write(DRIVER, RIGHT).commit("x: add a driver");
        String after = repo.write(DRIVER, WRONG.replace("\treturn", ALLOW + "\treturn"))
                .write(CONFIG, "rules: {double-completion: off}\n")
                .commit("x: break");
        Path patch = Files.writeString(elsewhere.resolve("x.patch"), repo.diff(before, after));
        assertThat(Cli.run(folder, "review", "--base", ".@" + before, patch.toString())
                        .exit())
                .isEqualTo(ExitCode.FINDINGS);
    }
}
