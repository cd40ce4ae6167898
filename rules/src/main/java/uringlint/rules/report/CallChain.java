// SPDX-License-Identifier: Apache-2.0

package uringlint.rules.report;

import java.util.ArrayList;
import java.util.List;
import uringlint.diagnostic.Diagnostic;
import uringlint.diagnostic.TraceStep;
import uringlint.ir.Function;
import uringlint.ir.Type;
import uringlint.ir.Variable;
import uringlint.rule.AnalyzedProgram;
import uringlint.source.Location;
import uringlint.typestate.observe.Observation;

/// The calls that lead from an entry point to something that happens, from the outermost to the innermost place.
public record CallChain(Observation seen, List<Place> places, AnalyzedProgram program) {
    /// A place in a function.
    public record Place(Function function, Location location) {}

    /// The calls that are open when something is observed.
    public static CallChain of(Observation seen, AnalyzedProgram program) {
        var places = new ArrayList<Place>();
        for (Location call : seen.calls()) {
            Reports.holder(call, program).ifPresent(function -> places.add(new Place(function, call)));
        }
        places.add(new Place(seen.function(), new Location(seen.function().file(), seen.span())));
        return new CallChain(seen, List.copyOf(places), program);
    }

    /// The place in the entry point itself.
    public Location outermost() {
        return places.getFirst().location();
    }

    /// A report in the innermost function that has the flags, at the call that leads to what happens.
    public Diagnostic report(Verdict verdict) {
        Place at = places.getFirst();
        for (Place place : places) {
            if (hasFlags(place.function())) {
                at = place;
            }
        }
        var trace = new ArrayList<TraceStep>(seen.trace());
        if (!at.equals(places.getLast())) {
            trace.add(Reports.leaf(seen));
        }
        return verdict.at(at.location(), at.function().name(), trace);
    }

    private static boolean hasFlags(Function function) {
        return function.parameters().stream().anyMatch(CallChain::isFlags);
    }

    private static boolean isFlags(Variable parameter) {
        boolean isWord = parameter.type() instanceof Type.Named(var type)
                        && (type.startsWith("unsigned") || type.equals("int") || type.equals("u32"))
                || parameter.type() instanceof Type.Tagged;
        return isWord && parameter.name().endsWith("flags");
    }
}
