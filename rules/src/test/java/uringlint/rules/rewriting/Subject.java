// SPDX-License-Identifier: Apache-2.0

package uringlint.rules.rewriting;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import uringlint.diagnostic.Diagnostic;
import uringlint.rules.mutation.Code;
import uringlint.rules.mutation.Rewritten;
import uringlint.source.SourceFile;

/// Code that is written differently: the texts of its files by their paths, and what analyzes it with other texts.
public final class Subject {
    private final String name;
    private final Map<String, Code> files;
    private final Function<Map<String, String>, List<Diagnostic>> analysis;
    private final Findings findings;

    private Subject(String name, Map<String, String> texts, Function<Map<String, String>, List<Diagnostic>> analysis) {
        this.name = name;
        this.analysis = analysis;
        files = new TreeMap<>();
        texts.forEach((path, text) -> files.put(path, new Code(path, text)));
        findings = new Findings(
                analysis.apply(texts),
                texts.entrySet().stream()
                        .collect(Collectors.toMap(
                                Map.Entry::getKey,
                                entry -> new SourceFile(
                                        entry.getKey(), entry.getValue().getBytes(StandardCharsets.UTF_8)))));
    }

    public static Subject of(String name, Map<String, String> texts, Function<Map<String, String>, List<Diagnostic>> analysis) {
        return new Subject(name, texts, analysis);
    }

    /// The ways that change something, each with what differs by it. Those of a group are tried together, and alone
    /// only if that makes a difference.
    public Stream<Pair> pairs(List<List<Rewriting>> groups) {
        return groups.stream().flatMap(group -> {
            List<Rewriting> fitting = group.stream()
                    .filter(rewriting -> files.values().stream().anyMatch(code -> rewriting.changes(code)))
                    .toList();
            boolean isQuiet = fitting.size() < 2 || differences(fitting).isEmpty();
            boolean isKnown = fitting.size() > 1 && isQuiet;
            return fitting.stream()
                    .map(rewriting -> new Pair(
                            rewriting,
                            isKnown
                                    ? List.of()
                                    : differences(List.of(rewriting)).stream()
                                            .map(difference -> "%s %s %s".formatted(name, rewriting, difference))
                                            .toList()));
        });
    }

    private List<String> differences(List<Rewriting> rewritings) {
        Map<String, Rewritten> texts = new TreeMap<>();
        files.forEach((path, code) -> texts.put(path, Rewriting.apply(rewritings, code)));
        Map<String, String> changed = texts.entrySet().stream()
                .collect(Collectors.toMap(
                        Map.Entry::getKey, entry -> entry.getValue().text()));
        return findings.differences(analysis.apply(changed), texts, rewritings.getLast());
    }
}
