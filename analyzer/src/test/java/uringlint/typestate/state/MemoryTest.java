// SPDX-License-Identifier: Apache-2.0

package uringlint.typestate.state;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import uringlint.ir.Type;
import uringlint.typestate.Generated;
import uringlint.typestate.protocol.ObjectState;
import uringlint.typestate.value.Constructors;
import uringlint.typestate.value.Facts;
import uringlint.typestate.value.MemoryLocation;
import uringlint.typestate.value.Ranges;
import uringlint.typestate.value.Symbol;
import uringlint.typestate.value.Value;

/// What operators give, and what writes change.
class MemoryTest {
    private final Generated generated = new Generated(61);
    private final Memory memory = generated.memory;
    private final Configuration configuration = new Configuration();
    private final Value flags = new Value.Unknown(generated.flags);
    private final Value ticket = new Value.Unknown(generated.ticket);
    private final MemoryLocation box = Memory.local("f", "box");

    private Value apply(String operator, Value... values) {
        return memory.terms().apply(operator, List.of(values), configuration);
    }

    private static Value number(long value) {
        return new Value.Int(value);
    }

    @Test
    void numbersAreComputed() {
        assertThat(apply("+", number(3), number(4))).isEqualTo(number(7));
        assertThat(apply("&", number(6), number(3))).isEqualTo(number(2));
        assertThat(apply("|", number(6), number(3))).isEqualTo(number(7));
        assertThat(apply("<", number(3), number(4))).isEqualTo(number(1));
        assertThat(apply("-", number(3))).isEqualTo(number(-3));
        assertThat(apply("!", number(3))).isEqualTo(Value.ZERO);
        assertThat(apply("~", number(0))).isEqualTo(number(-1));
        assertThat(apply("-", new Value.Named("KNOWN"))).isEqualTo(number(-4));
        assertThat(apply("~", new Value.Named("KNOWN"))).as("flags keep their names").isInstanceOf(Value.Term.class);
        assertThat(apply("+", new Value.Named("KNOWN"), number(1))).isEqualTo(number(5));
        assertThat(apply("/", number(1), number(0))).isInstanceOf(Value.Term.class);
        configuration.learn(flags, Facts.NOTHING.withRanges(Ranges.of(5)));
        assertThat(apply("+", flags, number(1))).isEqualTo(number(6));
    }

    @Test
    void nothingChangesByZero() {
        for (String operator : List.of("+", "-", "|")) {
            assertThat(apply(operator, flags, Value.ZERO)).as(operator).isEqualTo(flags);
        }
        assertThat(apply("|", Value.ZERO, flags)).isEqualTo(flags);
        assertThat(apply("&", Value.ZERO, flags)).isEqualTo(Value.ZERO);
        assertThat(apply("&", flags, Value.ZERO)).isEqualTo(Value.ZERO);
        assertThat(apply("-", Value.ZERO, flags)).isInstanceOf(Value.Term.class);
        assertThat(apply("*", flags, Value.ZERO)).isInstanceOf(Value.Term.class);
    }

    @Test
    void aValueIsEqualToItself() {
        for (String operator : List.of("==", "<=", ">=")) {
            assertThat(apply(operator, flags, flags)).as(operator).isEqualTo(number(1));
        }
        for (String operator : List.of("!=", "<", ">")) {
            assertThat(apply(operator, flags, flags)).as(operator).isEqualTo(Value.ZERO);
        }
        assertThat(apply("==", Value.OPAQUE, Value.OPAQUE)).isInstanceOf(Value.Term.class);
        assertThat(apply("+", flags, flags)).isInstanceOf(Value.Term.class);
        assertThat(apply("==", flags, ticket)).isInstanceOf(Value.Term.class);
    }

    @Test
    void addressesOfOnesOwnAreNotNull() {
        var code = new Value.Code("f");
        var local = new Value.Address(box);
        var inside = new Value.Address(Generated.pointee(generated.ticket).field("pad"));
        for (Value address : List.of(code, local)) {
            assertThat(apply("==", address, Value.ZERO)).isEqualTo(Value.ZERO);
            assertThat(apply("!=", Value.ZERO, address)).isEqualTo(number(1));
            assertThat(apply("!", address)).isEqualTo(Value.ZERO);
            assertThat(apply("==", address, number(1))).isInstanceOf(Value.Term.class);
        }
        assertThat(apply("==", inside, Value.ZERO)).isInstanceOf(Value.Term.class);
        assertThat(apply("!", flags)).isInstanceOf(Value.Term.class);
        assertThat(apply("==", new Value.Named("A"), new Value.Named("B"))).isEqualTo(Value.ZERO);
        assertThat(apply("!=", new Value.Named("A"), new Value.Named("B"))).isEqualTo(number(1));
        assertThat(apply("<", new Value.Named("A"), new Value.Named("B"))).isInstanceOf(Value.Term.class);
    }

    @Test
    void termsAreFourDeep() {
        Value term = flags;
        for (int depth = 0; depth < 4; depth++) {
            term = apply("*", term, number(3));
            assertThat(term).isInstanceOf(Value.Term.class);
        }
        assertThat(apply("*", term, number(3))).isEqualTo(Value.OPAQUE);
        assertThat(apply("!", term)).isEqualTo(Value.OPAQUE);
    }

    @Test
    void aNewValueIsNoneThatThePathKnows() {
        Symbol.What what = Symbol.What.value("x");
        Value first = memory.make("f/0.1", what, Type.UNKNOWN, configuration);
        assertThat(memory.make("f/0.1", what, Type.UNKNOWN, configuration)).as("nobody holds it").isEqualTo(first);
        Symbol symbol = first instanceof Value.Unknown(var made) ? made : generated.made;
        MemoryLocation inside = Generated.pointee(symbol).field("a");
        List<java.util.function.Consumer<Configuration>> holders = List.of(
                one -> one.store.put(box, first),
                one -> one.store.put(inside, Value.ZERO),
                one -> one.store.put(box, new Value.Address(inside)),
                one -> one.store.put(box, new Value.Term("+", List.of(number(1), first))),
                one -> one.learn(first, Facts.NOTHING.withIs("A")),
                one -> one.fresh.add(symbol),
                one -> one.objects.put(symbol, ObjectState.of(ObjectState.Source.FOUND)),
                one -> one.objects.put(generated.initial(inside), ObjectState.of(ObjectState.Source.FOUND)));
        for (var holder : holders) {
            Configuration held = configuration.copy();
            holder.accept(held);
            assertThat(memory.make("f/0.1", what, Type.UNKNOWN, held)).isNotEqualTo(first);
            Dependence.discard(symbol, held);
            assertThat(memory.make("f/0.1", what, Type.UNKNOWN, held)).isEqualTo(first);
        }
        for (int generation = 0; generation < 3; generation++) {
            Value next = memory.make("f/0.1", what, Type.UNKNOWN, configuration);
            configuration.store.put(Memory.local("f", "x" + generation), next);
        }
        Value last = memory.make("f/0.1", what, Type.UNKNOWN, configuration);
        configuration.store.put(Memory.local("f", "last"), last);
        assertThat(memory.make("f/0.1", what, Type.UNKNOWN, configuration)).as("the oldest is given up").isEqualTo(last);
        assertThat(configuration.store).containsEntry(Memory.local("f", "last"), Value.OPAQUE);
    }

    @Test
    void partsOfAWholeAreReadAndWritten() {
        configuration.store.put(box, Constructors.of("Pair", List.of("a", "b"), List.of(number(1), flags)));
        assertThat(memory.peek(box.field("a"), Type.UNKNOWN, configuration)).isEqualTo(number(1));
        assertThat(memory.peek(box.field("c"), Type.UNKNOWN, configuration)).isEqualTo(Value.OPAQUE);
        memory.write(box.field("a"), number(2), configuration);
        assertThat(memory.peek(box.field("a"), Type.UNKNOWN, configuration)).isEqualTo(number(2));
        assertThat(memory.peek(box.field("b"), Type.UNKNOWN, configuration)).isEqualTo(flags);
        assertThat(memory.peek(box, Type.UNKNOWN, configuration))
                .isEqualTo(Constructors.of("Pair", List.of("a", "b"), List.of(number(2), flags)));
        memory.write(box, Value.ZERO, configuration);
        assertThat(configuration.store).containsOnlyKeys(box);
        assertThat(memory.peek(box.field("b"), Type.UNKNOWN, configuration)).isEqualTo(Value.ZERO);
    }

    @Test
    void twoPlacesAreSwappedWithAllThatTheyHold() {
        MemoryLocation other = Memory.local("f", "other");
        configuration.store.put(box, Value.ZERO);
        configuration.store.put(box.field("a"), number(1));
        configuration.store.put(other, flags);
        new Extents(memory).swap(box, other, configuration);
        assertThat(configuration.store)
                .containsOnlyKeys(box, other, other.field("a"))
                .containsEntry(box, flags)
                .containsEntry(other, Value.ZERO)
                .containsEntry(other.field("a"), number(1));
        MemoryLocation unknown = Memory.local("f", "unknown");
        new Extents(memory).swap(box, unknown, configuration);
        assertThat(configuration.store).containsEntry(unknown, flags);
        assertThat(configuration.store.get(box)).isEqualTo(new Value.Unknown(generated.initial(unknown)));
    }

    @Test
    void theContainerOfAMemberIsFoundAndLeftAgain() {
        MemoryLocation work = Generated.pointee(generated.made).fields("inner.work");
        assertThat(memory.container(new Value.Address(work), "struct job", "inner.work")).isEqualTo(new Value.Unknown(generated.made));
        assertThat(memory.container(new Value.Address(work), "struct inner", "work"))
                .isEqualTo(new Value.Address(Generated.pointee(generated.made).field("inner")));
        Value outer = memory.container(flags, "struct job", "work");
        MemoryLocation inside = memory.target(outer, box);
        assertThat(inside).isNotEqualTo(Generated.pointee(generated.flags));
        assertThat(outer).isEqualTo(memory.container(flags, "struct job", "work"));
        assertThat(memory.container(new Value.Address(work), "struct job", "next")).isInstanceOf(Value.Unknown.class);
        assertThat(memory.container(Value.ZERO, "struct job", "work")).isEqualTo(Value.ZERO);
    }

    @Test
    void aPointerAndANumberIsAnElement() {
        Value next = new Value.Term("+", List.of(flags, number(1)));
        assertThat(memory.target(flags, box)).isEqualTo(Generated.pointee(generated.flags));
        assertThat(memory.target(new Value.Address(box), box)).isEqualTo(box);
        assertThat(memory.target(next, box))
                .isEqualTo(Generated.pointee(generated.flags).then(new MemoryLocation.Step.Element(number(1))));
        assertThat(memory.target(new Value.Term("+", List.of(number(1), flags)), box))
                .isEqualTo(Generated.pointee(generated.initial(box)));
        assertThat(memory.target(Value.ZERO, box)).isEqualTo(Generated.pointee(generated.initial(box)));
        assertThat(Memory.address(Generated.pointee(generated.flags))).isEqualTo(flags);
        assertThat(Memory.address(box)).isEqualTo(new Value.Address(box));
    }

    @Test
    void whatIsRecalledIsStoredOrWasRead() {
        MemoryLocation open = Generated.pointee(generated.made).field("never");
        assertThat(new Extents(memory).recall(open, configuration)).isEmpty();
        assertThat(Extents.isPartOfStored(open, configuration)).isFalse();
        Value read = memory.peek(open, Type.UNKNOWN, configuration);
        assertThat(new Extents(memory).recall(open, configuration)).contains(read);
        configuration.store.put(Generated.pointee(generated.made), Value.ZERO);
        assertThat(Extents.isPartOfStored(open, configuration)).isTrue();
        assertThat(new Extents(memory).recall(open, configuration)).contains(Value.ZERO);
        configuration.store.put(open, flags);
        assertThat(new Extents(memory).recall(open, configuration)).contains(flags);
    }
}
