// SPDX-License-Identifier: Apache-2.0

package uringlint.samples;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/// One annotated source file. `path` is relative to the folder of all samples, `rule` is its first part, and `kernel` is the
/// version it is written for, or empty for the newest.
public record Sample(String path, String text, String rule, Optional<String> kernel, List<Expectation> expectations) {
    private static final Pattern KERNEL = Pattern.compile("^// kernel: (\\S+)$", Pattern.MULTILINE);
    private static final Pattern MARKER =
            Pattern.compile("// (?<word>expect|missed|spurious)(?<next>-next)?: (?<rules>[a-z0-9-]+(?:, [a-z0-9-]+)*)$");

    public Sample {
        expectations = List.copyOf(expectations);
    }

    /// The sample at `path`, with what its comments say.
    public static Sample of(String path, String text) {
        var kernel = KERNEL.matcher(text);
        return new Sample(
                path,
                text,
                path.substring(0, path.indexOf('/')),
                kernel.find() ? Optional.of(kernel.group(1)) : Optional.empty(),
                expectations(text.lines().toList()));
    }

    private static List<Expectation> expectations(List<String> lines) {
        var expectations = new ArrayList<Expectation>();
        for (int index = 0; index < lines.size(); index++) {
            var matcher = MARKER.matcher(lines.get(index).stripTrailing());
            if (!matcher.find()) {
                continue;
            }
            Marker marker = Marker.valueOf(matcher.group("word").toUpperCase(java.util.Locale.ROOT));
            int line = matcher.group("next") == null ? index + 1 : index + 2;
            for (String rule : matcher.group("rules").split(", ")) {
                expectations.add(new Expectation(marker, line, rule));
            }
        }
        return expectations;
    }
}
