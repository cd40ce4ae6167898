package uringlint.cli.report;

import java.net.URI;
import java.util.function.Function;

/// What a report is printed in: the version of the program, the folder that paths are relative to, what is known of rules by their
/// id, the exit status, and for text its colors and its width.
public record Frame(String version, URI folder, Function<String, RuleText> rules, int exitCode, Palette palette, int width) {
    /// The same frame for a file: no colors, and a width that no terminal decides.
    public Frame forFile(int columns) {
        return new Frame(version, folder, rules, exitCode, Palette.PLAIN, columns);
    }
}
