// SPDX-License-Identifier: Apache-2.0

package uringlint.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import uringlint.cli.find.FolderSnapshot;
import uringlint.dialect.Dialect;

/// What could not be read, or not for what it is, is told, and the run is not green.
class UnreadTest {
    private static final String PATCH = """
            --- a/x/x.c
            +++ b/x/x.c
            @@ -1,2 +1,3 @@
             #include <linux/io_uring/cmd.h>
            +#include <linux/slab.h>
            \s
            """;

    @TempDir
    private Path folder;

    /// A file that is long, most of it a hole.
    private Path hole(Path file, String start, long length) throws IOException {
        Drivers.write(file, start);
        try (var content = new RandomAccessFile(file.toFile(), "rw")) {
            content.setLength(length);
        }
        return file;
    }

    @Test
    void aFileOfTheBaseIsTold() throws IOException {
        Drivers.write(folder.resolve("tree/x/x.c"), Drivers.driver(Drivers.BODY_RIGHT));
        Drivers.write(folder.resolve("x.patch"), PATCH);
        assertThat(Cli.run(folder, "check", "--patch", "x.patch", "--base", "tree").exit()).isZero();
        hole(folder.resolve("tree/y/y.c"), "uring_cmd", (1L << 30) + 1);
        Cli run = Cli.run(folder, "check", "--patch", "x.patch", "--base", "tree");
        assertThat(run.exit()).isEqualTo(ExitCode.INCOMPLETE);
        assertThat(run.err()).contains("uringlint: y/y.c: the file is longer than").contains("not looked at: a part of the input");
        assertThat(Cli.run(folder, "review", "x.patch", "--base", "tree").exit()).isEqualTo(ExitCode.INCOMPLETE);
    }

    @Test
    void aFileThatFailsIsToldOnceItIsAskedFor() {
        // Even for root, there is nothing at its first byte.
        Path memory = Path.of("/proc/self/mem");
        assumeTrue(Files.isRegularFile(memory));
        var tree = new FolderSnapshot(memory.getParent());
        assertThat(tree.read("mem")).isEmpty();
        assertThat(tree.unreadable()).containsOnlyKeys("mem").containsEntry("mem", "the file cannot be read");
    }

    @Test
    void aFileBesideTheNamedOneIsToldWhereItMayBelongToIt() throws IOException {
        Drivers.write(folder.resolve("x/x.c"), Drivers.driver(Drivers.BODY_RIGHT));
        hole(folder.resolve("x/long.c"), "int a;", Dialect.MAX_LENGTH + 1L);
        assertThat(Cli.run(folder, "check", "x/x.c").exit()).isZero();
        hole(folder.resolve("x/y.c"), "int uring_cmd;", Dialect.MAX_LENGTH + 1L);
        for (String named : new String[] {"x/x.c", "x"}) {
            Cli run = Cli.run(folder, "check", named);
            assertThat(run.exit()).as(named).isEqualTo(ExitCode.INCOMPLETE);
            assertThat(run.err()).contains("not looked at: x/y.c (the file is longer than 16 MB)");
        }
        assertThat(Cli.run(folder, "check", "--alone", "x/x.c").exit()).isZero();
    }
}
