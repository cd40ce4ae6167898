// SPDX-License-Identifier: Apache-2.0

package uringlint.typestate.run;

import java.util.List;
import java.util.function.BiFunction;
import uringlint.callgraph.IrWalk;
import uringlint.callgraph.ProgramIndex;
import uringlint.typestate.protocol.Returned;
import uringlint.typestate.state.Assumptions;
import uringlint.typestate.state.Configuration;
import uringlint.typestate.state.Memory;
import uringlint.typestate.value.Ranges;
import uringlint.typestate.value.Symbol;
import uringlint.typestate.value.Value;

/// Results that say whether something was done: one path where it was, and another one where it was not.
final class Guards {
    private final ProgramIndex index;
    private final Memory memory;
    private final Assumptions assumptions;
    private final Assignments assignments;
    private final ResultRanges results;

    Guards(Parts parts) {
        this.index = parts.index();
        this.memory = parts.memory();
        this.assumptions = parts.assumptions();
        this.assignments = parts.assignments();
        this.results = parts.results();
    }

    /// Lets another path go on with what a call returns that has done nothing.
    void refuse(Returned refused, Invocation at, List<Configuration> extra) {
        boolean isAsked = switch (refused) {
            case Returned.UnlikelyErrorPointer _ -> IrWalk.reads(at.here().function(), at.call().result().base());
            case Returned.Number _, Returned.Error _, Returned.ErrorPointer _, Returned.From _ -> true;
        };
        if (isAsked) {
            refuse((here, other) -> value(refused, "", here, other), at, extra);
        }
    }

    void refuse(BiFunction<Invocation, Configuration, Value> result, Invocation at, List<Configuration> extra) {
        Configuration other = at.configuration().copy();
        assignments.finish(at.call(), result.apply(at, other), at.here(), at.frame(), other);
        extra.add(other);
    }

    /// What a call returns that has done what it is for.
    Value done(Returned done, Invocation at) {
        return value(done, "+", at, at.configuration());
    }

    private Value value(Returned returned, String suffix, Invocation at, Configuration configuration) {
        return switch (returned) {
            case Returned.Number(var ranges) -> number(ranges, suffix, at, configuration);
            case Returned.Error _ -> number(results.errors(), suffix, at, configuration);
            case Returned.ErrorPointer _, Returned.UnlikelyErrorPointer _ ->
                new Value.Term("ERR_PTR", List.of(number(results.errors(), suffix, at, configuration)));
            case Returned.From(var argument) -> {
                long least = at.argument(argument) instanceof Value.Int(var number) ? Math.max(0, number) : 0;
                yield number(Ranges.between(least, Integer.MAX_VALUE), suffix, at, configuration);
            }
        };
    }

    private Value number(Ranges ranges, String suffix, Invocation at, Configuration configuration) {
        if (ranges.isSingle()) {
            return new Value.Int(ranges.least());
        }
        Value result = memory.make(at.site() + suffix, Symbol.What.result(at.name()), index.typeOf(at.call().result()), configuration);
        assumptions.narrow(result, ranges, configuration);
        return result;
    }
}
