// SPDX-License-Identifier: Apache-2.0

package uringlint.typestate.state;

import java.util.List;
import java.util.OptionalLong;
import uringlint.callgraph.Arithmetic;
import uringlint.callgraph.Opcode;
import uringlint.callgraph.ProgramIndex;
import uringlint.ir.Expr;
import uringlint.typestate.value.MemoryLocation;
import uringlint.typestate.value.Ranges;
import uringlint.typestate.value.Value;

/// Values that are made of others by operators.
public final class Terms {
    private static final int DEPTH = 4;

    private final ProgramIndex index;

    Terms(ProgramIndex index) {
        this.index = index;
    }

    /// The integer that a value is, if that is known.
    public OptionalLong integer(Value value, Configuration configuration) {
        return switch (value) {
            case Value.Int(var number) -> OptionalLong.of(number);
            case Value.Named(var name) when index.constant(name).isPresent() -> index.constant(name);
            case Value.Named _, Value.Unknown _, Value.Term _ -> {
                Ranges ranges = configuration.factsOf(value).ranges();
                yield ranges.isSingle() ? OptionalLong.of(ranges.least()) : OptionalLong.empty();
            }
            case Value.Address _, Value.Code _, Value.Opaque _ -> OptionalLong.empty();
        };
    }

    /// The value of an operator with its operands, computed as far as they are known.
    public Value apply(String operator, List<Value> values, Configuration configuration) {
        return values.size() == 1
                ? unary(operator, values.getFirst(), configuration)
                : binary(operator, values.get(0), values.get(1), configuration);
    }

    private Value unary(String operator, Value only, Configuration configuration) {
        if (operator.equals("sizeof")) {
            return new Value.Term("sizeof", List.of(only));
        }
        if (Opcode.isField(operator)) {
            var field = only instanceof Value.Int(var made)
                    ? Opcode.field(operator, made)
                    : only instanceof Value.Named(var name)
                            ? index.evaluate(new Expr.Apply(operator, List.of(new Expr.Symbol(name))))
                            : OptionalLong.empty();
            return field.isPresent() ? new Value.Int(field.getAsLong()) : bounded(new Value.Term(operator, List.of(only)));
        }
        // The complement of a flag keeps its name.
        boolean isNumber = only instanceof Value.Int || only instanceof Value.Named && !operator.equals("~");
        var number = isNumber ? integer(only, configuration) : OptionalLong.empty();
        if (number.isPresent()) {
            var result = Arithmetic.unary(operator, number.getAsLong());
            if (result.isPresent()) {
                return new Value.Int(result.getAsLong());
            }
        }
        if (operator.equals("!") && (only instanceof Value.Address || only instanceof Value.Code)) {
            return Value.ZERO;
        }
        return bounded(new Value.Term(operator, List.of(only)));
    }

    private Value binary(String operator, Value left, Value right, Configuration configuration) {
        if (!operator.equals("&") && !operator.equals("|")) {
            var one = integer(left, configuration);
            var two = one.isPresent() ? integer(right, configuration) : one;
            if (two.isPresent()) {
                var result = Arithmetic.binary(operator, one.getAsLong(), two.getAsLong());
                if (result.isPresent()) {
                    return new Value.Int(result.getAsLong());
                }
            }
        } else if (left instanceof Value.Int(var one) && right instanceof Value.Int(var two)) {
            return new Value.Int(operator.equals("&") ? one & two : one | two);
        }
        if (operator.equals("&") && (left.equals(Value.ZERO) || right.equals(Value.ZERO))) {
            return Value.ZERO;
        }
        if ((operator.equals("|") || operator.equals("+") || operator.equals("-")) && right.equals(Value.ZERO)) {
            return left;
        }
        if (operator.equals("|") && left.equals(Value.ZERO)) {
            return right;
        }
        if (left.equals(right) && !(left instanceof Value.Opaque)) {
            switch (operator) {
                case "==", "<=", ">=" -> {
                    return new Value.Int(1);
                }
                case "!=", "<", ">" -> {
                    return Value.ZERO;
                }
                default -> {}
            }
        }
        if ((operator.equals("==") || operator.equals("!=")) && areDistinct(left, right)) {
            return new Value.Int(operator.equals("==") ? 0 : 1);
        }
        boolean isTurned = (operator.equals("&") || operator.equals("|")) && isMask(left) && !isMask(right);
        return bounded(new Value.Term(operator, isTurned ? List.of(right, left) : List.of(left, right)));
    }

    /// A constant, or the complement of one; it stands behind the word that it changes.
    private static boolean isMask(Value value) {
        return value instanceof Value.Int
                || value instanceof Value.Named
                || value instanceof Value.Term(var operator, var operands) && operator.equals("~") && isMask(operands.getFirst());
    }

    private static boolean areDistinct(Value left, Value right) {
        return left instanceof Value.Named && right instanceof Value.Named
                || isAddress(left) && right.equals(Value.ZERO)
                || isAddress(right) && left.equals(Value.ZERO);
    }

    private static boolean isAddress(Value value) {
        return value instanceof Value.Code
                || value instanceof Value.Address(var target) && !(target.region() instanceof MemoryLocation.Region.Pointee);
    }

    private static Value bounded(Value.Term term) {
        return depth(term) > DEPTH ? Value.OPAQUE : term;
    }

    /// How many terms lie in one another; a mask is none.
    static int depth(Value value) {
        if (!isMask(value) && value instanceof Value.Term(_, var operands)) {
            int deepest = 0;
            for (Value operand : operands) {
                deepest = Math.max(deepest, depth(operand));
            }
            return deepest + 1;
        }
        return 0;
    }
}
