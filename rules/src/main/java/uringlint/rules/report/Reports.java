// SPDX-License-Identifier: Apache-2.0

package uringlint.rules.report;

import java.util.List;
import java.util.Optional;
import uringlint.diagnostic.Diagnostic;
import uringlint.diagnostic.TraceStep;
import uringlint.ir.Function;
import uringlint.rule.AnalyzedProgram;
import uringlint.source.Location;
import uringlint.typestate.observe.Observation;

/// Where reports belong: the functions that hold their places.
public final class Reports {
    private static final int LONGEST = 60;

    private Reports() {}

    /// The same report, but at the call in the function that calls the one in which something was observed; as it is in an entry point.
    public static Diagnostic atCaller(Diagnostic report, Observation observation, AnalyzedProgram program) {
        return observation.calls().isEmpty() ? report : moved(report, observation.calls().getLast(), program);
    }

    /// The same report at another place.
    public static Diagnostic moved(Diagnostic report, Location place, AnalyzedProgram program) {
        return report.movedTo(place, functionAt(place, program));
    }

    /// What a path does at its end, as the subject of a sentence: "returning `0`".
    public static String returning(Observation exit) {
        String text = exit.function().file().text(exit.span()).strip();
        boolean isShort = text.startsWith("return ") && text.length() <= LONGEST && text.indexOf('\n') < 0 && text.indexOf('`') < 0;
        return isShort ? "returning `%s`".formatted(text.substring("return ".length()).replaceFirst(";$", "").strip()) : "this result";
    }

    /// The last step of a path into a function that was called: what was observed is there.
    public static TraceStep leaf(Observation seen) {
        String name = seen.function().name();
        List<TraceStep> trace = seen.trace();
        boolean isCalled = !trace.isEmpty() && trace.getLast().kind() == TraceStep.Kind.CALL;
        boolean isNamed = isCalled && trace.getLast().message().contains("`" + name + "`");
        return new TraceStep(seen.location(), isNamed ? "here" : "here, in `%s`".formatted(name));
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
}
