// SPDX-License-Identifier: Apache-2.0

package uringlint.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What the page on several machines says is what can be done.
class ScaleTest {
    @TempDir
    Path folder;

    @TempDir
    Path programs;

    @Test
    void partsThatParallelStartsGiveTheReportOfOneRun() throws IOException {
        assumeTrue(Program.exists("parallel"));
        Matcher recipe = Pattern.compile("(?s)## GNU parallel.*?```sh\n(.*?)```").matcher(Files.readString(Path.of("../docs/scale.md")));
        assertThat(recipe.find()).isTrue();
        for (int number = 0; number < 8; number++) {
            String body = number % 3 == 0 ? Drivers.BODY_WRONG : Drivers.BODY_RIGHT;
            Drivers.write(folder.resolve("d" + number + "/x.c"), Drivers.driver(body));
        }
        var environment = Map.of("PATH", Program.path(programs), "HOME", programs.toString(), "PARALLEL_HOME", programs.toString());
        Program run = Program.run(folder, environment, List.of("sh", "-ec", recipe.group(1)));
        assertThat(run.exit()).as(run.err()).isIn(ExitCode.CLEAN, ExitCode.FINDINGS);
        String whole = Files.readString(folder.resolve("whole.json"));
        assertThat(whole).isEqualTo(Cli.run(folder, "check", "--format", "json", ".").out()).contains("double-completion");
        Files.delete(folder.resolve("shard-3.json"));
        Program merge = Program.run(folder, environment, List.of("sh", "-c", "uringlint merge -o again.json shard-*.json"));
        assertThat(merge.exit()).isEqualTo(ExitCode.INCOMPLETE);
        assertThat(merge.err()).contains("the shard 3/4 is missing");
    }
}
