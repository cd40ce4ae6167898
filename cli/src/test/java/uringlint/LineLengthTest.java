// SPDX-License-Identifier: Apache-2.0

package uringlint;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// No line of Java is longer than what fits beside another one in a review. Tables in text blocks and lines that are hardly more than one
/// string stay as they are.
class LineLengthTest {
    private static final int LONGEST = 140;
    private static final Pattern ONE_STRING = Pattern.compile("\\s*(return |\\+ )?\"[^\n]*\"[);,+ ]*");

    @Test
    void linesAreNotTooLong() throws IOException {
        var found = new ArrayList<String>();
        for (String top : List.of("analyzer/src", "rules/src", "samples/src", "cli/src", "tools")) {
            try (Stream<Path> files = Files.walk(Path.of("..").resolve(top))) {
                for (Path file : files.filter(file -> file.toString().endsWith(".java")).sorted().toList()) {
                    look(file, found);
                }
            }
        }
        assertThat(found).isEmpty();
    }

    private static void look(Path file, List<String> found) throws IOException {
        boolean isInBlock = false;
        List<String> lines = Files.readAllLines(file);
        for (int number = 1; number <= lines.size(); number++) {
            String line = lines.get(number - 1);
            boolean turns = (line.length() - line.replace("\"\"\"", "").length()) / 3 % 2 != 0;
            if (line.length() > LONGEST && !isInBlock && !turns && !ONE_STRING.matcher(line).matches()) {
                found.add(file.getFileName() + ":" + number);
            }
            isInBlock ^= turns;
        }
    }
}
