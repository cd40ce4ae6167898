// SPDX-License-Identifier: Apache-2.0

package uringlint.rules.flags;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import uringlint.diagnostic.Diagnostic;
import uringlint.diagnostic.Fix;
import uringlint.diagnostic.Severity;
import uringlint.diagnostic.TraceStep;
import uringlint.rule.AnalyzedProgram;
import uringlint.rule.RuleInfo;
import uringlint.rules.report.Fixes;
import uringlint.rules.report.Reports;
import uringlint.rules.report.Verdict;
import uringlint.source.Location;
import uringlint.typestate.observe.Observation;
import uringlint.typestate.protocol.Role;
import uringlint.version.KernelVersion;

/// Judges the flags of every call that passes some. One call may be wrong in several ways, on several paths: the rules of this
/// package share the judgement, so that each place is reported by the one that says the most.
final class Review {
    private final AnalyzedProgram program;
    private final KernelVersion version;
    private final Judgement judgement;
    private final Map<Location, List<Found>> found = new LinkedHashMap<>();

    private Review(AnalyzedProgram program) {
        this.program = program;
        version = program.model().version();
        judgement = new Judgement(program, version);
    }

    /// A fault and its report, which waits for the name of its rule.
    private record Found(Fault fault, Observation seen, CallPath calls, Optional<CallPath.Passing> passing, Location place) {}

    /// The reports of one rule.
    static List<Diagnostic> of(AnalyzedProgram program, RuleInfo rule, Fault.Sort sort) {
        return new Review(program).run(rule, sort);
    }

    /// The reports of one rule, and those of its other reports whose places have none.
    static List<Diagnostic> of(AnalyzedProgram program, RuleInfo rule, Fault.Sort sort, List<Diagnostic> others) {
        var reports = new ArrayList<>(of(program, rule, sort));
        for (Diagnostic report : others) {
            if (reports.stream().noneMatch(known -> known.location().equals(report.location()))) {
                reports.add(report);
            }
        }
        return reports;
    }

    private List<Diagnostic> run(RuleInfo rule, Fault.Sort sort) {
        for (Observation seen : program.observations()) {
            boolean hasFlags = seen instanceof Observation.Complete || seen instanceof Observation.Mark || seen instanceof Observation.Call;
            if (hasFlags) {
                judgement.judge(seen).ifPresent(fault -> note(fault, seen));
            }
        }
        var reports = new ArrayList<Diagnostic>();
        found.forEach((place, all) -> {
            Found worst = all.stream().min(Comparator.comparing((Found one) -> one.fault.sort())
                    .thenComparing(one -> one.seen.role().kind() == Role.Kind.PLAIN)
                    .thenComparing(one -> one.fault.severity(), Comparator.reverseOrder())).orElseThrow();
            if (worst.fault.sort() == sort) {
                reports.add(report(rule, worst, all));
            }
        });
        return reports;
    }

    private void note(Fault fault, Observation seen) {
        CallPath calls = CallPath.of(seen, program);
        Optional<CallPath.Passing> passing = calls.passing();
        Location leaf = new Location(seen.function().file(), seen.span());
        Location place = switch (fault.sort()) {
            case ATOMIC -> fault.lock().isEmpty() ? calls.in(seen.role().function()).orElse(leaf) : calls.under(fault.lock()).orElse(leaf);
            case DEFERRED, STALE, CONTEXT, HARDCODED -> passing.map(CallPath.Passing::place).orElse(leaf);
        };
        found.computeIfAbsent(place, _ -> new ArrayList<>()).add(new Found(fault, seen, calls, passing, place));
    }

    private Diagnostic report(RuleInfo rule, Found one, List<Found> all) {
        Fault fault = one.fault;
        Severity severity = version.isAtLeast(6, 4) || fault.sort() == Fault.Sort.ATOMIC ? fault.severity() : Severity.NOTE;
        var trace = new ArrayList<TraceStep>(one.seen.trace());
        fault.origin().ifPresent(origin -> trace.add(0, origin));
        Location leaf = new Location(one.seen.function().file(), one.seen.span());
        if (!leaf.equals(one.place)) {
            trace.add(new TraceStep(leaf, "`%s` gets them here".formatted(one.calls.api())));
        }
        var report = Verdict.of(rule, fault.message(), fault.reason(),
                fault.help()).as(severity).at(one.place, Reports.functionAt(one.place, program), trace);
        return fault.sort() == Fault.Sort.ATOMIC ? report : fix(one, all).map(fix -> report.withFixes(List.of(fix))).orElse(report);
    }

    /// Another value for the argument, where every path that goes through this call wants the same one.
    private Optional<Fix> fix(Found one, List<Found> all) {
        if (one.passing.isEmpty() || one.passing.get().call().isEmpty()) {
            return Optional.empty();
        }
        CallPath.Passing passing = one.passing.get();
        boolean isShared = program.observations().stream().anyMatch(other ->
                new Location(other.function().file(), other.span()).equals(new Location(one.seen.function().file(), one.seen.span()))
                        && other.getClass() == one.seen.getClass()
                        && other.role() != one.seen.role());
        Optional<String> right = judgement.right(one.seen, one.calls, passing.function());
        boolean isSame = all.stream().allMatch(other -> judgement.right(other.seen, other.calls, passing.function()).equals(right));
        return isShared || !isSame ? Optional.empty()
                : right.flatMap(text -> Fixes.replaceArgument(passing.function(), passing.call().get(), passing.argument(), text));
    }
}
