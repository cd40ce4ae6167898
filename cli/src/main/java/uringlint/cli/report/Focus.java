// SPDX-License-Identifier: Apache-2.0

package uringlint.cli.report;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import uringlint.diagnostic.Diagnostic;
import uringlint.source.Location;
import uringlint.source.SourceFile;
import uringlint.source.Span;

/// What of a statement of several lines a finding is about: the piece that its message names first, and where the statement names it
/// twice and the last step is in it too, the earlier one of both.
record Focus(Location matters, Optional<Location> earlier) {
    private static final Pattern NAMED = Pattern.compile("`([^`]*?)([A-Za-z_]\\w*)[^\\w`]*`");
    private static final Pattern TEXT = Pattern.compile("\"(?:[^\"\\\\]|\\\\.)*\"");
    /// Not the designator of an initializer, which names what is written.
    private static final String BEFORE = "(?<![.\\w])(?:[A-Za-z_]\\w*(?:\\[\\w*\\])?(?:->|\\.))*";
    private static final String BEHIND = "(?:(?:->|\\.)[A-Za-z_]\\w*)*\\b(?!\\s*\\()";

    static Focus of(Diagnostic diagnostic) {
        Location place = diagnostic.location();
        var whole = new Focus(place, Optional.empty());
        SourceFile file = place.file();
        if (place.span().end() <= file.lines().span(place.line()).end()) {
            return whole;
        }
        Matcher named = NAMED.matcher(diagnostic.message());
        if (!named.find()) {
            return whole;
        }
        List<Span> found = mentions(named.group(2), place);
        if (found.isEmpty()) {
            return whole;
        }
        boolean isSecond = found.size() > 1 && !diagnostic.trace().isEmpty() && isAt(diagnostic.trace().getLast().location(), place);
        return new Focus(
                new Location(file, isSecond ? found.getLast() : found.getFirst()),
                isSecond ? Optional.of(new Location(file, found.getFirst())) : Optional.empty());
    }

    private static boolean isAt(Location step, Location place) {
        return step.file().path().equals(place.file().path()) && step.line() == place.line();
    }

    /// The start of a line of the file of this finding.
    Location onLine(int line) {
        return new Location(matters.file(), new Span(matters.file().lines().span(line).start(), matters.file().lines().span(line).start()));
    }

    private static List<Span> mentions(String name, Location place) {
        String text = place.file().text(place.span());
        String code = TEXT.matcher(text).replaceAll(literal -> " ".repeat(literal.group().length()));
        Matcher mention = Pattern.compile(BEFORE + "\\b" + name + "\\b" + BEHIND).matcher(code);
        var found = new ArrayList<Span>();
        while (mention.find()) {
            int start = place.span().start() + bytes(text, mention.start());
            found.add(new Span(start, start + bytes(mention.group(), mention.group().length())));
        }
        return found;
    }

    private static int bytes(String text, int end) {
        return text.substring(0, end).getBytes(StandardCharsets.UTF_8).length;
    }
}
