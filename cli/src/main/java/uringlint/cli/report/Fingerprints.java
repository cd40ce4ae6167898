// SPDX-License-Identifier: Apache-2.0

package uringlint.cli.report;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import uringlint.diagnostic.Diagnostic;
import uringlint.source.Location;
import uringlint.source.SourceFile;
import uringlint.source.Span;

/// Names findings by what they say and not by their line, so that a name stays when code above it changes.
public final class Fingerprints {
    private static final int DIGITS = 16;

    private Fingerprints() {}

    /// The diagnostics of one driver with their fingerprints, for paths that are the same wherever the program is started.
    public static List<Finding> of(List<Diagnostic> diagnostics) {
        return of(diagnostics, UnaryOperator.identity());
    }

    /// The diagnostics of one driver with their fingerprints: a hash of the rule, the name that `names` has for the path, the
    /// function, the text of the line without its blanks, and the place among those that are equal in all of that. What other
    /// drivers report changes nothing.
    ///
    /// Outside of functions the place is that of the line among equal lines: a comment is the same whatever is said of others.
    public static List<Finding> of(List<Diagnostic> diagnostics, UnaryOperator<String> names) {
        if (diagnostics.isEmpty()) {
            return List.of();
        }
        MessageDigest digest = sha256();
        Map<String, Integer> seen = new HashMap<>();
        var findings = new ArrayList<Finding>();
        for (Diagnostic diagnostic : diagnostics) {
            var location = diagnostic.location();
            String text = location.file().text(location.file().lines().span(location.line()));
            String key = String.join(
                    "\0",
                    diagnostic.rule(),
                    names.apply(location.file().path()),
                    diagnostic.function(),
                    withoutBlanks(text));
            String ordinal = diagnostic.function().isEmpty() ? place(location, text) : String.valueOf(seen.merge(key, 1, Integer::sum));
            byte[] hash = digest.digest((key + "\0" + ordinal).getBytes(StandardCharsets.UTF_8));
            findings.add(new Finding(diagnostic, HexFormat.of().formatHex(hash).substring(0, DIGITS)));
        }
        return findings;
    }

    /// A name that says nothing of the path and of how many there are: a hash of the rule, the function, and the text of the line
    /// without its blanks.
    public static String local(Diagnostic diagnostic) {
        var location = diagnostic.location();
        String text = location.file().text(location.file().lines().span(location.line()));
        String key = String.join("\0", diagnostic.rule(), diagnostic.function(), withoutBlanks(text));
        return HexFormat.of().formatHex(sha256().digest(key.getBytes(StandardCharsets.UTF_8))).substring(0, DIGITS);
    }

    private static String place(Location location, String text) {
        SourceFile file = location.file();
        String wanted = withoutBlanks(text);
        int equal = 1;
        for (int line = 1; line < location.line(); line++) {
            equal += withoutBlanks(file.text(file.lines().span(line))).equals(wanted) ? 1 : 0;
        }
        int start = file.lines().span(location.line()).start();
        int offset = withoutBlanks(file.text(new Span(start, Math.max(start, location.span().start())))).length();
        return offset == 0 ? String.valueOf(equal) : equal + "+" + offset;
    }

    private static String withoutBlanks(String text) {
        var kept = new StringBuilder(text.length());
        for (int index = 0; index < text.length(); index++) {
            if (!Character.isWhitespace(text.charAt(index))) {
                kept.append(text.charAt(index));
            }
        }
        return kept.toString();
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
