package uringlint.cli;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import uringlint.cli.find.Selection;
import uringlint.cli.report.Finding;
import uringlint.cli.report.Fingerprints;
import uringlint.cli.report.Report;
import uringlint.cli.run.Analyzed;
import uringlint.cli.suppress.Suppressions;
import uringlint.diagnostic.Diagnostic;
import uringlint.diagnostic.Severity;
import uringlint.ir.TranslationUnit;
import uringlint.source.Problem;
import uringlint.source.SourceFile;

/// Makes one report out of the analyses of all drivers.
final class Findings {
    private Findings() {}

    /// The report of the rules in `rules`, of which those in `denied` report errors. Those below
    /// `least` are only counted.
    static Report report(Selection selection, List<Analyzed> analyzed, Set<String> rules, Set<String> denied, Severity least) {
        var found = new ArrayList<Diagnostic>();
        var problems = new LinkedHashSet<>(selection.problems());
        Map<String, SourceFile> files = new LinkedHashMap<>();
        Set<String> functions = new LinkedHashSet<>();
        for (Analyzed driver : analyzed) {
            found.addAll(driver.reports());
            problems.addAll(driver.problems());
            for (SourceFile file : driver.driver().files()) {
                files.putIfAbsent(file.path(), file);
            }
            driver.versions().stream().limit(1).forEach(version -> {
                for (TranslationUnit unit : version.program().index().program().units()) {
                    files.putIfAbsent(unit.file().path(), unit.file());
                    unit.functions().forEach(function -> functions.add(unit.file().path() + ":" + function.span().start()));
                }
            });
        }
        List<Diagnostic> kept = Suppressions.apply(
                found.stream().filter(diagnostic -> rules.contains(diagnostic.rule())).toList(), files.values(), rules, RuleNames.ids());
        List<Diagnostic> sorted = kept.stream()
                .map(diagnostic -> denied.contains(diagnostic.rule()) ? diagnostic.withSeverity(Severity.ERROR) : diagnostic)
                .sorted(Comparator.comparing((Diagnostic diagnostic) -> diagnostic.location().file().path())
                        .thenComparing(diagnostic -> diagnostic.location().span())
                        .thenComparing(Diagnostic::rule)
                        .thenComparing(Diagnostic::message))
                .toList();
        // Findings that are not shown count too where equal ones are told apart, so that a fingerprint is the same at every level.
        List<Finding> all = Fingerprints.of(sorted);
        List<Finding> shown = all.stream().filter(finding -> finding.diagnostic().severity().compareTo(least) >= 0).toList();
        return new Report(shown, all.size() - shown.size(), List.copyOf(problems), files.size(), functions.size());
    }
}
