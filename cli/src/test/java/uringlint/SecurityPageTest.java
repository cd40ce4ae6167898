// SPDX-License-Identifier: Apache-2.0

package uringlint;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// The page on security promises nothing without a test.
class SecurityPageTest {
    private static final Path ROOT = Path.of("..");
    private static final Pattern NAMED = Pattern.compile("`(\\w+(?:Test|IT))(?:\\.(\\w+))?`");

    private static Map<String, String> tests() throws IOException {
        var tests = new HashMap<String, String>();
        for (String module : List.of("analyzer", "rules", "cli")) {
            try (Stream<Path> files = Files.walk(ROOT.resolve(module).resolve("src/test/java"))) {
                for (Path file : files.filter(path -> path.toString().endsWith(".java")).toList()) {
                    tests.put(file.getFileName().toString().replace(".java", ""), Files.readString(file));
                }
            }
        }
        return tests;
    }

    @Test
    void everyTestThatItNamesIsThere() throws IOException {
        Map<String, String> tests = tests();
        List<MatchResult> named = NAMED.matcher(Files.readString(ROOT.resolve("SECURITY.md"))).results().toList();
        assertThat(named).hasSizeGreaterThan(10);
        for (MatchResult test : named) {
            assertThat(tests).containsKey(test.group(1));
            if (test.group(2) != null) {
                assertThat(tests.get(test.group(1))).as(test.group()).contains(" " + test.group(2) + "(");
            }
        }
    }

    @Test
    void everyPromiseNamesATest() throws IOException {
        var promises = new ArrayList<String>();
        for (String line : Files.readString(ROOT.resolve("SECURITY.md")).split("\n(?=- )|\n\n")) {
            if (line.startsWith("- ")) {
                promises.add(line);
            }
        }
        assertThat(promises).hasSizeGreaterThan(8).allMatch(promise -> NAMED.matcher(promise).find());
    }
}
