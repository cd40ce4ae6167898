// SPDX-License-Identifier: Apache-2.0

package uringlint.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Drivers in Rust, from the command line.
class RustTest {
    private static final String DRIVER = """
        use kernel::{io_uring::{IoUringCmd, UringCmdAction}, miscdevice::MiscDevice, prelude::*};

        struct Bell;

        impl Bell {
            fn ring(&self) -> Result<i32> {
                Ok(0)
            }
        }

        #[vtable]
        impl MiscDevice for Bell {
            type Ptr = KBox<Self>;

            fn uring_cmd(me: &Self, cmd: IoUringCmd, issue_flags: u32) -> Result<UringCmdAction> {
                let (action, queued) = cmd.queue();

                queued.done(me.ring(), 0, %s);
                Ok(action)
            }
        }
        """;

    @TempDir
    private Path folder;

    @BeforeEach
    void writeDrivers() throws IOException {
        Drivers.write(folder.resolve("right/bell.rs"), DRIVER.formatted("issue_flags"));
        Drivers.write(folder.resolve("wrong/bell.rs"), DRIVER.formatted("0"));
        Drivers.write(folder.resolve("wrong/x.c"), Drivers.driver(Drivers.BODY_WRONG));
        Drivers.write(folder.resolve("wrong/lamp.rs"), "fn light(lamp: &Lamp) -> u32 { lamp.0 }\n");
        Drivers.write(
                folder.resolve("broken/bell.rs"),
                DRIVER.formatted("issue_flags") + "fn odd() { strange!(a => b); }\nfn f( {\n");
    }

    private Cli run(String... arguments) {
        return Cli.run(folder, arguments);
    }

    @Test
    void aCleanDriverEndsWithZero() {
        Cli run = run("check", "right/bell.rs");
        assertThat(run.out()).isEmpty();
        assertThat(run.exit()).isZero();
    }

    @Test
    void aFolderIsSearchedForDriversOfBothLanguages() {
        JsonObject report = JsonParser.parseString(run("check", "--format", "json", "wrong").out()).getAsJsonObject();
        assertThat(report.get("files").getAsInt()).isEqualTo(2);
        assertThat(report.getAsJsonArray("findings"))
                .extracting(finding -> finding.getAsJsonObject().get("path").getAsString() + ": "
                        + finding.getAsJsonObject().get("rule").getAsString())
                .contains("wrong/x.c: double-completion");
        assertThat(report.getAsJsonArray("findings"))
                .extracting(finding -> finding.getAsJsonObject().get("path").getAsString())
                .contains("wrong/bell.rs");
    }

    @Test
    void whatIsNotUnderstoodIsSaid() {
        Cli run = run("check", "broken/bell.rs");
        assertThat(run.exit()).isEqualTo(3);
        assertThat(run.err())
                .contains("2 parse problems")
                .contains("not looked at: 2 places that were given up");
    }

    @Test
    void entryPointsAreListed() {
        assertThat(run("entries", "right/bell.rs").out()).contains("Bell::uring_cmd").contains("handler");
    }

    @Test
    void everyStageHasAText() {
        for (String stage : new String[] {"dialect", "tree", "ir", "cfg", "callgraph", "summaries", "typestate"}) {
            Cli run = run("check", "--dump", stage, "Bell::uring_cmd", "right/bell.rs");
            assertThat(run.exit()).as(run.err()).isZero();
            assertThat(run.out()).as(stage).startsWith("// right/bell.rs:15:8");
        }
        assertThat(run("check", "--dump", "tree", "Bell::uring_cmd", "right/bell.rs")
                        .out())
                .contains("function_item")
                .contains("call_expression");
        assertThat(run("check", "--dump", "ir", "Bell::uring_cmd", "right/bell.rs")
                        .out())
                .contains("call `QueuedIoUringCmd::done`(");
        assertThat(run("check", "--dump", "dialect", "Bell::uring_cmd", "right/bell.rs")
                        .out())
                .contains("let (action, queued) = cmd.queue();");
    }
}
