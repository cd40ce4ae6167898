// SPDX-License-Identifier: Apache-2.0

package uringlint.typestate.state;

import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import uringlint.callgraph.IrWalk;
import uringlint.callgraph.Opcode;
import uringlint.ir.Expr;
import uringlint.ir.Type;
import uringlint.source.Location;
import uringlint.typestate.observe.Uncertain;
import uringlint.typestate.protocol.ApiModel;
import uringlint.typestate.value.Constructors;
import uringlint.typestate.value.Facts;
import uringlint.typestate.value.Flag;
import uringlint.typestate.value.Numbers;
import uringlint.typestate.value.Ranges;
import uringlint.typestate.value.Symbol;
import uringlint.typestate.value.Value;

/// Narrows a configuration by a condition.
public final class Assumptions {
    private static final Set<String> LOGICAL = Set.of("==", "!=", "!", "<", ">", "<=", ">=");

    private final Memory memory;
    private final FlagWords flagWords;

    private final ApiModel model;
    private Condition condition = Condition.NONE;

    /// The condition that decides now, and the constants that it names.
    record Condition(Optional<Location> place, Set<String> names) {
        static final Condition NONE = new Condition(Optional.empty(), Set.of());
    }

    public Assumptions(Memory memory, ApiModel model) {
        this.memory = memory;
        this.flagWords = new FlagWords(memory.terms(), model);
        this.model = model;
    }

    public FlagWords flagWords() {
        return flagWords;
    }

    /// Narrows `configuration` to the case in which `value` is true (not zero) or false; says whether that case can be.
    public boolean assume(Value value, boolean holds, Configuration configuration) {
        return switch (value) {
            case Value.Int(var number) -> number != 0 == holds;
            case Value.Named(var name) -> {
                OptionalLong number = memory.terms().integer(value, configuration);
                if (number.isEmpty()) {
                    yield decide(value, holds, configuration);
                }
                yield number.getAsLong() != 0 == holds;
            }
            case Value.Address _, Value.Code _ -> holds;
            case Value.Opaque _ -> true;
            case Value.Unknown _ -> narrow(value, holds ? notZero(configuration.factsOf(value).ranges()) : Ranges.of(0), configuration);
            case Value.Term(var operator, var operands) -> term(value, operator, operands, holds, configuration);
        };
    }

    private static Ranges notZero(Ranges ranges) {
        return ranges.without(0);
    }

    private boolean term(Value value, String operator, List<Value> operands, boolean holds, Configuration configuration) {
        return switch (operator) {
            case "!" -> assume(operands.getFirst(), !holds, configuration);
            case "==" -> equal(value, operands.get(0), operands.get(1), holds, configuration);
            case "!=" -> equal(value, operands.get(0), operands.get(1), !holds, configuration);
            case "<" -> less(operands.get(0), operands.get(1), holds, configuration);
            case ">" -> less(operands.get(1), operands.get(0), holds, configuration);
            case ">=" -> less(operands.get(0), operands.get(1), !holds, configuration);
            case "<=" -> less(operands.get(1), operands.get(0), !holds, configuration);
            case "&" -> mask(value, operands.get(0), operands.get(1), holds, configuration);
            case "IS_ERR" -> errorPointer(operands.getFirst(), holds, configuration);
            case "IS_ERR_OR_NULL" -> {
                if (holds) {
                    yield decide(value, true, configuration);
                }
                yield errorPointer(operands.getFirst(), false, configuration) && assume(operands.getFirst(), true, configuration);
            }
            default -> decide(value, holds, configuration);
        };
    }

    /// Remembers the truth of a value that says nothing of others.
    private boolean decide(Value value, boolean holds, Configuration configuration) {
        return narrow(value, holds ? notZero(configuration.factsOf(value).ranges()) : Ranges.of(0), configuration);
    }

    public boolean narrow(Value value, Ranges ranges, Configuration configuration) {
        Facts known = configuration.factsOf(value);
        Facts narrowed = known.withRanges(known.ranges().intersect(ranges).intersect(most(value)));
        if (narrowed.isImpossible()) {
            return false;
        }
        if (value instanceof Value.Named(var name)
                && !condition.names().contains(name)
                && condition.place().isPresent()
                && !narrowed.equals(known)) {
            configuration.guesses.putIfAbsent(value, new Uncertain(Uncertain.Reason.CONSTANT, condition.place().get(), name));
        }
        configuration.learn(value, narrowed);
        // What is known of `x - 1` is known of `x`.
        if (value instanceof Value.Term(var operator, var operands)
                && operands.size() == 2
                && operands.getLast() instanceof Value.Int(var number)
                && (operator.equals("+") || operator.equals("-"))
                && (operands.getFirst() instanceof Value.Unknown || operands.getFirst() instanceof Value.Term)) {
            return narrow(
                    operands.getFirst(),
                    narrowed.ranges().shifted(operator.equals("+") ? -number : number),
                    configuration);
        }
        return true;
    }

    /// What a value can be by how it is made: `x & 7` is from 0 to 7.
    private static Ranges most(Value value) {
        return value instanceof Value.Term(var operator, var operands)
                        && operator.equals("&")
                        && operands.getLast() instanceof Value.Int(var mask)
                        && mask >= 0
                ? Ranges.between(0, mask)
                : Ranges.ALL;
    }

    /// Says which condition decides from now on. A constant that a condition names can have one value in one kernel and another
    /// one in the next; one that came to it in a variable is something that the program knows and this analysis does not.
    public void decide(Location place, Expr tested) {
        var names = new HashSet<String>();
        IrWalk.parts(tested, part -> {
            if (part instanceof Expr.Symbol(var name)) {
                names.add(name);
            }
        });
        condition = new Condition(Optional.of(place), names);
    }

    /// Says that no condition decides.
    public void decided() {
        condition = Condition.NONE;
    }

    private boolean errorPointer(Value pointer, boolean isError, Configuration configuration) {
        if (pointer instanceof Value.Address || pointer instanceof Value.Int) {
            return !isError;
        }
        if (pointer instanceof Value.Term(var operator, _) && operator.equals("ERR_PTR")) {
            return isError;
        }
        Facts known = configuration.factsOf(pointer);
        if (known.pointer() == (isError ? Facts.Pointer.VALID : Facts.Pointer.ERROR)) {
            return false;
        }
        configuration.learn(
                pointer,
                isError
                        ? known.withPointer(Facts.Pointer.ERROR)
                                .withRanges(known.ranges().without(0))
                        : known.withPointer(Facts.Pointer.VALID));
        return !isError || !known.ranges().isOnly(0);
    }

    private boolean equal(Value whole, Value left, Value right, boolean holds, Configuration configuration) {
        if (isConstant(left) && !isConstant(right)) {
            return equal(whole, right, left, holds, configuration);
        }
        if (left instanceof Value.Term(var operator, var operands) && operator.equals("&")) {
            return maskEquals(operands.get(0), operands.get(1), right, holds, configuration);
        }
        if (left instanceof Value.Term(var operator, var operands)
                && LOGICAL.contains(operator)
                && right instanceof Value.Int(var number)) {
            return number == 0 ? assume(left, !holds, configuration) : number == 1 ? assume(left, holds, configuration) : !holds;
        }
        if (left instanceof Value.Named
                && right instanceof Value.Int(var number)
                && (number == model.queued() || number == model.again())) {
            // A constant that nobody knows is none of those with a meaning.
            return !holds || memory.terms().integer(left, configuration).equals(OptionalLong.of(number));
        }
        OptionalLong number = memory.terms().integer(right, configuration);
        if (number.isPresent()) {
            Facts known = configuration.factsOf(left);
            if (right instanceof Value.Named(var name) && holds && known.not().contains(name)) {
                return false;
            }
            return narrow(left, holds ? Ranges.of(number.getAsLong()) : known.ranges().without(number.getAsLong()), configuration);
        }
        if (isName(right) && !isConstant(left)) {
            return equalsName(left, right, holds, configuration);
        }
        return equalUnknowns(left, right, holds, configuration);
    }

    private static boolean equalsName(Value left, Value right, boolean holds, Configuration configuration) {
        String name = right instanceof Value.Named(var constant) ? constant : right.toString();
        Facts known = configuration.factsOf(left);
        if (!holds) {
            if (known.is().equals(Set.of(name))) {
                return false;
            }
            configuration.learn(left, known.withNot(name));
            return true;
        }
        boolean isOther = !known.is().isEmpty() && !known.is().contains(name);
        if (known.not().contains(name) || known.ranges().isSingle() || isOther) {
            return false;
        }
        Facts same = known.withIs(name);
        configuration.learn(left, right instanceof Value.Named ? same.withSet(new Flag.Named(name)) : same);
        return true;
    }

    private boolean equalUnknowns(Value left, Value right, boolean holds, Configuration configuration) {
        if (holds && configuration.factsOf(new Value.Term("==", List.of(left, right))).ranges().isOnly(0)) {
            return false;
        }
        if (holds && left instanceof Value.Unknown(var one) && right instanceof Value.Unknown(var two)
                && (configuration.objects.containsKey(one) || configuration.objects.containsKey(two))) {
            // The answer may be kept in a variable and asked for again.
            return decide(new Value.Term("==", List.of(left, right)), true, configuration)
                    && unified(one, two, configuration);
        }
        if (holds && left instanceof Value.Unknown(var one) && right instanceof Value.Unknown(var two)
                && (one.type() instanceof Type.Pointer || two.type() instanceof Type.Pointer)) {
            return decide(new Value.Term("==", List.of(left, right)), true, configuration)
                    && aliased(one, two, configuration);
        }
        if (!holds && left instanceof Value.Unknown(var one) && right instanceof Value.Unknown(var two)) {
            Equalities.noteOther(one, two, configuration);
            Equalities.noteOther(two, one, configuration);
        }
        if (holds) {
            OptionalLong one = memory.terms().integer(left, configuration);
            if (one.isPresent()) {
                return narrow(right, Ranges.of(one.getAsLong()), configuration);
            }
        }
        return Differences.canBe("==", left, right, holds, configuration)
                && decide(new Value.Term("==", List.of(left, right)), holds, configuration);
    }

    private static boolean unified(Symbol one, Symbol two, Configuration configuration) {
        Equalities.unify(one, two, configuration);
        return true;
    }

    private boolean aliased(Symbol one, Symbol two, Configuration configuration) {
        Ranges both = configuration
                .factsOf(new Value.Unknown(one))
                .ranges()
                .intersect(configuration.factsOf(new Value.Unknown(two)).ranges());
        return Equalities.alias(one, two, configuration).map(kept -> narrow(kept, both, configuration)).orElse(true);
    }

    /// Whether a value is a constant that is told apart from others by how it is written: a name, or a field of a
    /// command's number that has one.
    private static boolean isName(Value value) {
        return value instanceof Value.Named
                || value instanceof Value.Term(var operator, var operands)
                        && Opcode.isField(operator)
                        && operands.getFirst() instanceof Value.Named;
    }

    private static boolean isConstant(Value value) {
        return switch (value) {
            case Value.Int _, Value.Named _ -> true;
            case Value.Term(_, var operands) -> !Constructors.is(value) && operands.stream().allMatch(Assumptions::isConstant);
            case Value.Unknown _, Value.Address _, Value.Code _, Value.Opaque _ -> false;
        };
    }

    private boolean less(Value left, Value right, boolean holds, Configuration configuration) {
        if (!isNotNegative(left, configuration) || !isNotNegative(right, configuration)) {
            return false;
        }
        OptionalLong two = memory.terms().integer(right, configuration);
        if (two.isPresent() && !isConstant(left)) {
            long bound = two.getAsLong();
            return narrow(
                    left,
                    holds ? Ranges.between(Long.MIN_VALUE / 4, bound - 1) : Ranges.between(bound, Long.MAX_VALUE / 4),
                    configuration);
        }
        OptionalLong one = memory.terms().integer(left, configuration);
        if (one.isPresent() && !isConstant(right)) {
            long bound = one.getAsLong();
            return narrow(
                    right,
                    holds ? Ranges.between(bound + 1, Long.MAX_VALUE / 4) : Ranges.between(Long.MIN_VALUE / 4, bound),
                    configuration);
        }
        return Differences.canBe("<", left, right, holds, configuration)
                && decide(new Value.Term("<", List.of(left, right)), holds, configuration);
    }

    /// Notes that a number whose type has no sign is not below 0; false if it is known to be.
    private boolean isNotNegative(Value value, Configuration configuration) {
        if (!(value instanceof Value.Unknown(var symbol))
                || !(symbol.type() instanceof Type.Named(var type))
                || !Numbers.isUnsigned(type)) {
            return true;
        }
        Facts known = configuration.factsOf(value);
        Ranges ranges = known.ranges();
        return !ranges.isEmpty() && ranges.least() >= 0 || narrow(value, Ranges.between(0, Long.MAX_VALUE / 4), configuration);
    }

    private boolean mask(Value whole, Value left, Value right, boolean holds, Configuration configuration) {
        Value word = isConstant(left) ? right : left;
        List<Flag> flags = flagWords.flags(word, isConstant(left) ? left : right);
        if (flags.isEmpty() || isConstant(word)) {
            return decide(whole, holds, configuration);
        }
        return holds
                ? flagWords.anySet(word, flags, configuration) && (flags.size() == 1 || decide(whole, true, configuration))
                : flagWords.allClear(word, flags, configuration);
    }

    /// `(word & mask) == expected`: what that says of the flags, and which number the part of the word is.
    private boolean maskEquals(Value left, Value right, Value expected, boolean holds, Configuration configuration) {
        if (!flagsEqual(left, right, expected, holds, configuration)) {
            return false;
        }
        OptionalLong number = memory.terms().integer(expected, configuration);
        OptionalLong mask = memory.terms().integer(right, configuration);
        if (number.isEmpty() || mask.isEmpty() || Long.bitCount(mask.getAsLong()) < 2 || isConstant(left)) {
            return true;
        }
        var part = new Value.Term("&", List.of(left, right));
        return narrow(
                part,
                holds
                        ? Ranges.of(number.getAsLong())
                        : configuration.factsOf(part).ranges().without(number.getAsLong()),
                configuration);
    }

    private boolean flagsEqual(Value left, Value right, Value expected, boolean holds, Configuration configuration) {
        Value word = isConstant(left) ? right : left;
        Value mask = isConstant(left) ? left : right;
        List<Flag> flags = flagWords.flags(word, mask);
        List<Flag> wanted = flagWords.flags(word, expected);
        // A truth that is compared with `true`.
        boolean isTruth = expected.equals(new Value.Int(1))
                && !flags.contains(new Flag.Bit(0))
                && !flags.contains(flagWords.flags(word, expected).getFirst());
        if (flags.isEmpty() || isConstant(word)) {
            return decide(
                    new Value.Term("==", List.of(new Value.Term("&", List.of(left, right)), expected)),
                    holds,
                    configuration);
        }
        if (expected.equals(Value.ZERO) || isTruth) {
            return holds != isTruth
                    ? flagWords.allClear(word, flags, configuration)
                    : flagWords.anySet(word, flags, configuration)
                            && (flags.size() == 1
                                    || decide(new Value.Term("&", List.of(left, right)), true, configuration));
        }
        if (wanted.isEmpty() || !flags.containsAll(wanted)) {
            return decide(
                    new Value.Term("==", List.of(new Value.Term("&", List.of(left, right)), expected)),
                    holds,
                    configuration);
        }
        List<Flag> others = flags.stream().filter(flag -> !wanted.contains(flag)).toList();
        if (holds) {
            return flagWords.exactly(word, wanted, others, configuration);
        }
        Facts known = flagWords.known(word, configuration);
        List<Flag> open = wanted.stream().filter(flag -> !known.set().contains(flag)).toList();
        List<Flag> openOthers = others.stream().filter(flag -> !known.clear().contains(flag)).toList();
        if (open.isEmpty() && openOthers.isEmpty()) {
            return false;
        }
        if (open.size() == 1 && openOthers.isEmpty()) {
            flagWords.learn(word, List.of(), List.of(open.getFirst()), configuration);
        } else if (open.isEmpty() && openOthers.size() == 1) {
            flagWords.learn(word, List.of(openOthers.getFirst()), List.of(), configuration);
        }
        return true;
    }
}
