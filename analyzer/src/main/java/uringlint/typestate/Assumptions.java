package uringlint.typestate;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;

/// Narrows a configuration by a condition.
final class Assumptions {
    static final String ERROR = "an error pointer";

    private static final Set<String> LOGICAL = Set.of("==", "!=", "!", "<", ">", "<=", ">=");

    private final Memory memory;
    private final Configuration nothingKnown = new Configuration();

    private final VersionConditions conditions;
    private final Set<String> flagNames;
    private final Map<Integer, String> flagBits;

    Assumptions(Memory memory, ApiModel model) {
        this.memory = memory;
        this.conditions = new VersionConditions(model.version());
        this.flagNames = model.flags();
        this.flagBits = model.flagBits();
    }

    /// Narrows `configuration` to the case in which `value` is true (not zero) or false; says whether that case can be.
    boolean assume(Value value, boolean holds, Configuration configuration) {
        return switch (value) {
            case Value.Int(var number) -> number != 0 == holds;
            case Value.Named(var name) -> {
                if (name.startsWith("#if")) {
                    yield conditions.allows(name, holds);
                }
                OptionalLong number = memory.integer(value, configuration);
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
            case "<" -> less(value, operands.get(0), operands.get(1), holds, configuration);
            case ">" -> less(value, operands.get(1), operands.get(0), holds, configuration);
            case ">=" -> less(value, operands.get(0), operands.get(1), !holds, configuration);
            case "<=" -> less(value, operands.get(1), operands.get(0), !holds, configuration);
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

    boolean narrow(Value value, Ranges ranges, Configuration configuration) {
        if (value instanceof Value.Named) {
            // A constant has one value: one of the ways from here does not exist.
            configuration.marks.add(PathMark.Known.LOSSY);
        }
        Facts known = configuration.factsOf(value);
        Facts narrowed = known.withRanges(known.ranges().intersect(ranges));
        if (narrowed.isImpossible()) {
            return false;
        }
        configuration.learn(value, narrowed);
        return true;
    }

    private boolean errorPointer(Value pointer, boolean isError, Configuration configuration) {
        if (pointer instanceof Value.Address || pointer instanceof Value.Int) {
            return !isError;
        }
        if (pointer instanceof Value.Term(var operator, _) && operator.equals("ERR_PTR")) {
            return isError;
        }
        Facts known = configuration.factsOf(pointer);
        if (isError ? known.clear().contains(ERROR) : known.set().contains(ERROR)) {
            return false;
        }
        configuration.learn(pointer, isError ? known.withSet(ERROR).withRanges(known.ranges().without(0)) : known.withClear(ERROR));
        return !isError || !known.ranges().isOnly(0);
    }

    private boolean equal(Value whole, Value left, Value right, boolean holds, Configuration configuration) {
        if (isConstant(left) && !isConstant(right)) {
            return equal(whole, right, left, holds, configuration);
        }
        if (left instanceof Value.Term(var operator, var operands) && operator.equals("&")) {
            return maskEquals(whole, operands.get(0), operands.get(1), right, holds, configuration);
        }
        if (left instanceof Value.Term(var operator, var operands)
                && LOGICAL.contains(operator)
                && right instanceof Value.Int(var number)) {
            return number == 0 ? assume(left, !holds, configuration) : number == 1 ? assume(left, holds, configuration) : !holds;
        }
        OptionalLong number = memory.integer(right, configuration);
        if (number.isPresent()) {
            Facts known = configuration.factsOf(left);
            if (right instanceof Value.Named(var name) && holds && known.not().contains(name)) {
                return false;
            }
            return narrow(left, holds ? Ranges.of(number.getAsLong()) : known.ranges().without(number.getAsLong()), configuration);
        }
        if (right instanceof Value.Named(var name) && !isConstant(left)) {
            Facts known = configuration.factsOf(left);
            String is = "is " + name;
            if (holds) {
                if (known.not().contains(name) || known.ranges().isSingle() || isOther(known, is)) {
                    return false;
                }
                configuration.learn(left, known.withSet(is));
            } else {
                if (known.set().contains(is)) {
                    return false;
                }
                configuration.learn(left, known.withNot(name));
            }
            return true;
        }
        if (holds && configuration.factsOf(new Value.Term("==", List.of(left, right))).ranges().isOnly(0)) {
            return false;
        }
        if (holds && left instanceof Value.Unknown(var one) && right instanceof Value.Unknown(var two)
                && (configuration.objects.containsKey(one) || configuration.objects.containsKey(two))) {
            // The answer may be kept in a variable and asked for again.
            return decide(new Value.Term("==", List.of(left, right)), true, configuration) && unify(one, two, configuration);
        }
        if (holds) {
            OptionalLong one = memory.integer(left, configuration);
            if (one.isPresent()) {
                return narrow(right, Ranges.of(one.getAsLong()), configuration);
            }
        }
        return decide(new Value.Term("==", List.of(left, right)), holds, configuration);
    }

    /// Two pointers that are equal point to one object: the one that the path must give back is kept, the other is a name for it.
    private boolean unify(Symbol one, Symbol two, Configuration configuration) {
        ObjectState first = configuration.objects.get(one);
        ObjectState second = configuration.objects.get(two);
        boolean keepFirst = second == null || first != null && isOwn(first) || !isOwn(second);
        Symbol kept = keepFirst ? one : two;
        Symbol other = keepFirst ? two : one;
        var value = new Value.Unknown(kept);
        ObjectState lost = configuration.objects.remove(other);
        configuration.store.replaceAll((_, stored) -> stored.equals(new Value.Unknown(other)) ? value : stored);
        if (other.origin() instanceof Symbol.Origin.Initial(var home) && (lost == null || lost.taken() == ObjectState.Taken.NO)
                && !configuration.store.containsKey(home)) {
            configuration.store.put(home, value);
        }
        return true;
    }

    private static boolean isOwn(ObjectState state) {
        return state.source() == ObjectState.Source.ISSUED || state.source() == ObjectState.Source.ARRIVED || state.source() == ObjectState.Source.SHARED;
    }

    private static boolean isOther(Facts known, String is) {
        for (String set : known.set()) {
            if (set.startsWith("is ") && !set.equals(is)) {
                return true;
            }
        }
        return false;
    }

    private static boolean isConstant(Value value) {
        return value instanceof Value.Int || value instanceof Value.Named;
    }

    private boolean less(Value whole, Value left, Value right, boolean holds, Configuration configuration) {
        OptionalLong two = memory.integer(right, configuration);
        if (two.isPresent() && !isConstant(left)) {
            long bound = two.getAsLong();
            return narrow(left, holds ? Ranges.between(Long.MIN_VALUE / 4, bound - 1) : Ranges.between(bound, Long.MAX_VALUE / 4), configuration);
        }
        OptionalLong one = memory.integer(left, configuration);
        if (one.isPresent() && !isConstant(right)) {
            long bound = one.getAsLong();
            return narrow(right, holds ? Ranges.between(bound + 1, Long.MAX_VALUE / 4) : Ranges.between(Long.MIN_VALUE / 4, bound), configuration);
        }
        return decide(new Value.Term("<", List.of(left, right)), holds, configuration);
    }

    /// The single flags of a mask, by name; empty if it has a part that is no flag.
    static List<String> flags(Value mask) {
        var names = new ArrayList<String>();
        return collect(mask, names) ? names : List.of();
    }

    /// The same, with the names of the API where the word is one that an entry point was called with and the mask has other names or numbers.
    private List<String> flags(Value word, Value mask) {
        List<String> plain = flags(mask);
        boolean isOwn = word instanceof Value.Unknown(var symbol) && symbol.origin() instanceof Symbol.Origin.Parameter && !(symbol.type() instanceof uringlint.ir.Type.Pointer);
        if (!isOwn || plain.isEmpty()) {
            return plain;
        }
        var names = new ArrayList<String>();
        for (String name : plain) {
            OptionalLong number = name.startsWith("bit ") ? OptionalLong.of(1L << Integer.parseInt(name.substring(4)))
                    : flagNames.contains(name) ? OptionalLong.empty() : memory.integer(new Value.Named(name), nothingKnown);
            boolean isBit = number.isPresent() && Long.bitCount(number.getAsLong() & 0xffff_ffffL) == 1;
            String known = isBit ? flagBits.get(Long.numberOfTrailingZeros(number.getAsLong() & 0xffff_ffffL)) : null;
            names.add(known == null ? name : known);
        }
        return names;
    }

    private static boolean collect(Value mask, List<String> names) {
        switch (mask) {
            case Value.Named(var name) -> names.add(name);
            case Value.Int(var bits) -> {
                for (int bit = 0; bit < 63; bit++) {
                    if ((bits >> bit & 1) != 0) {
                        names.add("bit " + bit);
                    }
                }
                return bits > 0;
            }
            case Value.Term(var operator, var operands) when operator.equals("|") -> {
                for (Value operand : operands) {
                    if (!collect(operand, names)) {
                        return false;
                    }
                }
            }
            case Value.Term(var operator, var operands)
                    when operator.equals("<<") && operands.getFirst().equals(new Value.Int(1)) && operands.getLast() instanceof Value.Named(var bit) ->
                names.add("1<<" + bit);
            default -> {
                return false;
            }
        }
        return true;
    }

    private boolean mask(Value whole, Value left, Value right, boolean holds, Configuration configuration) {
        Value word = isConstant(left) ? right : left;
        List<String> flags = flags(word, isConstant(left) ? left : right);
        if (flags.isEmpty() || isConstant(word)) {
            return decide(whole, holds, configuration);
        }
        return holds ? anySet(word, flags, configuration) : allClear(word, flags, configuration);
    }

    private boolean anySet(Value word, List<String> flags, Configuration configuration) {
        Facts known = known(word, configuration);
        var open = new ArrayList<>(flags);
        open.removeAll(known.clear());
        if (open.isEmpty()) {
            return false;
        }
        if (open.size() == 1) {
            configuration.learn(word, known.withSet(open.getFirst()));
        }
        return true;
    }

    private boolean allClear(Value word, List<String> flags, Configuration configuration) {
        Facts known = known(word, configuration);
        for (String flag : flags) {
            if (known.set().contains(flag)) {
                return false;
            }
            known = known.withClear(flag);
        }
        configuration.learn(word, known);
        return true;
    }

    private boolean allSet(Value word, List<String> flags, Configuration configuration) {
        Facts known = known(word, configuration);
        for (String flag : flags) {
            if (known.clear().contains(flag)) {
                return false;
            }
            known = known.withSet(flag);
        }
        configuration.learn(word, known);
        return true;
    }

    /// What is known of a flag word, seen through `| flag` and `& ~flag`.
    Facts known(Value word, Configuration configuration) {
        Facts own = configuration.factsOf(word);
        if (word instanceof Value.Term(var operator, var operands)) {
            Value base = operands.getFirst();
            if (operator.equals("|")) {
                Facts inner = known(base, configuration);
                for (String flag : inner.set()) {
                    own = own.withSet(flag);
                }
                for (String flag : flags(operands.getLast())) {
                    own = own.withSet(flag);
                }
                for (String flag : inner.clear()) {
                    if (!flags(operands.getLast()).contains(flag)) {
                        own = own.withClear(flag);
                    }
                }
            } else if (operator.equals("&") && operands.getLast() instanceof Value.Term(var not, var negated) && not.equals("~")) {
                Facts inner = known(base, configuration);
                for (String flag : inner.set()) {
                    if (!flags(negated.getFirst()).contains(flag)) {
                        own = own.withSet(flag);
                    }
                }
                for (String flag : inner.clear()) {
                    own = own.withClear(flag);
                }
                for (String flag : flags(negated.getFirst())) {
                    own = own.withClear(flag);
                }
            }
        }
        return own;
    }

    /// `(word & mask) == right`
    private boolean maskEquals(Value whole, Value left, Value right, Value expected, boolean holds, Configuration configuration) {
        Value word = isConstant(left) ? right : left;
        Value mask = isConstant(left) ? left : right;
        List<String> flags = flags(word, mask);
        if (flags.isEmpty()) {
            return decide(new Value.Term("==", List.of(new Value.Term("&", List.of(left, right)), expected)), holds, configuration);
        }
        if (expected.equals(Value.ZERO)) {
            return holds ? allClear(word, flags, configuration) : anySet(word, flags, configuration);
        }
        if (flags(word, expected).equals(flags)) {
            if (holds) {
                return allSet(word, flags, configuration);
            }
            Facts known = known(word, configuration);
            var open = new ArrayList<>(flags);
            open.removeAll(known.set());
            if (open.isEmpty()) {
                return false;
            }
            if (open.size() == 1) {
                configuration.learn(word, known.withClear(open.getFirst()));
            }
            return true;
        }
        return decide(new Value.Term("==", List.of(new Value.Term("&", List.of(left, right)), expected)), holds, configuration);
    }
}
