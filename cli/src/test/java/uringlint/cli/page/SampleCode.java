// SPDX-License-Identifier: Apache-2.0

package uringlint.cli.page;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import uringlint.rules.PageText;
import uringlint.samples.Sample;

/// A sample as a page shows it: without the comments that are meant for tests.
record SampleCode(Sample sample) {
    private static final String ABOUT = "// about: ";
    private static final Pattern MARKED = Pattern.compile("(?<indent>\\s*)(?<code>\\S.*?) (?<word>// [a-z ]+): (?<rules>[a-z0-9, -]+)");

    /// What the sample is about, as a sentence.
    String about() {
        String words = sample.text().lines()
                .filter(line -> line.startsWith(ABOUT))
                .map(line -> line.substring(ABOUT.length()))
                .findFirst()
                .orElse("");
        return words.isEmpty() ? "" : Character.toUpperCase(words.charAt(0)) + words.substring(1) + ".";
    }

    /// The code with its markers in words. One that would make its line too long stands above it.
    String spoken() {
        return code().lines().map(SampleCode::spoken).map(SampleCode::fitting).collect(Collectors.joining("\n"));
    }

    /// The same code without markers behind it, line by line.
    String plain() {
        return spoken().lines()
                .map(line -> line.replaceFirst("(\\S)\\s*// (reported|not found yet|a false report)(, on the next line)?: .*", "$1"))
                .collect(Collectors.joining("\n", "", "\n"));
    }

    /// The columns of a line; tabs are as wide as in the kernel.
    static int columns(String line) {
        int columns = 0;
        for (char character : line.toCharArray()) {
            columns += character == '\t' ? 8 - columns % 8 : 1;
        }
        return columns;
    }

    private static String fitting(String line) {
        Matcher marked = MARKED.matcher(line);
        return columns(line) <= PageText.WIDTH || !marked.matches()
                ? line
                : "%s%s, on the next line: %s\n%1$s%s"
                        .formatted(marked.group("indent"), marked.group("word"), marked.group("rules"), marked.group("code"));
    }

    private String code() {
        return sample.text().lines()
                .filter(line -> !line.matches("// (about|origin|kernel): .*"))
                .collect(Collectors.joining("\n"))
                .strip();
    }

    /// The name of the file, without its folder.
    String name() {
        return sample.path().substring(sample.path().indexOf('/') + 1);
    }

    /// What Markdown calls the language.
    String language() {
        return sample.path().endsWith(".rs") ? "rust" : "c";
    }

    private static String spoken(String line) {
        return line.replaceFirst("// expect(-next)?: ", "// reported$1: ")
                .replaceFirst("// missed(-next)?: ", "// not found yet$1: ")
                .replaceFirst("// spurious(-next)?: ", "// a false report$1: ")
                .replaceFirst("(// [a-z ]+)-next: ", "$1, on the next line: ");
    }
}
