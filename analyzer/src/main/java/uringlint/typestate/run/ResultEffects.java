// SPDX-License-Identifier: Apache-2.0

package uringlint.typestate.run;

import java.util.List;
import java.util.Optional;
import uringlint.callgraph.ProgramIndex;
import uringlint.ir.Type;
import uringlint.typestate.protocol.Effect;
import uringlint.typestate.state.Assumptions;
import uringlint.typestate.state.Configuration;
import uringlint.typestate.state.Memory;
import uringlint.typestate.value.Constructors;
import uringlint.typestate.value.Ranges;
import uringlint.typestate.value.Symbol;
import uringlint.typestate.value.Value;

/// What the results of functions of the API are made of.
final class ResultEffects {
    private final ProgramIndex index;
    private final Memory memory;
    private final Assumptions assumptions;
    private final Assignments assignments;
    private final ResultRanges results;

    ResultEffects(Parts parts) {
        this.index = parts.index();
        this.memory = parts.memory();
        this.assumptions = parts.assumptions();
        this.assignments = parts.assignments();
        this.results = parts.results();
    }

    Optional<Value> apply(Effect.OfResult effect, Invocation at, List<Configuration> extra) {
        Configuration configuration = at.configuration();
        switch (effect) {
            case Effect.Pair(var variant, var argument) -> {
                return Optional.of(Constructors.of(
                        "",
                        List.of("0", "1"),
                        List.of(Constructors.of(variant, List.of(), List.of()), at.argument(argument))));
            }
            case Effect.Wrap(var variant, var argument) -> {
                boolean isPointer = index.resolve(index.typeOf(at.call().result())) instanceof Type.Pointer;
                return Optional.of(
                        isPointer
                                ? at.argument(argument)
                                : Constructors.of(variant, List.of("0"), List.of(at.argument(argument))));
            }
            case Effect.Pure _ -> {
                boolean isKnown = at.arguments().stream().noneMatch(Value.Opaque.class::isInstance)
                        && !at.arguments().isEmpty()
                        && at.arguments().size() <= 2;
                return isKnown ? Optional.of(memory.terms().apply(at.name(), at.arguments(), configuration)) : Optional.empty();
            }
            case Effect.Same(var argument) -> {
                return Optional.of(at.argument(argument));
            }
            case Effect.EntryError(var argument) -> {
                return Optional.of(
                        at.argument(argument) instanceof Value.Term(var operator, var operands)
                                        && operator.equals("ERR_PTR")
                                ? operands.getFirst()
                                : Value.ZERO);
            }
            case Effect.IsError(var argument, var orNull) -> {
                Value pointer = at.argument(argument);
                return Optional.of(new Value.Term(orNull ? "IS_ERR_OR_NULL" : "IS_ERR", List.of(pointer)));
            }
            case Effect.ErrorOf(var argument) -> {
                return Optional.of(errorOf(at.argument(argument), configuration));
            }
            case Effect.ErrorOrZero(var argument) -> {
                return Optional.of(errorOrZero(at.argument(argument), at, extra));
            }
            case Effect.ErrorPointer(var argument) -> {
                return Optional.of(new Value.Term("ERR_PTR", List.of(at.argument(argument))));
            }
            case Effect.Result(var low, var high) -> {
                Value value = memory.make(at.site(), Symbol.What.result(at.name()), index.typeOf(at.call().result()), configuration);
                assumptions.narrow(value, Ranges.between(low, high), configuration);
                return Optional.of(value);
            }
        }
    }

    private Value errorOf(Value pointer, Configuration configuration) {
        Value error = pointer instanceof Value.Term(var operator, var operands) && operator.equals("ERR_PTR")
                ? operands.getFirst()
                : new Value.Term("PTR_ERR", List.of(pointer));
        if (!(error instanceof Value.Int)) {
            assumptions.narrow(error, results.errors(), configuration);
        }
        return error;
    }

    /// The result for an error pointer. Any other pointer is a path of its own.
    private Value errorOrZero(Value pointer, Invocation at, List<Configuration> extra) {
        Value test = new Value.Term("IS_ERR", List.of(pointer));
        Configuration good = at.configuration().copy();
        boolean canBeGood = assumptions.assume(test, false, good);
        if (!assumptions.assume(test, true, at.configuration())) {
            return Value.ZERO;
        }
        if (canBeGood) {
            assignments.finish(at.call(), Value.ZERO, at.here(), at.frame(), good);
            extra.add(good);
        }
        return errorOf(pointer, at.configuration());
    }
}
