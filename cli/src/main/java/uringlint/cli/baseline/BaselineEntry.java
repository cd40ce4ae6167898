// SPDX-License-Identifier: Apache-2.0

package uringlint.cli.baseline;

import java.util.Comparator;
import java.util.function.UnaryOperator;
import uringlint.cli.report.Finding;
import uringlint.cli.report.Fingerprints;
import uringlint.cli.report.Printable;
import uringlint.diagnostic.Diagnostic;

/// A finding as a baseline keeps it. `path` is relative to the folder of the baseline; `what` is for those who read it.
public record BaselineEntry(String path, String rule, String fingerprint, String what) {
    static final Comparator<BaselineEntry> ORDER = Comparator.comparing(BaselineEntry::path)
            .thenComparing(BaselineEntry::rule)
            .thenComparing(BaselineEntry::what)
            .thenComparing(BaselineEntry::fingerprint);

    /// What makes a finding the same one, wherever its line is.
    record Key(String path, String rule, String fingerprint) {}

    /// The entry of a finding; `name` says what a path is called in the baseline.
    static BaselineEntry of(Finding finding, UnaryOperator<String> name) {
        Diagnostic diagnostic = finding.diagnostic();
        String place = diagnostic.function().isEmpty() ? "" : diagnostic.function() + ": ";
        return new BaselineEntry(
                name.apply(diagnostic.location().file().path()),
                diagnostic.rule(),
                Fingerprints.local(diagnostic),
                oneLine(place + diagnostic.message()));
    }

    Key key() {
        return new Key(path, rule, fingerprint);
    }

    private static String oneLine(String text) {
        var line = new StringBuilder();
        text.codePoints().forEach(character -> line.appendCodePoint(Printable.acts(character) ? 0xfffd : character));
        return line.toString();
    }

    @Override
    public String toString() {
        return Printable.line(path + ": " + rule + (what.isEmpty() ? "" : " " + what));
    }
}
