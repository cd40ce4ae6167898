// SPDX-License-Identifier: Apache-2.0

package uringlint;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.BiPredicate;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// The form of Java files, beside what the compiler is asked for (braces, imports that nobody needs, one declaration a line).
class FormTest {
    /// What fits beside another one in a review. Tables in text blocks and lines that are hardly more than one string stay as they are.
    private static final int LONGEST = 140;

    private static final Pattern ONE_STRING = Pattern.compile("\\s*(return |\\+ )?\"[^\n]*\"[);,+ ]*");

    @Test
    void linesAreNotTooLong() throws IOException {
        assertThat(wrong((line, _) -> line.length() > LONGEST && !ONE_STRING.matcher(line).matches())).isEmpty();
    }

    @Test
    void spacesIndentAndNothingEndsALine() throws IOException {
        assertThat(wrong((line, before) -> line.contains("\t") || line.endsWith(" ") || line.isEmpty() && before.isEmpty()))
                .isEmpty();
    }

    /// The static ones stand first, each kind in the order of its names.
    @Test
    void importsAreSorted() throws IOException {
        var found = new ArrayList<String>();
        for (Path file : files()) {
            List<String> imports = Files.readAllLines(file).stream().filter(line -> line.startsWith("import ")).toList();
            var sorted = new ArrayList<>(imports);
            sorted.sort(Comparator.comparing((String line) -> line.startsWith("import static ") ? 0 : 1)
                    .thenComparing(line -> line.replace(";", "")));
            if (!sorted.equals(imports)) {
                found.add(file.getFileName().toString());
            }
        }
        assertThat(found).isEmpty();
    }

    /// The places of lines outside of text blocks of which, with the line before, something is so.
    private static List<String> wrong(BiPredicate<String, String> isWrong) throws IOException {
        var found = new ArrayList<String>();
        for (Path file : files()) {
            boolean isInBlock = false;
            String before = "first";
            List<String> lines = Files.readAllLines(file);
            for (int number = 1; number <= lines.size(); number++) {
                String line = lines.get(number - 1);
                boolean turns = (line.length() - line.replace("\"\"\"", "").length()) / 3 % 2 != 0;
                if (!isInBlock && !turns && isWrong.test(line, before)) {
                    found.add(file.getFileName() + ":" + number);
                }
                isInBlock ^= turns;
                before = line;
            }
        }
        return found;
    }

    private static List<Path> files() throws IOException {
        var found = new ArrayList<Path>();
        for (String top : List.of("analyzer/src", "rules/src", "samples/src", "cli/src", "tools")) {
            try (Stream<Path> files = Files.walk(Path.of("..").resolve(top))) {
                found.addAll(files.filter(file -> file.toString().endsWith(".java")).sorted().toList());
            }
        }
        assertThat(found).hasSizeGreaterThan(400);
        return found;
    }
}
