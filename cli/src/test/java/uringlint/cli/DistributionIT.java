// SPDX-License-Identifier: Apache-2.0

package uringlint.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What tools/dist made: each archive is unpacked where nothing else is, and run.
@Tag("dist")
class DistributionIT {
    private static final Path ROOT = Path.of("..").toAbsolutePath().normalize();
    private static final Path DIST = Path.of("target/dist").toAbsolutePath();
    private static final String VERSION = System.getProperty("uringlint.version");
    private static final String SAMPLE = "samples/src/main/resources/samples/double-completion/done-then-zero.c";

    @TempDir
    private Path folder;

    private Program run(String... command) throws IOException {
        return Program.run(folder, Map.of(), List.of(command));
    }

    private Program inBareEnvironment(String... command) throws IOException {
        String[] bare = {"env", "-i", "PATH=/usr/bin:/bin", "XDG_CACHE_HOME=" + folder.resolve("cache")};
        return run(Stream.concat(Stream.of(bare), Stream.of(command)).toArray(String[]::new));
    }

    private static Path one(String pattern) throws IOException {
        try (var files = Files.newDirectoryStream(DIST, pattern)) {
            return files.iterator().next();
        }
    }

    private void assertFinds(Program run) {
        assertThat(run.exit()).as(run.err()).isEqualTo(ExitCode.FINDINGS);
        assertThat(run.out()).contains("done-then-zero.c:18:3: error:", "[double-completion]").hasLineCount(1);
    }

    private String[] check(Path program) {
        return new String[] {program.toString(), "check", "--format", "gcc", ROOT.resolve(SAMPLE).toString()};
    }

    @Test
    void theArchiveWithARuntimeRunsAlone() throws IOException {
        Path archive = one("uringlint-*-linux-*.tar.gz");
        assertThat(Files.size(archive)).isLessThan(45_000_000);
        assertThat(run("tar", "-xzf", archive.toString()).exit()).isZero();
        Path unpacked = folder.resolve("uringlint-" + VERSION);
        assertThat(inBareEnvironment(unpacked.resolve("bin/uringlint").toString(), "--version").out()).contains(VERSION);
        assertFinds(inBareEnvironment(check(unpacked.resolve("bin/uringlint"))));
        assertThat(inBareEnvironment(
                                unpacked.resolve("runtime/bin/java").toString(),
                                "-XX:+UseSerialGC",
                                "-XX:AOTMode=on",
                                "-XX:AOTCache=" + unpacked.resolve("app/uringlint.aot"),
                                "-jar",
                                unpacked.resolve("app/uringlint.jar").toString(),
                                "--version")
                        .err())
                .as("the cache fits, or the JVM says what is wrong with it")
                .isEmpty();
        assertThat(unpacked.resolve("share/man/man1/uringlint.1")).isNotEmptyFile();
        assertThat(unpacked.resolve("share/bash-completion/completions/uringlint")).content().contains("complete -F");
        assertThat(run("bash", "-n", unpacked.resolve("share/bash-completion/completions/uringlint").toString()).exit()).isZero();
    }

    @Test
    void theArchiveForAnyJdkRunsByAJdk() throws IOException {
        assertThat(run("unzip", "-q", DIST.resolve("uringlint-" + VERSION + ".zip").toString()).exit()).isZero();
        Path program = folder.resolve("uringlint-" + VERSION + "/bin/uringlint");
        String[] check = check(program);
        assertFinds(inBareEnvironment(Stream.concat(Stream.of("JAVA_HOME=" + System.getProperty("java.home")), Stream.of(check))
                .toArray(String[]::new)));
    }

    @Test
    void thePackageForDebianIsClean() throws IOException {
        assumeTrue(Program.exists("dpkg-deb") && Program.exists("lintian"), "needs dpkg-deb and lintian");
        String debian = one("*.deb").toString();
        assertThat(run("dpkg-deb", "--contents", debian).out())
                .contains("./usr/bin/uringlint -> ../lib/uringlint/bin/uringlint", "./usr/share/man/man1/uringlint.1.gz")
                .doesNotContain("uringlint.aot");
        Program lintian = run("lintian", "--allow-root", "--fail-on", "error,warning", debian);
        assertThat(lintian.exit()).as(lintian.out()).isZero();
    }

    /// The cache of the JVM holds the time at which it was made, and no two are the same.
    @Test
    void allButTheCacheIsMadeTheSameAgain() throws IOException {
        assertThat(Program.run(DIST, Map.of(), List.of("sha256sum", "--check", "--strict", "--quiet", "SHA256SUMS")).exit()).isZero();
        Path second = folder.resolve("second");
        Program again = Program.run(
                ROOT,
                Map.of(),
                List.of(
                        "tools/dist",
                        VERSION,
                        System.getProperty("uringlint.time"),
                        DIST.resolve("runtime").toString(),
                        second.toString()));
        assertThat(again.exit()).as(again.err()).isZero();
        String withRuntime = one("uringlint-*-linux-*.tar.gz").getFileName().toString();
        try (Stream<Path> files = Files.list(second)) {
            for (Path file : files.filter(file -> !file.endsWith(withRuntime) && !file.endsWith("SHA256SUMS")).toList()) {
                assertThat(file).as(file.toString()).hasSameBinaryContentAs(DIST.resolve(file.getFileName()));
            }
        }
        assertThat(members(second.resolve(withRuntime))).isEqualTo(members(DIST.resolve(withRuntime))).isNotEmpty();
    }

    /// What an archive holds, with the checksum of each file.
    private String members(Path archive) throws IOException {
        Path into = Files.createTempDirectory(folder, "members");
        assertThat(run("tar", "-C", into.toString(), "-xzf", archive.toString()).exit()).isZero();
        return Program.run(into, Map.of(), List.of("sh", "-c", "find . -type f ! -name uringlint.aot | sort | xargs -d '\\n' sha256sum"))
                .out();
    }
}
