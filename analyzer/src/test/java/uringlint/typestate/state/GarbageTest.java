// SPDX-License-Identifier: Apache-2.0

package uringlint.typestate.state;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import uringlint.ir.Type;
import uringlint.typestate.Generated;
import uringlint.typestate.protocol.Carrier;
import uringlint.typestate.protocol.HeldLock;
import uringlint.typestate.protocol.ObjectState;
import uringlint.typestate.value.Facts;
import uringlint.typestate.value.Flag;
import uringlint.typestate.value.MemoryLocation;
import uringlint.typestate.value.Ranges;
import uringlint.typestate.value.Symbol;
import uringlint.typestate.value.SymbolSet;
import uringlint.typestate.value.Value;

/// What nobody can name is forgotten.
class GarbageTest {
    private static final MemoryLocation ROOM = MemoryLocation.of(new MemoryLocation.Region.Global("room"));
    private static final Facts NOT_ZERO = Facts.NOTHING.withRanges(Ranges.ALL.without(0));

    private final Generated generated = new Generated(51);
    private final Configuration configuration = new Configuration();

    private Symbol made(String name) {
        return generated.symbols.of(new Symbol.Origin.Made("serve/0.7", Symbol.What.value(name), 0), Type.UNKNOWN);
    }

    private static Value unknown(Symbol symbol) {
        return new Value.Unknown(symbol);
    }

    private static MemoryLocation local(String name) {
        return Memory.local("serve", name);
    }

    @Test
    void chainsFromVariablesAndGlobalsAreKept() {
        Symbol head = made("head");
        Symbol next = made("next");
        Symbol lost = made("lost");
        configuration.store.put(Generated.pointee(head).field("next"), unknown(next));
        configuration.store.put(Generated.pointee(next).field("n"), new Value.Int(3));
        configuration.store.put(Generated.pointee(lost).field("n"), new Value.Int(4));
        configuration.learn(unknown(next), NOT_ZERO);
        configuration.learn(unknown(lost), NOT_ZERO);
        for (MemoryLocation root : List.of(local("head"), ROOM)) {
            Configuration kept = configuration.copy();
            kept.store.put(root, unknown(head));
            Garbage.collect(kept);
            assertThat(kept.store).hasSize(3).doesNotContainKey(Generated.pointee(lost).field("n"));
            assertThat(kept.facts).containsOnlyKeys(unknown(next));
        }
        Configuration returned = configuration.copy();
        Garbage.collect(returned, new Value.Address(Generated.pointee(head).field("next")));
        assertThat(returned.store).hasSize(2);
        Garbage.collect(configuration);
        assertThat(configuration.store).isEmpty();
        assertThat(configuration.facts).isEmpty();
    }

    @Test
    void whatCanBeLoadedAgainIsKept() {
        configuration.store.put(local("t"), unknown(generated.ticket));
        MemoryLocation open = Generated.pointee(generated.desk).field("open");
        configuration.store.put(open, new Value.Int(3));
        configuration.learn(unknown(generated.initial(open)), NOT_ZERO);
        Configuration before = configuration.copy();
        Garbage.collect(configuration);
        assertThat(configuration).isEqualTo(before);
        configuration.store.remove(local("t"));
        Garbage.collect(configuration);
        assertThat(configuration.store).isEmpty();
        assertThat(configuration.facts).isEmpty();
    }

    @Test
    void anElementIsNamedByItsNumber() {
        Symbol array = made("array");
        Symbol number = made("number");
        MemoryLocation element =
                Generated.pointee(array).then(new MemoryLocation.Step.Element(unknown(number)));
        Value loaded = unknown(generated.initial(element));
        configuration.store.put(local("array"), unknown(array));
        configuration.learn(loaded, NOT_ZERO);
        Configuration named = configuration.copy();
        named.store.put(local("i"), unknown(number));
        Garbage.collect(named);
        assertThat(named.facts).containsOnlyKeys(loaded);
        Garbage.collect(configuration);
        assertThat(configuration.facts).isEmpty();
    }

    @Test
    void theObjectOfTheEntryPointStaysAndAFoundOneGoes() {
        Symbol found = made("found");
        configuration.objects.put(generated.ticket, ObjectState.of(ObjectState.Source.ISSUED));
        configuration.objects.put(found, ObjectState.of(ObjectState.Source.FOUND));
        configuration.store.put(Generated.pointee(generated.ticket).field("number"), new Value.Int(3));
        Garbage.collect(configuration);
        assertThat(configuration.objects).containsOnlyKeys(generated.ticket);
        assertThat(configuration.store).hasSize(1);
    }

    @Test
    void aPublishedObjectIsNotForgottenNorWhereItLies() {
        Symbol job = made("job");
        MemoryLocation place = Generated.pointee(job).field("ticket");
        configuration.objects.put(generated.ticket, ObjectState.of(ObjectState.Source.ISSUED));
        configuration.store.put(place, unknown(generated.ticket));
        configuration.fresh.add(job);
        configuration.linked.add(Generated.pointee(job).field("next"));
        configuration.store.put(Generated.pointee(job).field("number"), new Value.Int(3));
        Garbage.collect(configuration);
        assertThat(configuration.store).containsOnlyKeys(place);
        assertThat(configuration.fresh).containsExactly(job);
        assertThat(configuration.linked).hasSize(1);
        assertThat(configuration.isPublished(generated.ticket, _ -> false)).isTrue();
    }

    @Test
    void memoryThatNobodyNamesIsForgotten() {
        Symbol job = made("job");
        configuration.fresh.add(job);
        configuration.counted.add(job);
        configuration.lent.add(job);
        configuration.linked.add(Generated.pointee(job).field("next"));
        configuration.store.put(local("job"), unknown(job));
        Configuration before = configuration.copy();
        Garbage.collect(configuration);
        assertThat(configuration).isEqualTo(before);
        configuration.store.clear();
        Garbage.collect(configuration);
        assertThat(configuration.counted).isEmpty();
        assertThat(configuration.lent).isEmpty();
        assertThat(configuration.fresh).isEmpty();
        Garbage.collect(configuration);
        assertThat(configuration.linked).isEmpty();
    }

    @Test
    void theLocksThatAreHeldAreNamed() {
        Symbol desk = made("desk");
        configuration.locks.put(new Value.Address(Generated.pointee(desk).field("lock")), HeldLock.Kind.SPIN);
        configuration.learn(unknown(desk), NOT_ZERO);
        Garbage.collect(configuration);
        assertThat(configuration.facts).hasSize(1);
    }

    @Test
    void flagsOfTheEntryPointAreKeptOtherFactsOfItsParametersNot() {
        Value flags = unknown(generated.flags);
        configuration.learn(flags, NOT_ZERO);
        Garbage.collect(configuration);
        assertThat(configuration.facts).isEmpty();
        configuration.learn(flags, Facts.NOTHING.withSet(new Flag.Named("A")));
        Garbage.collect(configuration);
        assertThat(configuration.facts).containsOnlyKeys(flags);
        configuration.learn(flags, Facts.NOTHING.withClear(new Flag.Named("A")));
        Garbage.collect(configuration);
        assertThat(configuration.facts).containsOnlyKeys(flags);
    }

    @Test
    void whatWasTakenAndIsKnownToBeThereIsOwed() {
        Symbol found = made("found");
        Value value = unknown(found);
        ObjectState state = ObjectState.of(ObjectState.Source.FOUND);
        Configuration unasked = configuration;
        Configuration notNull = configuration.copy();
        notNull.learn(value, NOT_ZERO);
        Configuration isNull = configuration.copy();
        isNull.learn(value, Facts.NOTHING.withRanges(Ranges.of(0)));
        assertThat(owed(found, state, unasked, notNull, isNull)).containsExactly(false, false, false);
        assertThat(owed(found, state.withTaken(ObjectState.Taken.MAYBE), unasked, notNull, isNull)).containsExactly(false, true, false);
        assertThat(owed(found, state.withTaken(ObjectState.Taken.YES), unasked, notNull, isNull)).containsExactly(true, true, false);
        ObjectState gone = state.withTaken(ObjectState.Taken.YES).with(ObjectState.Life.COMPLETED, Carrier.NONE, ObjectState.NOWHERE);
        assertThat(owed(found, gone, unasked, notNull, isNull)).containsExactly(false, false, false);
        notNull.objects.put(found, state.withTaken(ObjectState.Taken.MAYBE));
        Garbage.collect(notNull);
        assertThat(notNull.objects).containsOnlyKeys(found);
        assertThat(notNull.facts).containsOnlyKeys(value);
    }

    private static List<Boolean> owed(Symbol object, ObjectState state, Configuration... configurations) {
        return java.util.Arrays.stream(configurations).map(one -> Garbage.isOwed(object, state, one)).toList();
    }

    @Test
    void theNextRoundOfALoopMeansAnotherElement() {
        MemoryLocation slots = Generated.pointee(generated.desk).field("slots");
        MemoryLocation element = slots.then(new MemoryLocation.Step.Element(unknown(made("i"))));
        Symbol inArray = generated.initial(element);
        Symbol inField = generated.initial(Generated.pointee(generated.desk).field("waiting"));
        ObjectState found = ObjectState.of(ObjectState.Source.FOUND);
        configuration.objects.put(inArray, found);
        configuration.objects.put(inField, found);
        configuration.store.put(element, unknown(inArray));
        configuration.store.put(Generated.pointee(generated.desk).field("waiting"), unknown(inField));
        assertThat(Garbage.keptInElements(configuration)).containsExactly(element);
        Configuration later = configuration.copy();
        Garbage.forgetRepeated(Set.of(element), later);
        assertThat(later.store).as("what lay there before the loop").isEqualTo(configuration.store);
        Garbage.forgetRepeated(Set.of(), later);
        assertThat(later.store).doesNotContainKey(element).hasSize(1);
        Configuration owed = configuration.copy();
        owed.objects.put(inArray, found.withTaken(ObjectState.Taken.YES));
        Garbage.forgetElements(owed);
        assertThat(owed.objects).containsOnlyKeys(inArray, inField);
        Garbage.forgetElements(configuration);
        assertThat(configuration.objects).containsOnlyKeys(inField);
    }

    @Test
    void numbersInTheMemoryOfOthersAgeWithALock() {
        MemoryLocation open = Generated.pointee(generated.desk).field("open");
        MemoryLocation own = Generated.pointee(generated.made).field("open");
        MemoryLocation number = Generated.pointee(generated.ticket).field("number");
        MemoryLocation stored = Generated.pointee(generated.desk).field("lock");
        MemoryLocation pointer = Generated.pointee(generated.desk).field("waiting");
        configuration.fresh.add(generated.made);
        configuration.objects.put(generated.ticket, ObjectState.of(ObjectState.Source.ISSUED));
        for (MemoryLocation location : List.of(open, own, number, stored, ROOM)) {
            configuration.learn(unknown(generated.initial(location)), NOT_ZERO);
        }
        configuration.learn(
                unknown(generated.symbols.of(new Symbol.Origin.Initial(pointer), new Type.Pointer(Type.UNKNOWN))), NOT_ZERO);
        configuration.store.put(stored, new Value.Int(3));
        Garbage.age(configuration);
        assertThat(configuration.stale).containsExactly(generated.initial(open));
    }

    @Test
    void whatWasReadBeforeALockWasDroppedStaysAsLongAsAnythingIsKnownOfIt() {
        Symbol open = generated.initial(Generated.pointee(generated.desk).field("open"));
        configuration.store.put(Memory.local("serve", "desk"), unknown(generated.desk));
        configuration.learn(unknown(open), NOT_ZERO);
        configuration.stale.add(open);
        Configuration held = configuration.copy();
        held.facts.clear();
        held.store.put(Memory.local("serve", "was"), unknown(open));
        Configuration forgotten = configuration.copy();
        forgotten.facts.clear();
        for (Configuration each : List.of(configuration, held, forgotten)) {
            Garbage.collect(each);
        }
        assertThat(configuration.stale).as("a fact").containsExactly(open);
        assertThat(held.stale).as("a variable").containsExactly(open);
        assertThat(forgotten.stale).as("nothing").isEmpty();
    }

    @Test
    void aFrameReachesWhatItsVariablesLeadTo() {
        Symbol given = made("given");
        Symbol inside = made("inside");
        Symbol other = made("other");
        MemoryLocation box = Memory.local("caller", "box");
        configuration.store.put(Memory.local("callee", "p"), unknown(given));
        configuration.store.put(Generated.pointee(given).field("next"), unknown(inside));
        configuration.store.put(Memory.local("callee", "q"), new Value.Address(box));
        configuration.store.put(box.field("other"), unknown(other));
        configuration.store.put(Memory.local("caller", "hidden"), unknown(made("hidden")));
        configuration.store.put(ROOM, unknown(generated.flags));
        var live = new SymbolSet();
        var locals = new HashSet<MemoryLocation.Region>();
        Garbage.reach(configuration, "callee", live, locals);
        assertThat(List.of(given, inside, other, generated.flags)).allMatch(live::contains);
        assertThat(live.contains(made("hidden"))).isFalse();
        assertThat(locals).containsExactly(box.region());
    }

    @Test
    void collectingTwiceIsCollectingOnceAndOnlyForgets() {
        for (int round = 0; round < 1_000; round++) {
            Configuration before = generated.configuration();
            Configuration once = before.copy();
            Garbage.collect(once);
            Configuration twice = once.copy();
            Garbage.collect(twice);
            assertThat(twice).isEqualTo(once);
            assertThat(before.store.entrySet()).containsAll(once.store.entrySet());
            assertThat(before.facts.entrySet()).containsAll(once.facts.entrySet());
            assertThat(once.isPublished(generated.ticket, _ -> false)).isEqualTo(before.isPublished(generated.ticket, _ -> false));
        }
    }
}
