// SPDX-License-Identifier: Apache-2.0

package uringlint.cli.report;

import java.net.URI;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.UnaryOperator;

/// What a report is printed in: the version of the program, the folder that paths are relative to, the top of the repository or
/// else that folder, what paths are called from the top, what is known of rules by their id, the exit status, and for text its
/// colors, its width and its links. `pictures` are those of drivers as pieces of HTML, by the names of the drivers, if anybody asked
/// for them.
public record ReportFrame(
        String version,
        URI folder,
        URI top,
        UnaryOperator<String> names,
        Function<String, RuleText> rules,
        int exitCode,
        Palette palette,
        int width,
        Links links,
        Map<String, String> pictures) {
    public ReportFrame {
        pictures = Collections.unmodifiableMap(new TreeMap<>(pictures));
    }

    /// The frame of a run that was started at the top of the repository.
    public ReportFrame(String version, URI folder, Function<String, RuleText> rules, int exitCode, Palette palette, int width) {
        this(version, folder, folder, UnaryOperator.identity(), rules, exitCode, palette, width, Links.NONE, Map.of());
    }

    /// Findings in the order of the names of their files, which does not depend on where the program was started; those
    /// of changes are in the order of these.
    public List<Finding> ordered(List<Finding> findings) {
        return findings.stream().anyMatch(finding -> !finding.change().isEmpty())
                ? findings
                : findings.stream().sorted(Comparator.comparing(this::name)).toList();
    }

    /// What the file of a finding is called from the top.
    public String name(Finding finding) {
        return names.apply(finding.diagnostic().location().file().path());
    }

    /// The same frame for a file: no colors, and a width that no terminal decides.
    public ReportFrame forFile(int columns) {
        return new ReportFrame(version, folder, top, names, rules, exitCode, Palette.PLAIN, columns, Links.NONE, pictures);
    }
}
