// SPDX-License-Identifier: Apache-2.0

import java.io.PrintStream;
import java.nio.charset.StandardCharsets;

/// Prints a patch that adds many small drivers, for measuring how the cost of a patch grows: `java tools/ManyFiles.java 4000 [FOLDERS]`.
public final class ManyFiles {
    private ManyFiles() {}

    public static void main(String[] arguments) {
        int files = Integer.parseInt(arguments[0]);
        int folders = arguments.length > 1 ? Integer.parseInt(arguments[1]) : 1;
        var out = new PrintStream(System.out, false, StandardCharsets.UTF_8);
        for (int file = 0; file < files; file++) {
            String path = "drivers/d%d/x%d.c".formatted(file % folders, file);
            String text = """
                #include <linux/io_uring/cmd.h>

                static int x%1$d_uring_cmd(struct io_uring_cmd *cmd, unsigned int issue_flags)
                {
                	io_uring_cmd_done(cmd, 0, 0, issue_flags);
                	return -EIOCBQUEUED;
                }

                static const struct file_operations x%1$d_fops = { .uring_cmd = x%1$d_uring_cmd };
                """.formatted(file);
            out.printf(
                    "diff --git a/%1$s b/%1$s\nnew file mode 100644\n--- /dev/null\n+++ b/%1$s\n@@ -0,0 +1,%2$d @@\n",
                    path, text.lines().count());
            text.lines().forEach(line -> out.print("+" + line + "\n"));
        }
        out.flush();
    }
}
