// SPDX-License-Identifier: Apache-2.0

package uringlint.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The cost of a patch grows with its files, not with their square: each of these takes some seconds, and minutes where every
/// file is compared with every other one.
class ManyFilesTest {
    private static final int FILES = 1_800;
    private static final Duration LIMIT = Duration.ofSeconds(45);

    @TempDir
    private Path folder;

    private Cli check(String patch) {
        return assertTimeoutPreemptively(LIMIT, () -> {
            Files.writeString(folder.resolve("x.patch"), patch);
            return Cli.run(folder, "check", "--base", folder.toString(), "--patch", "x.patch");
        });
    }

    private static String patch(IntFunction<String> path, IntFunction<String> text) {
        return IntStream.range(0, FILES)
                .mapToObj(file ->
                        "diff --git a/%1$s b/%1$s\nnew file mode 100644\n--- /dev/null\n+++ b/%1$s\n@@ -0,0 +1,%2$d @@\n"
                                        .formatted(
                                                path.apply(file),
                                                text.apply(file).lines().count())
                                + text.apply(file)
                                        .lines()
                                        .map(line -> "+" + line + "\n")
                                        .collect(Collectors.joining()))
                .collect(Collectors.joining());
    }

    private static String driver(int number) {
        return Drivers.driver("\thelper" + number + "(cmd);\n" + Drivers.BODY_RIGHT)
                .replace("x_", "x" + number + "_")
                .replace("static int", number % 2 == 0 ? "int" : "static int");
    }

    @Test
    void newFilesInOneFolder() {
        assertThat(check(patch(file -> "drivers/x/x" + file + ".c", ManyFilesTest::driver))
                        .err())
                .contains("nothing found in 1800 files");
    }

    @Test
    void changedFiles() throws IOException {
        var patch = new StringBuilder();
        for (int file = 0; file < FILES; file++) {
            String path = "drivers/d" + file / 20 + "/x" + file + ".c";
            Drivers.write(folder.resolve(path), driver(file));
            patch.append("--- a/%1$s\n+++ b/%1$s\n@@ -7,2 +7,2 @@\n-\treturn -EIOCBQUEUED;\n+\treturn 0;\n }\n".formatted(path));
        }
        assertThat(check(patch.toString()).err()).contains("1800 errors in 1800 files");
    }
}
