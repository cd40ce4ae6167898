// SPDX-License-Identifier: Apache-2.0

package uringlint.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The program as it was built says the same with and without a server, and the server ends as it should.
class ServeIT {
    private static final Path ROOT = Path.of("..").toAbsolutePath().normalize();
    private static final List<String> CHECK =
            List.of(ROOT.resolve("uringlint").toString(), "check", "--no-cache", "--output", "sarif", "double-completion", "missing.c");

    @TempDir
    private Path folder;

    private Map<String, String> environment(Map<String, String> more) {
        var all = new HashMap<>(more);
        all.put("JAVA_HOME", System.getProperty("java.home"));
        all.put("URINGLINT_NO_BUILD", "1");
        all.put("XDG_RUNTIME_DIR", folder.toString());
        return all;
    }

    private Program check(Map<String, String> more) throws IOException {
        return Program.run(ROOT.resolve("samples/src/main/resources/samples"), environment(more), CHECK);
    }

    @Test
    void aServerChangesNothingAndEndsWhenItIsTold() throws IOException, InterruptedException {
        assumeTrue(Program.exists("bash"));
        var builder = new ProcessBuilder(ROOT.resolve("uringlint").toString(), "serve").redirectOutput(ProcessBuilder.Redirect.DISCARD);
        builder.environment().putAll(environment(Map.of()));
        builder.environment().keySet().removeIf(name -> name.startsWith("GIT_") || name.startsWith("MAKE") || name.equals("MFLAGS"));
        Process server = builder.start();
        try (BufferedReader told = server.errorReader(StandardCharsets.UTF_8)) {
            String line = told.readLine();
            while (line != null && !line.contains("serving")) {
                line = told.readLine();
            }
            assertThat(line).isNotNull();
            Program without = check(Map.of("URINGLINT_NO_SERVER", "1"));
            for (int time = 0; time < 2; time++) {
                assertThat(check(Map.of())).isEqualTo(without);
                assertThat(told.readLine()).contains("served check");
            }
            assertThat(without.out()).contains("double-completion");
            server.destroy();
            assertThat(server.waitFor(1, TimeUnit.MINUTES)).isTrue();
        } finally {
            server.destroyForcibly();
        }
        try (Stream<Path> left = Files.list(folder.resolve("uringlint"))) {
            assertThat(left).isEmpty();
        }
        assertThat(check(Map.of()).out()).contains("double-completion");
    }
}
