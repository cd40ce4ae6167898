// SPDX-License-Identifier: Apache-2.0

package uringlint.typestate.state;

import java.util.Map;
import uringlint.typestate.value.Facts;
import uringlint.typestate.value.Ranges;
import uringlint.typestate.value.Value;

/// What comparisons say of the difference of two values: `x < y` and `x != y - 1` give `x + 1 < y`.
final class Differences {
    private static final long LOW = Long.MIN_VALUE / 4;
    private static final long HIGH = Long.MAX_VALUE / 4;

    private Differences() {}

    /// A value plus a number; the value of a number is 0.
    private record Sum(Value value, long added) {
        static Sum of(Value value) {
            return switch (value) {
                case Value.Int(var number) -> new Sum(Value.ZERO, number);
                case Value.Term(var operator, var operands)
                when operands.size() == 2
                        && operands.getLast() instanceof Value.Int(var number)
                        && (operator.equals("+") || operator.equals("-")) -> {
                    Sum inner = of(operands.getFirst());
                    yield new Sum(inner.value, inner.added + (operator.equals("+") ? number : -number));
                }
                case Value.Named _, Value.Unknown _, Value.Address _, Value.Code _, Value.Term _, Value.Opaque _ ->
                    new Sum(value, 0);
            };
        }
    }

    /// Whether `left < right` (or `left == right`) can be true, or false, by what is known of the two.
    static boolean canBe(String operator, Value left, Value right, boolean holds, Configuration configuration) {
        Sum one = Sum.of(left);
        Sum two = Sum.of(right);
        Ranges difference = Ranges.ALL;
        for (Map.Entry<Value, Facts> entry : configuration.facts.entrySet()) {
            if (entry.getKey() instanceof Value.Term(var compared, var operands)
                    && (compared.equals("<") || compared.equals("=="))) {
                difference = difference.intersect(said(
                        compared,
                        Sum.of(operands.getFirst()),
                        Sum.of(operands.getLast()),
                        entry.getValue().ranges(),
                        one.value,
                        two.value));
            }
        }
        return !difference.intersect(where(operator, two.added - one.added, holds)).isEmpty();
    }

    /// What the truth of a comparison says of the difference of two values.
    private static Ranges said(String operator, Sum left, Sum right, Ranges truth, Value one, Value two) {
        boolean isTrue = !truth.contains(0);
        if (!isTrue && !truth.isOnly(0)) {
            return Ranges.ALL;
        }
        Ranges difference = where(operator, right.added - left.added, isTrue);
        if (left.value.equals(one) && right.value.equals(two)) {
            return difference;
        }
        boolean isReversed = left.value.equals(two) && right.value.equals(one);
        return !isReversed ? Ranges.ALL : operator.equals("==") ? where("==", left.added - right.added, isTrue)
                : isTrue ? Ranges.between(left.added - right.added + 1, HIGH) : Ranges.between(LOW, left.added - right.added);
    }

    private static Ranges where(String operator, long bound, boolean holds) {
        return operator.equals("==")
                ? (holds ? Ranges.of(bound) : Ranges.ALL.without(bound))
                : holds ? Ranges.between(LOW, bound - 1) : Ranges.between(bound, HIGH);
    }
}
