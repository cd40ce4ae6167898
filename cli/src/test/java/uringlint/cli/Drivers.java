// SPDX-License-Identifier: Apache-2.0

package uringlint.cli;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/// Small drivers for tests of the program around the analysis.
final class Drivers {
    static final String BODY_WRONG = """
            	io_uring_cmd_done(cmd, 0, 0, issue_flags);
            	return 0;
            """;
    static final String BODY_RIGHT = """
            	io_uring_cmd_done(cmd, 0, 0, issue_flags);
            	return -EIOCBQUEUED;
            """;

    private Drivers() {}

    static String driver(String body) {
        return """
                #include <linux/io_uring/cmd.h>

                static int x_uring_cmd(struct io_uring_cmd *cmd, unsigned int issue_flags)
                {
                %s}

                static const struct file_operations x_fops = { .uring_cmd = x_uring_cmd };
                """.formatted(body);
    }

    static Path write(Path file, String text) throws IOException {
        Files.createDirectories(file.getParent());
        return Files.write(file, text.getBytes(StandardCharsets.UTF_8));
    }
}
