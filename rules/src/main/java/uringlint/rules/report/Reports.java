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
import uringlint.typestate.observe.Observation;
import uringlint.typestate.observe.Trace;
import uringlint.typestate.protocol.ObjectState;
import uringlint.typestate.protocol.PathMark;
import uringlint.typestate.protocol.Role;
import uringlint.typestate.value.Facts;

/// Builds reports from observations, and answers the questions that several rules have.
public final class Reports {
    private Reports() {}

    /// A report at the place of an observation, or at the call that leads there from where the object was met before.
    public static Diagnostic at(Observation observation, RuleInfo rule, Severity severity, String message, String reason, String help, AnalyzedProgram program) {
        var here = new Location(observation.function().file(), observation.span());
        Location place = observation.anchor().orElse(here);
        List<TraceStep> trace = new ArrayList<>(observation.trace());
        if (observation.anchor().isPresent()) {
            trace.add(new TraceStep(here, "here, in `%s`".formatted(observation.function().name())));
        }
        String function = observation.anchor().isPresent() ? functionAt(place, program) : observation.function().name();
        return new Diagnostic(rule.id(), severity, place, function, message, trace, reason, help, "");
    }

    /// A report about the second of two events, of which the first is what makes it wrong: the object's completion, hand-off or publication.
    public static Diagnostic second(Observation observation, RuleInfo rule, Severity severity, String message, String reason, String help, AnalyzedProgram program) {
        Diagnostic report = at(observation, rule, severity, message, reason, help, program);
        Location since = observation.before().since();
        Optional<Location> published = observation.path().happened().reversed().stream()
                .filter(happened -> happened.object() == observation.moment().symbol() && happened.event() == Trace.Event.PUBLISHED)
                .map(Trace.Happened::place).findFirst();
        return report.withCause(since.equals(ObjectState.NOWHERE) ? published.orElse(report.location()) : since);
    }

    /// The same report, but at the call in the function that calls the one in which something was observed; as it is in an entry point.
    public static Diagnostic atCaller(Diagnostic report, Observation observation, AnalyzedProgram program) {
        return observation.calls().isEmpty() ? report : moved(report, observation.calls().getLast(), program);
    }

    /// The same report at another place.
    public static Diagnostic moved(Diagnostic report, Location place, AnalyzedProgram program) {
        return report.movedTo(place, functionAt(place, program));
    }

    /// The name of the function that holds a place, or an empty string.
    public static String functionAt(Location place, AnalyzedProgram program) {
        return holder(place, program).map(Function::name).orElse("");
    }

    /// The function that holds a place.
    public static Optional<Function> holder(Location place, AnalyzedProgram program) {
        return program.index().functions().stream()
                .filter(function -> function.file() == place.file() && function.span().contains(place.span()))
                .findFirst();
    }

    /// A report at the place where an object was taken out of where it was found, seen from the function that met it; or where the variable ended
    /// that had it then.
    public static Diagnostic atTaking(Observation observation, RuleInfo rule, String message, String reason, String help, AnalyzedProgram program) {
        Location place = new Location(observation.function().file(), observation.span());
        if (observation instanceof Observation.Exit && observation.anchor().isPresent()) {
            return at(observation, rule, rule.severity(), message, reason, help, program);
        }
        for (Trace.Happened happened : observation.path().happened()) {
            if (happened.event() == Trace.Event.TAKEN && happened.object() == observation.moment().symbol()) {
                place = happened.place();
            }
        }
        for (Observation.Take taking : program.observed(Observation.Take.class)) {
            boolean isThis = taking.role() == observation.role() && new Location(taking.function().file(), taking.span()).equals(place);
            if (isThis && taking.anchor().isPresent()) {
                place = taking.anchor().get();
                break;
            }
        }
        return new Diagnostic(rule.id(), rule.severity(), place, functionAt(place, program), message, observation.trace(), reason, help, "");
    }

    /// Whether a path took the object out of where it was found.
    public static boolean isTaken(Observation observation) {
        return observation.before().taken() != ObjectState.Taken.NO;
    }

    /// Whether the entry point was called to cancel a pending command, so that its result is ignored.
    public static boolean isCancelCall(Observation observation, AnalyzedProgram program) {
        return hasFlag(observation, program.model().cancelFlag(), true);
    }

    /// Whether a flag of the entry point's own flags is known to be set, or known to be clear.
    public static boolean hasFlag(Observation observation, String flag, boolean isSet) {
        for (Facts facts : observation.parameters().values()) {
            if (isSet ? facts.isSet(flag) : facts.isClear(flag)) {
                return true;
            }
        }
        return false;
    }

    /// Whether a path looked whether the submitter is still there.
    public static boolean isSubmitterAlive(Observation observation) {
        return observation.has(PathMark.Known.ALIVE);
    }

    /// Whether a path compared its context with that of the command, and they are the same.
    public static boolean isInOwnContext(Observation observation) {
        return observation.has(PathMark.Known.SAME_CONTEXT);
    }

    /// Whether a path knows that its request is polled for.
    public static boolean isPolled(Observation observation) {
        return observation.has(PathMark.Known.POLLED);
    }

    /// Whether a path asked whether it runs in a task, and it does.
    public static boolean isInTask(Observation observation) {
        return observation.has(PathMark.Known.IN_TASK);
    }
}
