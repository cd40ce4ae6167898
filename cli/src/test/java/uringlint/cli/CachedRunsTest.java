// SPDX-License-Identifier: Apache-2.0

package uringlint.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import uringlint.cli.cache.CachePlace;

/// A run that finds the results of an earlier one says what that said.
class CachedRunsTest {
    private static final Path SAMPLES = Path.of("../samples/src/main/resources/samples");

    @TempDir
    private Path top;

    private CachePlace place() {
        return new CachePlace(top.resolve("uringlint/results"), "this", System.currentTimeMillis());
    }

    private void copy(List<String> folders) throws IOException {
        for (String folder : folders) {
            try (Stream<Path> files = Files.list(SAMPLES.resolve(folder))) {
                for (Path file : files.filter(Files::isRegularFile).toList()) {
                    Path copy = top.resolve("tree").resolve(folder).resolve(file.getFileName());
                    Files.createDirectories(copy.getParent());
                    Files.copy(file, copy);
                }
            }
        }
    }

    @Test
    void everyFormatSaysTheSame() throws IOException {
        copy(List.of("double-completion", "sqe-double-fetch", "command-moved"));
        for (String format : List.of("json", "sarif", "gcc", "html")) {
            String[] command = {"check", "--level", "note", "--format", format, "tree"};
            Cli without = Cli.run(top, command);
            Cli first = Cli.run(top, place(), command);
            Cli second = Cli.run(top, place(), command);
            assertThat(first.out()).isEqualTo(without.out());
            assertThat(second.out()).isEqualTo(without.out());
            assertThat(second.exit()).isEqualTo(without.exit());
        }
        assertThat(place().entries().size().entries()).isGreaterThan(10);
    }

    @Test
    void aDriverThatIsMendedIsCleanAtOnce() throws IOException {
        Files.createDirectories(top.resolve("tree"));
        Path driver = top.resolve("tree/own.c");
        String wrong = """
                static int own_uring_cmd(struct io_uring_cmd *cmd, unsigned int issue_flags)
                {
                	io_uring_cmd_done(cmd, 0, issue_flags);
                	return 0;
                }
                static const struct file_operations own_fops = { .uring_cmd = own_uring_cmd };
                """;
        for (int round = 0; round < 3; round++) {
            Files.writeString(driver, wrong);
            assertThat(Cli.run(top, place(), "check", "tree").exit()).isEqualTo(ExitCode.FINDINGS);
            Files.writeString(driver, wrong.replace("return 0;", "return -EIOCBQUEUED;"));
            assertThat(Cli.run(top, place(), "check", "tree").exit()).isEqualTo(ExitCode.CLEAN);
        }
    }

    @Test
    void theCacheIsShownAndCleaned() throws IOException {
        copy(List.of("double-completion"));
        assertThat(Cli.run(top, place(), "check", "--no-cache", "tree").exit()).isEqualTo(ExitCode.FINDINGS);
        assertThat(Cli.run(top, place(), "cache", "show").out()).contains("uringlint/results: 0 results, 0.0 MB");
        Cli.run(top, place(), "check", "tree");
        int kept = place().entries().size().entries();
        assertThat(kept).isPositive();
        assertThat(Cli.run(top, place(), "cache", "show").out()).contains(": " + kept + " results");
        assertThat(Cli.run(top, place(), "cache", "clean").out()).isEqualTo(kept + " results thrown away\n");
        assertThat(place().entries().size().entries()).isZero();
        assertThat(Cli.run(top, "cache", "show").out()).startsWith("Nothing is kept");
        assertThat(Cli.run(top, "cache").exit()).isEqualTo(ExitCode.USAGE);
    }
}
