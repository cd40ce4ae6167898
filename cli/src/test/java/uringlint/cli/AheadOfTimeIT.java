// SPDX-License-Identifier: Apache-2.0

package uringlint.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/// The program as it was built says the same with and without the cache of classes that the launcher makes.
class AheadOfTimeIT {
    private static final Path ROOT = Path.of("..").toAbsolutePath().normalize();

    private static Program run(Map<String, String> environment) throws IOException {
        var all = new HashMap<>(environment);
        all.put("JAVA_HOME", System.getProperty("java.home"));
        all.put("URINGLINT_NO_BUILD", "1");
        return Program.run(
                ROOT.resolve("samples/src/main/resources/samples"),
                all,
                List.of(
                        ROOT.resolve("uringlint").toString(),
                        "check",
                        "--level",
                        "note",
                        "--output",
                        "sarif",
                        "double-completion",
                        "command-moved"));
    }

    @Test
    void theCacheOfClassesChangesNothing() throws IOException {
        assumeTrue(Program.exists("bash"));
        Files.deleteIfExists(ROOT.resolve("cli/target/uringlint.aot"));
        Program without = run(Map.of("URINGLINT_NO_AOT", "1"));
        assertThat(without.exit()).as(without.err()).isEqualTo(ExitCode.FINDINGS);
        assertThat(Files.exists(ROOT.resolve("cli/target/uringlint.aot"))).isFalse();
        for (int time = 0; time < 2; time++) {
            Program with = run(Map.of());
            assertThat(with.out()).isEqualTo(without.out());
            assertThat(with.exit()).isEqualTo(without.exit());
            assertThat(ROOT.resolve("cli/target/uringlint.aot")).isNotEmptyFile();
        }
    }
}
