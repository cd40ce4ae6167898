// SPDX-License-Identifier: Apache-2.0

package uringlint.cli.manual;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import uringlint.cli.run.Kernels;
import uringlint.rules.model.Releases;
import uringlint.version.KernelVersion;

/// The releases for which a statement holds, as its first words say: `6.18 and newer`, `up to 6.2`, `6.3 to 6.12`, `6.17`, or several of
/// these with commas between them.
public record ReleaseMark(List<Kernels> ranges) {
    private static final String VERSION = "(\\d+\\.\\d+)";
    private static final Pattern RANGE =
            Pattern.compile("up to " + VERSION + "|" + VERSION + " to " + VERSION + "|" + VERSION + "( and newer)?");
    /// A mark at the begin of a paragraph or an item.
    private static final Pattern LEADING = Pattern.compile("\\*\\*((?:up to )?\\d+\\.\\d+[^*]*):\\*\\* .*", Pattern.DOTALL);

    /// A mark at the end of a heading.
    private static final Pattern CLOSING = Pattern.compile(".* \\(((?:up to )?\\d+\\.\\d+[^)]*)\\)");

    public ReleaseMark {
        ranges = List.copyOf(ranges);
    }

    /// The mark that a text is; empty for any other text.
    public static Optional<ReleaseMark> parse(String text) {
        var ranges = new ArrayList<Kernels>();
        for (String part : text.split(", (?:and )?", -1)) {
            Matcher range = RANGE.matcher(part);
            if (!range.matches()) {
                return Optional.empty();
            }
            KernelVersion first = version(range.group(2)).or(() -> version(range.group(4))).orElse(Releases.OLDEST);
            KernelVersion last = version(range.group(1)).or(() -> version(range.group(3)))
                    .orElse(range.group(5) == null ? first : Releases.NEWEST);
            ranges.add(new Kernels(first, last));
        }
        return Optional.of(new ReleaseMark(ranges));
    }

    private static Optional<KernelVersion> version(@Nullable String text) {
        return Optional.ofNullable(text).flatMap(KernelVersion::parse);
    }

    /// The words of the mark with which a text begins, in bold and with a colon behind it; empty for a text that holds for all releases.
    public static Optional<String> leading(String text) {
        Matcher leading = LEADING.matcher(text);
        return leading.matches() ? Optional.of(leading.group(1)) : Optional.empty();
    }

    /// The mark of a section, by its heading; empty for one that holds for all releases.
    public static Optional<ReleaseMark> ofSection(String heading) {
        Matcher closing = CLOSING.matcher(heading);
        return closing.matches() ? parse(closing.group(1)) : Optional.empty();
    }

    /// Whether a text holds for one of some kernels. One without a mark does.
    public static boolean holds(String text, Kernels kernels) {
        return leading(text).flatMap(ReleaseMark::parse).map(mark -> mark.holds(kernels)).orElse(true);
    }

    /// Whether this is so for one of some kernels.
    public boolean holds(Kernels kernels) {
        return ranges.stream()
                .anyMatch(range -> range.first().compareTo(kernels.last()) <= 0 && kernels.first().compareTo(range.last()) <= 0);
    }
}
