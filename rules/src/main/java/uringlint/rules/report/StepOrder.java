// SPDX-License-Identifier: Apache-2.0

package uringlint.rules.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import uringlint.diagnostic.TraceStep;
import uringlint.ir.Function;
import uringlint.rule.AnalyzedProgram;

/// Puts something that happened on a path between its other steps.
public final class StepOrder {
    private StepOrder() {}

    /// The steps with one more: behind the call of the function in which it happens, or at the start where that is not among them, and
    /// before the first step further down in that function.
    public static List<TraceStep> with(TraceStep one, List<TraceStep> steps, AnalyzedProgram program) {
        var ordered = new ArrayList<>(steps);
        Optional<Function> holder = Reports.holder(one.location(), program);
        int at = holder.map(function -> position(one, function, steps)).orElse(0);
        ordered.add(at, one);
        return ordered;
    }

    private static int position(TraceStep one, Function function, List<TraceStep> steps) {
        int from = 0;
        for (int index = 0; index < steps.size(); index++) {
            boolean isCall = steps.get(index).kind() == TraceStep.Kind.CALL
                    && steps.get(index).message().contains("`" + function.name() + "`");
            from = isCall ? index + 1 : from;
        }
        for (int index = from; index < steps.size(); index++) {
            var place = steps.get(index).location();
            boolean isLater = place.file() == function.file()
                    && function.span().contains(place.span())
                    && place.span().end() > one.location().span().start();
            if (isLater || from > 0 && !(place.file() == function.file() && function.span().contains(place.span()))) {
                return index;
            }
        }
        return from > 0 ? steps.size() : 0;
    }
}
