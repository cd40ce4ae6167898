// SPDX-License-Identifier: Apache-2.0

package uringlint.cli.report;

import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import uringlint.diagnostic.Coverage;
import uringlint.diagnostic.Severity;
import uringlint.source.Problem;

/// All that a run has to say: findings in their order, what a baseline knew already, how many more findings there are below the level
/// that was asked for, what was not understood, and how much was looked at. `notes` are closing lines, each a sentence or two. `part`
/// says which part of the work that was, `allowed` what comments in the code allow.
public record Report(
        List<Finding> findings,
        Optional<Known> known,
        List<Allowed> allowed,
        int hidden,
        List<Problem> problems,
        int files,
        int functions,
        Coverage coverage,
        List<String> notes,
        Part part) {
    public Report {
        findings = List.copyOf(findings);
        allowed = List.copyOf(allowed);
        problems = List.copyOf(problems);
        notes = List.copyOf(notes);
    }

    /// The report of a whole run.
    public Report(
            List<Finding> findings,
            Optional<Known> known,
            int hidden,
            List<Problem> problems,
            int files,
            int functions,
            List<String> notes) {
        this(findings, known, List.of(), hidden, problems, files, functions, Coverage.NONE, notes, Part.WHOLE);
    }

    /// A report without a baseline and without notes.
    public Report(List<Finding> findings, int hidden, List<Problem> problems, int files, int functions) {
        this(findings, Optional.empty(), hidden, problems, files, functions, List.of());
    }

    /// Findings that a baseline lists, and the number of its entries that are not found any more.
    public record Known(List<Finding> findings, int gone) {
        public Known {
            findings = List.copyOf(findings);
        }
    }

    /// A finding that a comment allows, and the reason that the comment gives, which may be empty.
    public record Allowed(Finding finding, String reason) {}

    /// The same report without what is less severe, which is only counted.
    public Report from(Severity least) {
        return from(least, _ -> false);
    }

    /// The same, where some findings are shown however severe they are.
    public Report from(Severity least, Predicate<Finding> isAlwaysShown) {
        List<Finding> shown = findings.stream().filter(finding -> isShown(finding, least) || isAlwaysShown.test(finding)).toList();
        Optional<Known> shownKnown = known.map(all -> new Known(
                all.findings().stream()
                        .filter(finding -> isShown(finding, least))
                        .toList(),
                all.gone()));
        return new Report(
                shown,
                shownKnown,
                allowed.stream().filter(one -> isShown(one.finding(), least)).toList(),
                hidden + findings.size() - shown.size(),
                problems,
                files,
                functions,
                coverage,
                notes,
                part);
    }

    private static boolean isShown(Finding finding, Severity least) {
        return finding.diagnostic().severity().compareTo(least) >= 0;
    }

    /// The same report with what comments allow.
    public Report allowing(List<Allowed> other) {
        return new Report(findings, known, other, hidden, problems, files, functions, coverage, notes, part);
    }

    /// The same report with other findings, after a look into a baseline.
    public Report compared(List<Finding> fresh, Known other) {
        return new Report(fresh, Optional.of(other), allowed, hidden, problems, files, functions, coverage, notes, part);
    }

    /// The same report of a run that followed so much.
    public Report with(Coverage other) {
        return new Report(findings, known, allowed, hidden, problems, files, functions, other, notes, part);
    }

    /// The same report with closing lines.
    public Report withNotes(List<String> other) {
        return new Report(findings, known, allowed, hidden, problems, files, functions, coverage, other, part);
    }

    /// The same report with other findings and problems.
    public Report with(List<Finding> otherFindings, List<Problem> otherProblems) {
        return new Report(otherFindings, known, allowed, hidden, otherProblems, files, functions, coverage, notes, part);
    }

    /// The same report as one of a part of the work.
    public Report in(Part other) {
        return new Report(findings, known, allowed, hidden, problems, files, functions, coverage, notes, other);
    }

    /// The same report as one of a part of a run. That an entry of the baseline is gone, no part can know.
    public Report asPart(int index, int count, String run) {
        Optional<Known> listed = known.map(all -> new Known(all.findings(), 0));
        return new Report(
                findings,
                listed,
                allowed,
                hidden,
                problems,
                files,
                functions,
                coverage,
                notes,
                new Part(index, count, run, part.functions(), part.steps()));
    }
}
