// SPDX-License-Identifier: Apache-2.0

package uringlint.typestate.run;

import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.OptionalLong;
import uringlint.callgraph.ProgramIndex;
import uringlint.ir.BasicBlock;
import uringlint.ir.Expr;
import uringlint.ir.Function;
import uringlint.ir.Instruction;
import uringlint.ir.Terminator;
import uringlint.ir.Variable;
import uringlint.typestate.protocol.ApiModel;
import uringlint.typestate.state.Configuration;
import uringlint.typestate.state.Memory;
import uringlint.typestate.value.Constructors;
import uringlint.typestate.value.MemoryLocation;
import uringlint.typestate.value.Ranges;
import uringlint.typestate.value.Symbol;
import uringlint.typestate.value.Value;

/// The integers that functions and values can be.
final class ResultRanges {
    /// The least error number, as a result.
    static final long ERRNO = -4095;

    private final ProgramIndex index;
    private final ApiModel model;
    private final Memory memory;
    private final Map<Function, Ranges> written = new HashMap<>();

    ResultRanges(ProgramIndex index, ApiModel model, Memory memory) {
        this.index = index;
        this.model = model;
        this.memory = memory;
    }

    /// The integers that a function can return, where all of them are written out.
    Ranges of(Function function) {
        return written.computeIfAbsent(function, this::written);
    }

    private Ranges written(Function function) {
        Ranges all = Ranges.NONE;
        var variables = new LinkedHashSet<String>();
        for (BasicBlock block : function.blocks()) {
            if (block.terminator() instanceof Terminator.Return(var value, _)) {
                if (value instanceof Expr.Read(var place) && place.isVariable() && place.base().kind() == Variable.Kind.LOCAL) {
                    variables.add(place.base().name());
                } else {
                    all = all.union(constant(value));
                }
            }
        }
        for (BasicBlock block : function.blocks()) {
            for (Instruction instruction : block.instructions()) {
                switch (instruction) {
                    case Instruction.Assign(var target, var value, _) when variables.contains(target.base().name()) ->
                        all = all.union(target.isVariable() ? constant(value) : Ranges.ALL);
                    case Instruction.Call(var target, _, _, _) when variables.contains(target.base().name()) -> all = Ranges.ALL;
                    case Instruction.Opaque _ -> all = Ranges.ALL;
                    case Instruction.Assign _, Instruction.Call _, Instruction.Drop _ -> {}
                }
            }
        }
        return all.isEmpty() ? Ranges.ALL : all;
    }

    private Ranges constant(Expr value) {
        OptionalLong number = index.evaluate(value);
        return number.isPresent() ? Ranges.of(number.getAsLong()) : Ranges.ALL;
    }

    /// A value that wraps a result is that result; some variants say by themselves that the object is kept.
    private Ranges variant(Value.Term value, Configuration configuration) {
        if (model.queuedVariants().contains(Constructors.variant(value))) {
            return Ranges.of(model.queued());
        }
        return value.operands().size() == 1 ? ranges(value.operands().getFirst(), configuration) : Ranges.ALL;
    }

    private static boolean isPartOfAnswer(MemoryLocation from) {
        return from.region() instanceof MemoryLocation.Region.Pointee(var whole)
                && whole.is(Symbol.What.Kind.ANSWER);
    }

    /// Whether a result is written out, also in the variant that wraps it.
    static boolean isConstant(Value value) {
        return value instanceof Value.Int
                || value instanceof Value.Named
                || value instanceof Value.Term term
                        && Constructors.is(term)
                        && term.operands().stream().allMatch(ResultRanges::isConstant);
    }

    /// A constant that nobody knows is none of those with a meaning of their own.
    private Ranges unknown() {
        return Ranges.ALL.without(model.queued()).without(model.again());
    }

    /// The integers that a value can be.
    Ranges ranges(Value value, Configuration configuration) {
        OptionalLong number = memory.terms().integer(value, configuration);
        if (number.isPresent()) {
            return Ranges.of(number.getAsLong());
        }
        return switch (value) {
            case Value.Unknown(var symbol) -> {
                Ranges known = configuration.factsOf(value).ranges();
                boolean isPlainResult = symbol.is(Symbol.What.Kind.RESULT);
                // A part of an answer may be whatever the answer may be.
                boolean isLoaded = symbol.origin() instanceof Symbol.Origin.Initial(var from) && !isPartOfAnswer(from);
                yield isPlainResult || isLoaded ? known.without(model.queued()) : known;
            }
            case Value.Term(var operator, var operands) -> {
                Ranges known = configuration.factsOf(value).ranges();
                if (Constructors.is(value)) {
                    yield variant((Value.Term) value, configuration);
                }
                yield switch (operator) {
                    case "PTR_ERR" -> known.intersect(Ranges.between(ERRNO, -1).without(model.queued()));
                    case "==", "!=", "<", ">", "<=", ">=", "!" -> known.intersect(Ranges.between(0, 1));
                    case "-" -> operands.size() == 1 && operands.getFirst() instanceof Value.Named
                            ? known.intersect(Ranges.between(ERRNO, -1).without(model.queued()).without(model.again()))
                            : known;
                    default -> known;
                };
            }
            case Value.Named _ -> configuration.factsOf(value).ranges().intersect(unknown());
            case Value.Int _, Value.Address _, Value.Code _, Value.Opaque _ -> Ranges.ALL;
        };
    }

    /// The numbers by which functions say that they failed.
    Ranges errors() {
        return Ranges.between(ERRNO, -1).without(model.queued());
    }
}
