// SPDX-License-Identifier: Apache-2.0

package uringlint.rules.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import uringlint.diagnostic.Diagnostic;
import uringlint.diagnostic.Severity;
import uringlint.diagnostic.TraceStep;
import uringlint.ir.Function;
import uringlint.rule.AnalyzedProgram;
import uringlint.rule.RuleInfo;
import uringlint.source.Location;
import uringlint.source.Span;
import uringlint.typestate.observe.Observation;
import uringlint.typestate.observe.Trace;
import uringlint.typestate.protocol.ObjectState;

/// What a rule says before it has a place: what is wrong, why that matters, and the way out. Where it is placed, it becomes a report.
public record Verdict(RuleInfo rule, Severity severity, String message, String reason, String help) {
    /// The words of a rule, as severe as the rule is.
    public static Verdict of(RuleInfo rule, String message, String reason, String help) {
        return new Verdict(rule, rule.severity(), message, reason, help);
    }

    /// The same words with another severity.
    public Verdict as(Severity other) {
        return new Verdict(rule, other, message, reason, help);
    }

    /// Placed where something was observed, or at the call that leads there from where the object was met before.
    public Diagnostic at(Observation seen, AnalyzedProgram program) {
        if (seen.anchor().isEmpty()) {
            return atStatement(seen);
        }
        List<TraceStep> trace = new ArrayList<>(seen.trace());
        trace.add(Reports.leaf(seen));
        Location place = seen.anchor().get();
        return at(place, Reports.functionAt(place, program), trace);
    }

    /// Placed at the very statement that was observed.
    public Diagnostic atStatement(Observation seen) {
        return at(seen.function(), seen.span(), seen.trace());
    }

    /// Placed at the second of two events, of which the first is what makes it wrong: the object's completion, hand-off or publication.
    public Diagnostic second(Observation seen, AnalyzedProgram program) {
        Diagnostic report = at(seen, program);
        Location since = seen.before().since();
        Optional<Location> published = seen.path().happened().reversed().stream()
                .filter(happened -> happened.object() == seen.moment().symbol() && happened.event() == Trace.Event.PUBLISHED)
                .map(Trace.Happened::place).findFirst();
        return report.withCause(since.equals(ObjectState.NOWHERE) ? published.orElse(report.location()) : since);
    }

    /// Placed where an object was taken out of where it was found, seen from the function that met it; or where the variable ended that had
    /// it then.
    public Diagnostic atTaking(Observation seen, AnalyzedProgram program) {
        if (seen instanceof Observation.Exit && seen.anchor().isPresent()) {
            return at(seen, program);
        }
        Location taken = seen.path().happened().stream()
                .filter(happened -> happened.event() == Trace.Event.TAKEN && happened.object() == seen.moment().symbol())
                .map(Trace.Happened::place).reduce(seen.location(), (_, later) -> later);
        Location place = program.observed(Observation.Take.class).stream()
                .filter(taking -> taking.role() == seen.role() && taking.location().equals(taken))
                .flatMap(taking -> taking.anchor().stream()).findFirst().orElse(taken);
        return at(place, Reports.functionAt(place, program), seen.trace());
    }

    /// Placed at the name of a function.
    public Diagnostic at(Function function) {
        return at(function, function.nameSpan());
    }

    /// Placed in a function.
    public Diagnostic at(Function function, Span span) {
        return at(function, span, List.of());
    }

    /// Placed in a function, with other places that belong to it.
    public Diagnostic at(Function function, Span span, List<TraceStep> trace) {
        return at(new Location(function.file(), span), function.name(), trace);
    }

    /// Placed in something that has a name, such as a type.
    public Diagnostic at(Location place, String holder) {
        return at(place, holder, List.of());
    }

    /// Placed in something that has a name, with other places that belong to it.
    public Diagnostic at(Location place, String holder, List<TraceStep> trace) {
        return new Diagnostic(rule.id(), severity, place, holder, message, trace, reason, help, "");
    }
}
