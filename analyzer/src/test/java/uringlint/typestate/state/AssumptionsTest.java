// SPDX-License-Identifier: Apache-2.0

package uringlint.typestate.state;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import uringlint.ir.Type;
import uringlint.typestate.Tickets;
import uringlint.typestate.value.Facts;
import uringlint.typestate.value.Flag;
import uringlint.typestate.value.Symbol;
import uringlint.typestate.value.SymbolTable;
import uringlint.typestate.value.Value;

/// What a condition says about the values in it.
class AssumptionsTest {
    private static final Value.Named A = new Value.Named("FLAG_A");
    private static final Value.Named B = new Value.Named("FLAG_B");

    private final SymbolTable symbols = new SymbolTable();
    private final Memory memory = new Memory(Tickets.index("const KNOWN = 4\n"), Tickets.model(), symbols, new HandOffs());
    private final Assumptions assumptions = new Assumptions(memory, Tickets.model());
    private final Configuration configuration = new Configuration();
    private final Value word = unknown("word");

    private Value unknown(String name) {
        return new Value.Unknown(symbols.of(new Symbol.Origin.Made("here", Symbol.What.value(name), 0), Type.UNKNOWN));
    }

    private static Value term(String operator, Value... operands) {
        return new Value.Term(operator, List.of(operands));
    }

    private boolean assume(Value value, boolean holds) {
        return assumptions.assume(value, holds, configuration);
    }

    private boolean can(Value value, boolean holds) {
        return assumptions.assume(value, holds, configuration.copy());
    }

    private Facts facts() {
        return configuration.factsOf(word);
    }

    @Test
    void constantsAreWhatTheyAre() {
        assertThat(can(new Value.Int(3), true)).isTrue();
        assertThat(can(new Value.Int(3), false)).isFalse();
        assertThat(can(Value.ZERO, true)).isFalse();
        assertThat(can(new Value.Named("KNOWN"), true)).isTrue();
        assertThat(can(new Value.Named("KNOWN"), false)).isFalse();
        assertThat(can(new Value.Code("f"), false)).isFalse();
        assertThat(can(new Value.Address(Memory.local("f", "x")), true)).isTrue();
        assertThat(can(Value.OPAQUE, true) && can(Value.OPAQUE, false)).isTrue();
    }

    @Test
    void truthIsRemembered() {
        assertThat(assume(word, true)).isTrue();
        assertThat(facts().ranges().contains(0)).isFalse();
        assertThat(can(word, false)).isFalse();
        assertThat(can(term("!", word), true)).isFalse();
        assertThat(can(term("==", word, Value.ZERO), true)).isFalse();
        assertThat(can(term("!=", Value.ZERO, word), true)).isTrue();
    }

    @Test
    void comparisonsNarrow() {
        assertThat(assume(term("<", word, new Value.Int(10)), true)).isTrue();
        assertThat(assume(term(">=", word, new Value.Int(3)), true)).isTrue();
        assertThat(assume(term(">", new Value.Int(8), word), true)).isTrue();
        assertThat(assume(term("<=", new Value.Int(4), word), true)).isTrue();
        assertThat(facts().ranges()).hasToString("{4..7}");
        assertThat(assume(term("==", word, new Value.Int(5)), false)).isTrue();
        assertThat(facts().ranges()).hasToString("{4, 6..7}");
        assertThat(can(term("==", word, new Value.Named("KNOWN")), true)).isTrue();
        assertThat(can(term("==", word, new Value.Int(5)), true)).isFalse();
        assertThat(can(term(">", word, new Value.Int(7)), true)).isFalse();
    }

    @Test
    void unknownComparisonsAreRememberedAsAWhole() {
        Value other = unknown("other");
        assertThat(assume(term("<", word, other), true)).isTrue();
        assertThat(can(term("<", word, other), false)).isFalse();
        assertThat(can(term(">", other, word), false)).isFalse();
        assertThat(can(term(">=", word, other), true)).isFalse();
        assertThat(can(term("==", word, other), true)).isFalse();
        Value same = unknown("same");
        assertThat(assume(term("==", word, same), true)).isTrue();
        assertThat(can(term("!=", word, same), true)).isFalse();
        assertThat(assume(term("weird", word), true)).isTrue();
        assertThat(can(term("weird", word), false)).isFalse();
    }

    @Test
    void comparisonsSayWhatTheDifferenceIs() {
        Value count = unknown("count");
        Value next = term("+", word, new Value.Int(1));
        assertThat(assume(term("<", word, count), true)).isTrue();
        assertThat(can(term("<", next, count), true)).isTrue();
        assertThat(can(term("<", next, count), false)).isTrue();
        assertThat(assume(term("==", word, term("-", count, new Value.Int(1))), false)).isTrue();
        assertThat(can(term("<", next, count), false)).isFalse();
        assertThat(can(term("==", next, count), true)).isFalse();
    }

    @Test
    void comparisonsOfComparisonsAreSeenThrough() {
        Value isNine = term("==", word, new Value.Int(9));
        assertThat(assume(term("==", isNine, Value.ZERO), true)).isTrue();
        assertThat(facts().ranges().contains(9)).isFalse();
        Value isTen = term("==", word, new Value.Int(10));
        assertThat(assume(term("==", isTen, new Value.Int(1)), true)).isTrue();
        assertThat(facts().ranges()).hasToString("{10}");
        assertThat(can(term("==", isTen, new Value.Int(2)), true)).isFalse();
        assertThat(can(term("==", term("!", word), Value.ZERO), false)).isFalse();
    }

    @Test
    void namesExcludeOneAnother() {
        Value operation = new Value.Named("OP_READ");
        assertThat(assume(term("==", word, operation), true)).isTrue();
        assertThat(can(term("==", word, new Value.Named("OP_WRITE")), true)).isFalse();
        assertThat(can(term("==", operation, word), false)).isFalse();
    }

    @Test
    void namesThatWereRuledOutStayOut() {
        Value operation = new Value.Named("OP_READ");
        assertThat(assume(term("!=", word, operation), true)).isTrue();
        assertThat(can(term("==", word, operation), true)).isFalse();
        assertThat(can(term("==", word, new Value.Named("OP_WRITE")), true)).isTrue();
    }

    @Test
    void oneFlagIsSetOrClear() {
        assertThat(assume(term("&", word, A), true)).isTrue();
        assertThat(facts().set()).extracting(Flag::toString).containsExactly("FLAG_A");
        assertThat(can(term("&", A, word), false)).isFalse();
        assertThat(can(term("==", term("&", word, A), Value.ZERO), true)).isFalse();
        assertThat(can(term("==", term("&", word, A), A), false)).isFalse();
        assertThat(assume(term("&", word, B), false)).isTrue();
        assertThat(can(term("!=", term("&", B, word), Value.ZERO), true)).isFalse();
        assertThat(can(term("==", term("&", word, B), B), true)).isFalse();
    }

    @Test
    void ofSeveralFlagsOneIsSetOrAllAreClear() {
        Value both = term("|", A, B);
        assertThat(can(term("&", word, both), true)).isTrue();
        assertThat(assume(term("&", word, A), false)).isTrue();
        assertThat(assume(term("&", word, both), true)).isTrue();
        assertThat(facts().set()).extracting(Flag::toString).containsExactly("FLAG_B");
        assertThat(can(term("&", word, both), false)).isFalse();
        assertThat(can(term("==", term("&", word, both), both), true)).isFalse();
    }

    @Test
    void allOfSeveralFlagsAreSet() {
        Value both = term("|", A, B);
        assertThat(assume(term("==", term("&", word, both), both), true)).isTrue();
        assertThat(facts().set()).extracting(Flag::toString).containsExactly("FLAG_A", "FLAG_B");
        assertThat(can(term("&", word, B), false)).isFalse();
        assertThat(can(term("==", term("&", word, both), both), false)).isFalse();
    }

    @Test
    void ofSeveralFlagsTheOtherIsClear() {
        Value both = term("|", A, B);
        assertThat(assume(term("&", word, A), true)).isTrue();
        assertThat(assume(term("==", term("&", word, both), both), false)).isTrue();
        assertThat(facts().clear()).extracting(Flag::toString).containsExactly("FLAG_B");
        assertThat(assume(term("&", word, term("|", B, new Value.Named("FLAG_C"))), false)).isTrue();
        assertThat(facts().clear()).extracting(Flag::toString).containsExactly("FLAG_B", "FLAG_C");
    }

    @Test
    void bitsAndShiftsAreFlagsToo() {
        assertThat(FlagWords.flags(new Value.Int(5))).extracting(Flag::toString).containsExactly("bit 0", "bit 2");
        assertThat(FlagWords.flags(term("<<", new Value.Int(1), A))).extracting(Flag::toString).containsExactly("1<<FLAG_A");
        assertThat(FlagWords.flags(term("|", A, new Value.Int(0)))).isEmpty();
        assertThat(FlagWords.flags(term("|", A, word))).isEmpty();
        assertThat(assume(term("&", word, new Value.Int(4)), true)).isTrue();
        assertThat(can(term("&", word, new Value.Int(4)), false)).isFalse();
    }

    @Test
    void unknownMasksAreRememberedAsAWhole() {
        Value mask = unknown("mask");
        assertThat(assume(term("&", word, mask), true)).isTrue();
        assertThat(can(term("&", word, mask), false)).isFalse();
        assertThat(assume(term("==", term("&", word, mask), A), true)).isTrue();
        assertThat(can(term("==", term("&", word, mask), A), false)).isFalse();
        Value both = term("|", A, B);
        assertThat(assume(term("==", term("&", word, both), A), true)).isTrue();
        assertThat(can(term("==", term("&", word, both), A), false)).isFalse();
    }

    @Test
    void setAndClearedFlagsAreSeenThroughTheOperators() {
        assertThat(can(term("&", term("|", word, A), A), false)).isFalse();
        assertThat(can(term("&", term("&", word, term("~", A)), A), true)).isFalse();
        assertThat(assume(term("&", word, B), true)).isTrue();
        assertThat(can(term("&", term("|", word, A), B), false)).isFalse();
        assertThat(can(term("&", term("&", word, term("~", A)), B), false)).isFalse();
        assertThat(can(term("&", term("&", word, term("~", B)), B), true)).isFalse();
        assertThat(assume(term("&", word, A), false)).isTrue();
        assertThat(can(term("&", term("|", word, B), A), true)).isFalse();
        assertThat(can(term("&", term("&", word, term("~", B)), A), true)).isFalse();
    }

    @Test
    void errorPointersAreNeitherNullNorObjects() {
        Value test = term("IS_ERR", word);
        assertThat(can(term("IS_ERR", new Value.Address(Memory.local("f", "x"))), true)).isFalse();
        assertThat(can(term("IS_ERR", term("ERR_PTR", new Value.Int(-5))), false)).isFalse();
        Configuration isError = configuration.copy();
        assertThat(assumptions.assume(test, true, isError)).isTrue();
        assertThat(assumptions.assume(test, false, isError.copy())).isFalse();
        assertThat(assumptions.assume(word, false, isError.copy())).isFalse();
        assertThat(assume(term("IS_ERR_OR_NULL", word), false)).isTrue();
        assertThat(can(test, true)).isFalse();
        assertThat(can(word, false)).isFalse();
        assertThat(can(term("IS_ERR_OR_NULL", unknown("other")), true)).isTrue();
    }

    @Test
    void anUnknownConstantIsAValueLikeAnyOther() {
        var constant = new Value.Named("CONFIG_X");
        assertThat(can(constant, false)).isTrue();
        assertThat(assume(constant, true)).isTrue();
        assertThat(can(constant, false)).isFalse();
        assertThat(can(term("==", constant, Value.ZERO), true)).isFalse();
        assertThat(can(term("==", constant, new Value.Int(3)), true)).isTrue();
    }

    @Test
    void anUnknownConstantIsNoneOfThoseWithAMeaning() {
        assertThat(can(term("==", new Value.Named("CONFIG_X"), new Value.Int(Tickets.QUEUED)), true)).isFalse();
        assertThat(can(term("==", new Value.Named("CONFIG_X"), new Value.Int(Tickets.QUEUED)), false)).isTrue();
    }

    @Test
    void theOrderOfFlagsAndOfSidesDoesNotMatter() {
        Value both = term("|", A, B);
        assertThat(assume(term("!=", term("|", B, A), term("&", word, both)), false)).isTrue();
        assertThat(facts().set()).extracting(Flag::toString).containsExactly("FLAG_A", "FLAG_B");
    }

    @Test
    void aMaskCanHaveFlagsSetAndOthersClear() {
        assertThat(assume(term("==", term("&", word, term("|", A, B)), A), true)).isTrue();
        assertThat(facts().set()).extracting(Flag::toString).containsExactly("FLAG_A");
        assertThat(facts().clear()).extracting(Flag::toString).containsExactly("FLAG_B");
    }
}
