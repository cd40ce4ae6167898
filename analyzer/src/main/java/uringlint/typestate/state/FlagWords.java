// SPDX-License-Identifier: Apache-2.0

package uringlint.typestate.state;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.Set;
import uringlint.typestate.protocol.ApiModel;
import uringlint.typestate.value.Facts;
import uringlint.typestate.value.Flag;
import uringlint.typestate.value.Symbol;
import uringlint.typestate.value.Value;

/// What is known of the single flags in a word.
public final class FlagWords {
    private final Terms terms;
    private final ApiModel model;
    private final Configuration nothingKnown = new Configuration();

    FlagWords(Terms terms, ApiModel model) {
        this.terms = terms;
        this.model = model;
    }

    /// The single flags of a mask; empty if it has a part that is no flag.
    public static List<Flag> flags(Value mask) {
        var flags = new ArrayList<Flag>();
        return collect(mask, flags) ? flags : List.of();
    }

    /// The same, with the names of the API where the word is one that an entry point was called with and the mask has
    /// other names or numbers.
    List<Flag> flags(Value word, Value mask) {
        List<Flag> plain = flags(mask);
        boolean isOwn = word instanceof Value.Unknown(var symbol)
                && symbol.origin() instanceof Symbol.Origin.Parameter
                && !(symbol.type() instanceof uringlint.ir.Type.Pointer);
        return isOwn ? plain.stream().map(this::ofApi).toList() : plain;
    }

    private Flag ofApi(Flag flag) {
        OptionalLong number = switch (flag) {
            case Flag.Bit(var bit) -> OptionalLong.of(1L << bit);
            case Flag.Named(var name) ->
                model.flags().contains(name)
                        ? OptionalLong.empty()
                        : terms.integer(new Value.Named(name), nothingKnown);
            case Flag.Shifted _ -> OptionalLong.empty();
        };
        boolean isBit = number.isPresent() && Long.bitCount(number.getAsLong() & 0xffff_ffffL) == 1;
        String known = isBit ? model.flagBits().get(Long.numberOfTrailingZeros(number.getAsLong() & 0xffff_ffffL)) : null;
        return known == null ? flag : new Flag.Named(known);
    }

    private static boolean collect(Value mask, List<Flag> flags) {
        switch (mask) {
            case Value.Named(var name) -> flags.add(new Flag.Named(name));
            case Value.Int(var bits) -> {
                for (int bit = 0; bit < 63; bit++) {
                    if ((bits >> bit & 1) != 0) {
                        flags.add(new Flag.Bit(bit));
                    }
                }
                return bits > 0;
            }
            case Value.Term(var operator, var operands) when operator.equals("|") -> {
                for (Value operand : operands) {
                    if (!collect(operand, flags)) {
                        return false;
                    }
                }
            }
            case Value.Term(var operator, var operands)
            when operator.equals("<<")
                    && operands.getFirst().equals(new Value.Int(1))
                    && operands.getLast() instanceof Value.Named(var bit) -> flags.add(new Flag.Shifted(bit));
            case Value.Term _, Value.Unknown _, Value.Address _, Value.Code _, Value.Opaque _ -> {
                return false;
            }
        }
        return true;
    }

    boolean anySet(Value word, List<Flag> flags, Configuration configuration) {
        Facts known = known(word, configuration);
        var open = new ArrayList<>(flags);
        open.removeAll(known.clear());
        if (open.isEmpty()) {
            return false;
        }
        if (open.size() == 1) {
            learn(word, List.of(open.getFirst()), List.of(), configuration);
        }
        return true;
    }

    boolean allClear(Value word, List<Flag> flags, Configuration configuration) {
        return exactly(word, List.of(), flags, configuration);
    }

    /// Some flags are set and others clear.
    boolean exactly(Value word, List<Flag> set, List<Flag> clear, Configuration configuration) {
        Facts known = known(word, configuration);
        if (set.stream().anyMatch(known.clear()::contains) || clear.stream().anyMatch(known.set()::contains)) {
            return false;
        }
        learn(word, set, clear, configuration);
        return true;
    }

    /// Notes flags of a word that are set or clear, and what that says of the word that it was made of by `| flag`, `& ~flag`
    /// or `& mask`: all but of the flags that this changed. Flags with different names are different flags.
    void learn(Value word, List<Flag> set, List<Flag> clear, Configuration configuration) {
        Facts facts = known(word, configuration);
        for (Flag flag : set) {
            facts = facts.withSet(flag);
        }
        for (Flag flag : clear) {
            facts = facts.withClear(flag);
        }
        configuration.learn(word, facts);
        if (word instanceof Value.Term(var operator, var operands) && operands.size() == 2) {
            Value inner = operands.getFirst();
            Value mask = operands.getLast();
            if (operator.equals("|")) {
                List<Flag> added = flags(mask);
                learnInner(inner, added.isEmpty() ? List.of() : without(set, added), clear, configuration);
            } else if (operator.equals("&")
                    && mask instanceof Value.Term(var not, var negated)
                    && not.equals("~")) {
                List<Flag> dropped = flags(negated.getFirst());
                learnInner(inner, set, dropped.isEmpty() ? List.of() : without(clear, dropped), configuration);
            } else if (operator.equals("&")) {
                List<Flag> kept = flags(mask);
                learnInner(inner, set, clear.stream().filter(kept::contains).toList(), configuration);
            }
        }
    }

    private void learnInner(Value inner, List<Flag> set, List<Flag> clear, Configuration configuration) {
        boolean isWord = inner instanceof Value.Unknown || inner instanceof Value.Term;
        if (isWord && !(set.isEmpty() && clear.isEmpty())) {
            learn(inner, set, clear, configuration);
        }
    }

    private static List<Flag> without(List<Flag> flags, List<Flag> changed) {
        return flags.stream().filter(flag -> !changed.contains(flag)).toList();
    }

    /// What is known of a flag word, seen through `| flag` and `& ~flag`.
    public Facts known(Value word, Configuration configuration) {
        Facts own = configuration.factsOf(word);
        if (word instanceof Value.Term(var operator, var operands) && !operands.isEmpty()) {
            Facts inner = known(operands.getFirst(), configuration);
            if (operator.equals("|")) {
                List<Flag> added = flags(operands.getLast());
                own = with(own, inner.set(), inner.clear(), added);
                for (Flag flag : added) {
                    own = own.withSet(flag);
                }
            } else if (operator.equals("&")
                    && operands.getLast() instanceof Value.Term(var not, var negated)
                    && not.equals("~")) {
                List<Flag> dropped = flags(negated.getFirst());
                own = with(own, inner.set(), inner.clear(), dropped);
                for (Flag flag : dropped) {
                    own = own.withClear(flag);
                }
            } else if (operator.equals("&")) {
                List<Flag> kept = flags(operands.getLast());
                for (Flag flag : inner.clear()) {
                    own = own.withClear(flag);
                }
                for (Flag flag : inner.set()) {
                    own = kept.contains(flag) ? own.withSet(flag) : own;
                }
            }
        }
        return own;
    }

    /// Facts with those of an inner word, but for the flags that the outer one changes.
    private static Facts with(Facts own, Set<Flag> set, Set<Flag> clear, List<Flag> changed) {
        Facts all = own;
        for (Flag flag : set) {
            all = changed.contains(flag) ? all : all.withSet(flag);
        }
        for (Flag flag : clear) {
            all = changed.contains(flag) ? all : all.withClear(flag);
        }
        return all;
    }
}
