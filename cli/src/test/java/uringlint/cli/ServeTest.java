// SPDX-License-Identifier: Apache-2.0

package uringlint.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import uringlint.cli.cache.CachePlace;
import uringlint.cli.serve.Request;

/// What a server runs for others says what a run of their own says.
class ServeTest {
    private static final String DRIVER = """
            #include <linux/io_uring/cmd.h>
            static int a_uring_cmd(struct io_uring_cmd *cmd, unsigned int issue_flags)
            {
            	io_uring_cmd_done(cmd, 0, issue_flags);
            	return 0;
            }
            static const struct file_operations a_fops = { .uring_cmd = a_uring_cmd };
            """;

    @TempDir
    private Path folder;

    @BeforeEach
    void write() throws IOException {
        Files.writeString(Files.createDirectory(folder.resolve("sub")).resolve("a.c"), DRIVER);
    }

    private static Cli served(Path folder, InputStream in, String... arguments) {
        var out = new ByteArrayOutputStream();
        var err = new ByteArrayOutputStream();
        var request = new Request(List.of(arguments), folder, Terminal.DEFAULT_WIDTH, false, false, true, false);
        int status = ServeCommand.run(Main::run, request, CachePlace.NONE, in, out, err);
        return new Cli(status, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
    }

    @Test
    void aCommandRunsInTheFolderWhereItWasAskedFor() {
        for (Path start : List.of(folder, folder.resolve("sub"))) {
            Cli served = served(start, InputStream.nullInputStream(), "check", "--output", "sarif", ".");
            assertThat(served).isEqualTo(Cli.run(start, "check", "--output", "sarif", "."));
            assertThat(served.exit()).isEqualTo(ExitCode.FINDINGS);
        }
    }

    @Test
    void whatIsTypedIsRead() {
        var in = new ByteArrayInputStream(DRIVER.getBytes(StandardCharsets.UTF_8));
        Cli served = served(folder, in, "check", "--stdin-filename", "sub/b.c", "--output", "gcc");
        assertThat(served.exit()).as(served.err()).isEqualTo(ExitCode.FINDINGS);
        assertThat(served.out()).contains("sub/b.c:5:");
    }

    @Test
    void wrongUsageIsToldToWhoAsked() {
        Cli served = served(folder, InputStream.nullInputStream(), "check", "--no-such-option");
        assertThat(served).isEqualTo(Cli.run(folder, "check", "--no-such-option"));
        assertThat(served.exit()).isEqualTo(ExitCode.USAGE);
    }
}
