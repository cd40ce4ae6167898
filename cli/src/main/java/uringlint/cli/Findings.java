// SPDX-License-Identifier: Apache-2.0

package uringlint.cli;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import uringlint.cli.change.Changes;
import uringlint.cli.find.Selection;
import uringlint.cli.report.Finding;
import uringlint.cli.report.Fingerprints;
import uringlint.cli.report.Part;
import uringlint.cli.report.Report;
import uringlint.cli.run.Analyzed;
import uringlint.cli.suppress.Suppressions;
import uringlint.diagnostic.Coverage;
import uringlint.diagnostic.Diagnostic;
import uringlint.source.Problem;
import uringlint.source.SourceFile;

/// Makes one report out of the analyses of all drivers.
final class Findings {
    private static final Comparator<Diagnostic> ORDER = Comparator.comparing((Diagnostic diagnostic) -> diagnostic.location().file().path())
            .thenComparing(diagnostic -> diagnostic.location().span())
            .thenComparing(Diagnostic::rule)
            .thenComparing(Diagnostic::message);

    private Findings() {}

    /// What a policy makes of the analyses of all drivers.
    static Report report(Selection selection, List<Analyzed> analyzed, Policy policy) {
        return report(selection, analyzed, policy, UnaryOperator.identity());
    }

    /// The same where `names` says what files are called wherever the program is started.
    static Report report(Selection selection, List<Analyzed> analyzed, Policy policy, UnaryOperator<String> names) {
        return report(selection, analyzed, policy, names, Suppressions.Before.SAME).from(policy.least());
    }

    /// The same for the state of a tree in which only comments count that a change did not bring.
    static Report report(Changes.Analysis analysis, Policy policy) {
        return report(analysis.selection(), analysis.drivers(), policy, UnaryOperator.identity(), analysis.origins()::line)
                .from(policy.least(), finding -> policy.isNews(finding, analysis.origins()::isAdded));
    }

    private static Report report(
            Selection selection,
            List<Analyzed> analyzed,
            Policy policy,
            UnaryOperator<String> names,
            Suppressions.Before before) {
        Merged merged = merged(selection, analyzed, names);
        Suppressed kept = suppressed(
                merged.found().stream()
                        .filter(finding ->
                                policy.rules().contains(finding.diagnostic().rule()))
                        .toList(),
                merged.files().values(),
                policy.rules(),
                names,
                before);
        List<Finding> all = distinct(kept.findings().stream().flatMap(finding -> judged(finding, policy)).toList(), Finding::diagnostic);
        List<Report.Allowed> allowed = distinct(kept.allowed().stream()
                .flatMap(one -> judged(one.finding(), policy).map(finding -> new Report.Allowed(finding, one.reason())))
                .toList(), one -> one.finding().diagnostic());
        Map<String, List<Integer>> read = new TreeMap<>();
        merged.files().keySet().forEach(path -> read.put(path, List.copyOf(merged.functions().getOrDefault(path, Set.of()))));
        int count = read.values().stream().mapToInt(List::size).sum();
        // That a file cannot be read is told whatever the file is.
        List<Problem> problems = merged.problems().stream()
                .filter(problem -> problem.kind() == Problem.Kind.LOAD || !policy.ignores(problem.location().file().path()))
                .toList();
        return new Report(all, 0, distinctProblems(problems), merged.files().size(), count)
                .withNotes(kept.notes())
                .in(new Part(1, 1, "", read))
                .with(merged.coverage())
                .allowing(allowed);
    }

    /// What the analyses of all drivers say together: also the files by path, and by path the lines of the functions that were analyzed.
    private record Merged(
            List<Finding> found,
            List<Problem> problems,
            Map<String, SourceFile> files,
            Map<String, Set<Integer>> functions,
            Coverage coverage) {}

    private static Merged merged(Selection selection, List<Analyzed> analyzed, UnaryOperator<String> names) {
        // What several drivers report of a file that they share is reported for the first of them, in an order that each part of a run has.
        List<Analyzed> sorted = analyzed.stream().sorted(Comparator.comparing(driver -> driver.driver().name())).toList();
        var found = new ArrayList<Finding>();
        var problems = new ArrayList<>(selection.problems());
        Map<String, SourceFile> files = new LinkedHashMap<>();
        Map<String, Set<Integer>> functions = new TreeMap<>();
        var coverage = Coverage.NONE;
        for (Analyzed driver : sorted) {
            coverage = coverage.plus(driver.coverage());
            String name = driver.driver().name();
            // Findings that are not shown count too where equal ones are told apart, so that a fingerprint is the same at every level.
            Fingerprints.of(driver.reports().stream().sorted(ORDER).toList(), names)
                    .forEach(finding -> found.add(finding.in(name)));
            problems.addAll(driver.problems());
            for (SourceFile file : driver.driver().files()) {
                files.putIfAbsent(file.path(), file);
            }
            for (Analyzed.Unit unit : driver.units()) {
                files.putIfAbsent(unit.file().path(), unit.file());
                functions.computeIfAbsent(unit.file().path(), _ -> new TreeSet<>()).addAll(unit.functions());
            }
        }
        return new Merged(found, problems, files, functions, coverage);
    }

    /// What comments leave of findings, with what is to say about comments, and what they allow.
    private record Suppressed(List<Finding> findings, List<Report.Allowed> allowed, List<String> notes) {}

    /// A finding as severe as the policy says, or nothing.
    private static Stream<Finding> judged(Finding finding, Policy policy) {
        return policy.severity(finding.diagnostic()).stream().map(severity -> finding.with(finding.diagnostic().withSeverity(severity)));
    }

    /// The findings that no comment allows, and what is to say about the comments.
    private static Suppressed suppressed(
            List<Finding> found,
            Collection<SourceFile> files,
            Set<String> rules,
            UnaryOperator<String> names,
            Suppressions.Before before) {
        // Two drivers may find the same, and are told apart by the objects.
        Map<Diagnostic, Finding> named = new IdentityHashMap<>();
        found.forEach(finding -> named.put(finding.diagnostic(), finding));
        Suppressions.Applied applied = Suppressions.apply(
                found.stream().map(Finding::diagnostic).toList(), files, rules, RuleNames.ids(), before);
        var findings = new ArrayList<Finding>();
        var notes = new ArrayList<Diagnostic>();
        for (Diagnostic diagnostic : applied.left()) {
            if (named.containsKey(diagnostic)) {
                findings.add(named.get(diagnostic));
            } else {
                notes.add(diagnostic);
            }
        }
        findings.addAll(Fingerprints.of(notes, names));
        return new Suppressed(
                findings,
                applied.allowed().stream()
                        .map(one -> new Report.Allowed(named.get(one.diagnostic()), one.reason()))
                        .toList(),
                applied.unheeded().stream()
                        .map(one -> "this change adds a suppression of `" + one.rule() + "` in " + one.path()
                                + ", which does not count without --trust-change")
                        .toList());
    }

    /// The first of those that say the same of the same place, in the order of a report.
    private static <T> List<T> distinct(List<T> findings, Function<T, Diagnostic> diagnostic) {
        var kept = new ArrayList<T>();
        for (T finding : findings.stream().sorted(Comparator.comparing(diagnostic, ORDER)).toList()) {
            if (kept.isEmpty() || ORDER.compare(diagnostic.apply(kept.getLast()), diagnostic.apply(finding)) != 0) {
                kept.add(finding);
            }
        }
        return kept;
    }

    /// The problems by path and line; of those that read the same, one.
    private static List<Problem> distinctProblems(List<Problem> problems) {
        var distinct = new TreeSet<Problem>(Comparator.comparing((Problem problem) -> problem.location().file().path())
                .thenComparing(problem -> problem.location().line())
                .thenComparing(problem -> problem.kind().name())
                .thenComparing(Problem::message));
        distinct.addAll(problems);
        return List.copyOf(distinct);
    }
}
