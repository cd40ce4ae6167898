// SPDX-License-Identifier: Apache-2.0

package uringlint.rules.rewriting;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import uringlint.diagnostic.Diagnostic;
import uringlint.rules.mutation.Rewritten;
import uringlint.source.LineTable;
import uringlint.source.SourceFile;
import uringlint.source.Span;

/// The reports on some files, to compare them with those on the same code written differently: rule, severity and
/// statement must be the same.
///
/// A statement is known by the line on which it was before, and so is its function. Where other text takes the place of several
/// lines, a report in it is as good as one on any of them. Where a part of a function went into a new one, a report in that
/// stands for one of the same rule and severity elsewhere.
public record Findings(List<Diagnostic> before, Map<String, SourceFile> files) {
    public Findings {
        before = List.copyOf(before);
        files = Map.copyOf(files);
    }

    /// A report, with the lines before the change that it may be on, counted from 1; none if it is on what was not there.
    private record Finding(String path, String rule, String severity, int first, int last) {
        static Finding of(Diagnostic report, int first, int last) {
            return new Finding(report.location().file().path(), report.rule(), report.severity().toString(), first, last);
        }

        boolean isLike(Finding other) {
            return path.equals(other.path) && rule.equals(other.rule) && severity.equals(other.severity);
        }

        boolean mayBe(Finding other) {
            return isLike(other) && first <= other.first && other.last <= last;
        }

        boolean isNew() {
            return last == 0;
        }

        @Override
        public String toString() {
            return "%s:%s".formatted(rule, isNew() ? "new" : first);
        }
    }

    /// What goes and what comes, a line each. `texts` are the files that were written differently, by their paths.
    public List<String> differences(List<Diagnostic> after, Map<String, Rewritten> texts, Rewriting rewriting) {
        var lost = new ArrayList<>(before.stream()
                .map(report -> Finding.of(
                        report, report.location().line(), report.location().line()))
                .toList());
        var come = new ArrayList<Finding>();
        for (Diagnostic report : after) {
            Finding finding = finding(report, texts);
            lost.stream().filter(finding::mayBe).findFirst().ifPresentOrElse(lost::remove, () -> come.add(finding));
        }
        if (rewriting.splitsFunctions()) {
            List<Finding> moved = come.stream().filter(Finding::isNew).filter(finding -> lost.stream().anyMatch(finding::isLike)).toList();
            come.removeAll(moved);
            lost.removeIf(finding -> moved.stream().anyMatch(finding::isLike));
        }
        var differences = new ArrayList<String>();
        lost.forEach(finding -> differences.add("loses " + finding));
        come.forEach(finding -> differences.add("brings " + finding));
        differences.sort(null);
        return differences;
    }

    private Finding finding(Diagnostic report, Map<String, Rewritten> texts) {
        String path = report.location().file().path();
        if (!texts.containsKey(path)) {
            return Finding.of(report, report.location().line(), report.location().line());
        }
        Optional<Span> origin = texts.get(path).origin(report.location().span());
        LineTable lines = files.get(path).lines();
        return origin.map(span -> Finding.of(report, lines.line(span.start()), lines.line(span.end() - 1)))
                .orElse(Finding.of(report, 0, 0));
    }
}
