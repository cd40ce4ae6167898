// SPDX-License-Identifier: Apache-2.0

package uringlint.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Hunks that show a method in Rust, and not the file around it.
class RustHunksTest {
    private static final String METHOD = """
            +    fn uring_cmd(me: &Widget, cmd: IoUringCmd, issue_flags: u32) -> Result<UringCmdAction> {
            +        let (_, queued) = cmd.queue();
            +
            +        queued.done(Ok(0), 0, issue_flags);
            +        Err(EINVAL)
            +    }
            """;
    private static final String HEAD = """
            From: A <a@example.org>
            Date: Wed, 15 Apr 2026 10:00:00 +0000
            Subject: [PATCH] widget: add commands

            ---
            diff --git a/drivers/widget.rs b/drivers/widget.rs
            index 111111111111..222222222222 100644
            --- a/drivers/widget.rs
            +++ b/drivers/widget.rs
            """;
    private static final String REPORT = "error[double-completion]";

    @TempDir
    private Path folder;

    private Cli check(String hunks, String... more) throws IOException {
        Files.writeString(folder.resolve("x.patch"), HEAD + hunks);
        var arguments = new ArrayList<>(List.of("check", "--no-config", "--no-cache", "--patch", "x.patch"));
        arguments.addAll(List.of(more));
        return Cli.run(folder, arguments.toArray(String[]::new));
    }

    @Test
    void aMethodIsOfTheImplementationThatTheHeaderNames() throws IOException {
        Cli run = check("@@ -40,6 +40,13 @@ impl MiscDevice for Widget {\n         Ok(0)\n     }\n \n" + METHOD
                + "+\n     fn release(me: Self::Ptr) {\n         drop(me);\n     }\n");
        assertThat(run.out()).contains(REPORT, "drivers/widget.rs:47:");
    }

    @Test
    void aMethodThatTheKernelCallsIsOfItsTrait() throws IOException {
        Cli run = check("@@ -40,4 +40,11 @@ fn ioctl(me: &Widget, cmd: u32) -> Result<isize> {\n         Ok(0)\n     }\n"
                + METHOD.replaceFirst("\\+", "+\n+") + " }\n \n");
        assertThat(run.out()).contains(REPORT, "drivers/widget.rs:47:");
    }

    @Test
    void aMethodThatIsCutOffIsNotLookedAt() throws IOException {
        Cli run = check("@@ -40,2 +40,6 @@ impl MiscDevice for Widget {\n     }\n \n" + METHOD.lines().limit(4)
                .collect(Collectors.joining("\n", "", "\n")));
        assertThat(run.out()).doesNotContain(REPORT);
    }

    @Test
    void importsThatDifferDecideNothing() throws IOException {
        Path tree = Files.createDirectories(folder.resolve("tree/drivers")).getParent();
        Files.writeString(tree.resolve("drivers/widget.rs"), """
                use kernel::{
                    device::Device,
                    io_uring::{IoUringCmd, UringCmdAction},
                    prelude::*,
                };

                impl MiscDevice for Widget {
                    fn release(me: Self::Ptr) {
                        drop(me);
                    }
                }
                """);
        String imports = "@@ -1,4 +1,5 @@\n use kernel::{\n     bindings,\n     fs::File,\n+    io_uring::QueuedIoUringCmd,\n"
                + "     ioctl::{_IO, _IOR},\n";
        String release = "     fn release(me: Self::Ptr) {\n         drop(me);\n     }\n";
        Cli run = check(imports + "@@ -8,4 +9,11 @@ impl MiscDevice for Widget {\n" + release
                + METHOD.replaceFirst("\\+", "+\n+") + " }\n", "--base", "tree");
        assertThat(run.out()).contains(REPORT);
        assertThat(run.err()).contains("has other imports than the hunk `@@ -1` shows, which is left out");
        assertThat(run.exit()).isEqualTo(ExitCode.FINDINGS);
    }
}
