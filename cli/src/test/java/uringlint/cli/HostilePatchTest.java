// SPDX-License-Identifier: Apache-2.0

package uringlint.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;
import uringlint.cli.find.NoFiles;
import uringlint.cli.find.OverlaySnapshot;
import uringlint.cli.find.Snapshot;
import uringlint.cli.patch.Patcher;

/// Patches that are broken or meant to hurt: each is told of, and what stands beside it is looked at.
class HostilePatchTest {
    private static final Path INPUTS = Path.of("src/test/resources/fuzz/patches");
    private static final String DRIVER = "drivers/x/x.c";
    private static final String WRONG = Drivers.driver(Drivers.BODY_WRONG);

    @TempDir
    private Path folder;

    @TempDir
    private Path elsewhere;

    private Repo repo;

    @BeforeEach
    void makeRepository() {
        repo = new Repo(folder);
        repo.write("top.c", Drivers.driver(Drivers.BODY_RIGHT)).commit("top: add a driver");
    }

    @AfterEach
    void closeRepository() {
        repo.close();
    }

    private static String adding(String path) {
        return "diff --git a/" + path + " b/" + path + "\nnew file mode 100644\n--- /dev/null\n+++ b/" + path
                + "\n@@ -0,0 +1," + WRONG.lines().count() + " @@\n"
                + String.join("\n", WRONG.lines().map(line -> "+" + line).toList()) + "\n";
    }

    private static String mail(int number, String patch) {
        return "From 0123456789012345678901234567890123456789 Mon Sep 17 00:00:00 2001\n"
                + "From: Driver Author <author@example.org>\n"
                + "Subject: [PATCH] x: step "
                + number + "\nMessage-ID: <" + number + "@example.org>\n\nWords.\n---\n" + patch + "-- \n2.40\n\n";
    }

    private Cli run(String command, String text, String... more) {
        try {
            Path file = Files.write(elsewhere.resolve("x.patch"), text.getBytes(StandardCharsets.ISO_8859_1));
            Cli run = Cli.run(
                    folder,
                    Stream.concat(
                                    Stream.of(command.split(" ")),
                                    Stream.concat(Stream.of(file.toString()), Stream.of(more)))
                            .toArray(String[]::new));
            assertThat(run.out() + run.err()).doesNotContain("internal error of uringlint", "Exception", "\tat ");
            return run;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static List<Path> inputs() throws IOException {
        try (Stream<Path> files = Files.list(INPUTS)) {
            return files.filter(input -> input.toString().endsWith(".patch")).sorted().toList();
        }
    }

    @TestFactory
    Stream<DynamicTest> everyInputIsToldOfAlone() throws IOException {
        return inputs().stream()
                .map(input -> DynamicTest.dynamicTest(input.getFileName().toString(), () -> {
                    String text = Files.readString(input, StandardCharsets.ISO_8859_1);
                    for (String base : new String[] {"", "--base=."}) {
                        Cli check = run("check --patch", text, base.isEmpty() ? new String[0] : new String[] {base});
                        assertThat(check.exit()).isIn(ExitCode.CLEAN, ExitCode.DOES_NOT_APPLY, ExitCode.DAMAGED);
                        assertThat(check.exit() == ExitCode.CLEAN || check.err().startsWith("uringlint: "))
                                .isTrue();
                        assertThat(run("review --quoted", text, base.isEmpty() ? new String[0] : new String[] {base})
                                        .exit())
                                .isEqualTo(check.exit());
                    }
                }));
    }

    @TestFactory
    Stream<DynamicTest> everyInputLeavesThePatchesBesideItAlone() throws IOException {
        return inputs().stream()
                .map(input -> DynamicTest.dynamicTest(input.getFileName().toString(), () -> {
                    String text = Files.readString(input, StandardCharsets.ISO_8859_1);
                    String box = mail(1, adding("drivers/a/a.c"))
                            + mail(2, text.endsWith("\n") ? text : text + "\n")
                            + mail(3, adding("drivers/b/b.c"));
                    assertThat(run("check --patch", box, "--base", ".").out())
                            .contains("--> drivers/a/a.c:6:2")
                            .contains("--> drivers/b/b.c:6:2");
                    assertThat(run("review", box, "--base", ".").out())
                            .contains("b/drivers/a/a.c")
                            .contains("b/drivers/b/b.c");
                }));
    }

    @Test
    void changedPatchesNeverThrow() {
        repo.write(DRIVER, Drivers.driver(Drivers.BODY_RIGHT));
        String before = repo.commit("x: add");
        String after = repo.remove("top.c").write(DRIVER, WRONG).write("drivers/x/y.c", WRONG).commit("x: break");
        byte[] original = repo.diff(before, after).getBytes(StandardCharsets.UTF_8);
        Snapshot tree = OverlaySnapshot.of(
                new NoFiles(),
                Map.of(DRIVER, Optional.of(Drivers.driver(Drivers.BODY_RIGHT).getBytes(StandardCharsets.UTF_8))));
        var random = new Random(11);
        for (int round = 0; round < 20_000; round++) {
            byte[] bytes = original.clone();
            for (int change = 0; change < 1 + random.nextInt(6); change++) {
                int at = random.nextInt(bytes.length);
                switch (random.nextInt(3)) {
                    case 0 -> bytes[at] = (byte) random.nextInt();
                    case 1 -> bytes[at] = (byte) "+- @,\n\\/.0123456789abcd\"".charAt(random.nextInt(24));
                    default -> {
                        int length = random.nextInt(Math.min(40, bytes.length - at));
                        System.arraycopy(original, random.nextInt(bytes.length - length), bytes, at, length);
                    }
                }
            }
            assertThat(Patcher.apply(tree, bytes)).as(() -> new String(bytes, StandardCharsets.ISO_8859_1)).isNotNull();
        }
    }

    @Test
    void driversAtTheTopOfATreeHaveNoFolder() {
        assertThat(run("check --patch", adding("x.c") + adding("y.c"), "--base", ".")
                        .out())
                .contains("--> x.c:6:2")
                .contains("--> y.c:6:2");
    }

    @Test
    void theRefusedPatchesOfASeriesAreCounted() {
        Cli run = run("check --patch", mail(1, adding("drivers/a/a.c")).replace("[PATCH]", "[PATCH 1/2]")
                + mail(2, adding("drivers/a/a.c")).replace("[PATCH]", "[PATCH 2/2]"), "--base", ".");
        assertThat(run.exit()).isEqualTo(ExitCode.FINDINGS);
        assertThat(run.err())
                .contains("not looked at: 1 of 2 patches")
                .contains("patch 2/2 (x: step 2): `drivers/a/a.c` exists in the base already");
        assertThat(run.out()).contains("--> drivers/a/a.c:6:2").contains("1 of 2 patches was not looked at");
    }

    @Test
    void linksModulesAndBinariesBesideCodeAreLeftOut() {
        String link = "diff --git a/l b/l\n"
                + "new file mode 120000\n"
                + "index 0000000..1111111\n"
                + "--- /dev/null\n"
                + "+++ b/l\n"
                + "@@ -0,0 +1 @@\n"
                + "+/etc/passwd\n"
                + "\\ No newline at end of file\n";
        String module = "diff --git a/sub b/sub\n"
                + "new file mode 160000\n"
                + "index 0000000..2222222\n"
                + "--- /dev/null\n"
                + "+++ b/sub\n"
                + "@@ -0,0 +1 @@\n"
                + "+Subproject commit 2222222222222222222222222222222222222222\n";
        String binary = "diff --git a/logo.png b/logo.png\n"
                + "new file mode 100644\n"
                + "index 0000000..2222222\n"
                + "Binary files /dev/null and b/logo.png differ\n";
        for (String base : new String[] {".", elsewhere.toString()}) {
            Cli run = run("check --patch", link + adding(DRIVER) + module + binary, "--base", base);
            assertThat(run.exit()).as(run.err()).isEqualTo(ExitCode.FINDINGS);
            assertThat(run.out()).contains("--> drivers/x/x.c:6:2");
            assertThat(run.err())
                    .contains("`l` is a symbolic link or a submodule: this part of the patch is left out")
                    .contains("`sub` is a")
                    .contains("`logo.png` is changed as a binary file");
        }
        assertThat(run("check --patch", link + module, "--base", ".").exit()).isEqualTo(ExitCode.BINARY);
        Cli below = run("check --patch", link + adding("l/x.c"), "--base", ".");
        assertThat(below.exit()).isEqualTo(ExitCode.UNSAFE_PATH);
    }

    @Test
    void applyingLeavesNothingBehind() {
        Snapshot tree = new NoFiles();
        byte[] diff = adding(DRIVER).getBytes(StandardCharsets.UTF_8);
        long before = used(() -> apply(tree, diff, 500));
        long after = used(() -> apply(tree, diff, 5_000));
        assertThat(after - before).as("bytes that 5,000 patches leave").isLessThan(2 << 20);
    }

    private static void apply(Snapshot tree, byte[] diff, int times) {
        for (int time = 0; time < times; time++) {
            // Other bytes each time, as a cache by content would keep one of them only.
            byte[] other = (new String(diff, StandardCharsets.UTF_8).replace("x_fops", "x_fops" + time))
                    .getBytes(StandardCharsets.UTF_8);
            assertThat(Patcher.apply(tree, other).isDone()).isTrue();
        }
    }

    private static long used(Runnable work) {
        work.run();
        for (int time = 0; time < 3; time++) {
            System.gc();
        }
        return Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory();
    }
}
