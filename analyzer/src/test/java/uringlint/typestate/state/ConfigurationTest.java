// SPDX-License-Identifier: Apache-2.0

package uringlint.typestate.state;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import uringlint.source.SourceFile;
import uringlint.source.Span;
import uringlint.typestate.Generated;
import uringlint.typestate.observe.Trace;
import uringlint.typestate.protocol.HeldLock;
import uringlint.typestate.protocol.ObjectState;
import uringlint.typestate.protocol.PathMark;
import uringlint.typestate.value.Facts;
import uringlint.typestate.value.MemoryLocation;
import uringlint.typestate.value.Ranges;
import uringlint.typestate.value.Value;

class ConfigurationTest {
    private static final MemoryLocation ROOM = MemoryLocation.of(new MemoryLocation.Region.Global("room"));

    @ParameterizedTest
    @EnumSource
    void aCopyIsEqualAndItsOwn(Generated.Kind kind) {
        var generated = new Generated(21 + kind.ordinal());
        for (int round = 0; round < 100; round++) {
            Configuration original = generated.configuration();
            Configuration copy = original.copy();
            assertThat(copy).isEqualTo(original).hasSameHashCodeAs(original).hasToString(original.toString());
            Configuration before = original.copy();
            generated.change(copy, kind);
            assertThat(copy).as("changed by %s", kind).isNotEqualTo(original);
            assertThat(original).as("the original after a change of %s in the copy", kind).isEqualTo(before);
            assertThat(copy.copy()).isEqualTo(copy);
            generated.change(before, kind);
            assertThat(before).as("the same change of an equal one").isEqualTo(copy).hasSameHashCodeAs(copy);
        }
    }

    @Test
    void thePathIsNoPartOfEquality() {
        var generated = new Generated(4);
        Configuration one = generated.configuration();
        Configuration two = one.copy();
        two.trace = two.trace.then(new Trace.Step.Branch(true, false), new SourceFile("f", new byte[0]), new Span(0, 0));
        two.lost.put(generated.ticket, ObjectState.NOWHERE);
        assertThat(two).isEqualTo(one);
        assertThat(two.copy().trace).isSameAs(two.trace);
        assertThat(two.copy().lost).isEqualTo(two.lost);
    }

    @Test
    void whatIsLearnedIsKnownAndNothingIsNotKept() {
        var configuration = new Configuration();
        var value = new Value.Named("A");
        assertThat(configuration.factsOf(value)).isSameAs(Facts.NOTHING);
        configuration.learn(value, Facts.NOTHING.withRanges(Ranges.of(3)));
        assertThat(configuration.factsOf(value).ranges()).isEqualTo(Ranges.of(3));
        configuration.learn(value, Facts.NOTHING.withRanges(Ranges.ALL));
        assertThat(configuration.facts).isEmpty();
    }

    @Test
    void onlyWhatOutlivesTheCallPublishes() {
        var generated = new Generated(5);
        var configuration = new Configuration();
        var ticket = new Value.Unknown(generated.ticket);
        configuration.objects.put(generated.ticket, ObjectState.of(ObjectState.Source.ISSUED));
        configuration.store.put(Memory.local("serve", "t"), ticket);
        assertThat(isPublished(generated, configuration)).as("in a variable").isFalse();
        configuration.store.put(Generated.pointee(generated.ticket).field("self"), ticket);
        assertThat(isPublished(generated, configuration)).as("in itself").isFalse();
        configuration.fresh.add(generated.made);
        MemoryLocation inMade = Generated.pointee(generated.made).field("ticket");
        configuration.store.put(inMade, ticket);
        assertThat(isPublished(generated, configuration)).as("in memory that nobody has").isFalse();

        Configuration linked = configuration.copy();
        linked.linked.add(Generated.pointee(generated.made).field("next"));
        assertThat(isPublished(generated, linked)).as("in a linked node").isTrue();
        Configuration stored = configuration.copy();
        stored.store.put(ROOM, new Value.Unknown(generated.made));
        assertThat(isPublished(generated, stored)).as("in memory that a global names").isTrue();
        assertThat(stored.isPublished(generated.ticket, inMade::equals)).as("but for what is ignored").isFalse();
        Configuration member = configuration.copy();
        member.store.put(ROOM, new Value.Address(Generated.pointee(generated.made).field("work")));
        assertThat(isPublished(generated, member)).as("in memory of which a global names a member").isTrue();
        Configuration given = configuration.copy();
        given.fresh.clear();
        assertThat(isPublished(generated, given)).as("in memory that others have").isTrue();
    }

    private static boolean isPublished(Generated generated, Configuration configuration) {
        return configuration.isPublished(generated.ticket, _ -> false);
    }

    @Test
    void locksKeepOthersOutAndSectionsDoNot() {
        var configuration = new Configuration();
        assertThat(configuration.isLocked()).isFalse();
        configuration.locks.put(new Value.Named("section"), HeldLock.Kind.SECTION);
        assertThat(configuration.isLocked()).isFalse();
        configuration.locks.put(new Value.Named("lock"), HeldLock.Kind.MUTEX);
        assertThat(configuration.isLocked()).isTrue();
    }

    @Test
    void exposedObjectsAreMarked() {
        var generated = new Generated(6);
        var configuration = new Configuration();
        assertThat(configuration.isExposed(generated.ticket)).isFalse();
        configuration.marks.add(new PathMark.Exposed(generated.ticket));
        assertThat(configuration.isExposed(generated.ticket)).isTrue();
        assertThat(configuration.isExposed(generated.made)).isFalse();
    }

    @Test
    void whatIsNotCertainHasAReason() {
        var generated = new Generated(7);
        var configuration = new Configuration();
        assertThat(configuration.uncertain()).isEmpty();
        generated.change(configuration, Generated.Kind.GUESSES);
        assertThat(configuration.uncertain()).hasSize(1);
        generated.change(configuration, Generated.Kind.FORGOTTEN);
        assertThat(configuration.uncertain()).hasSize(2);
    }

    @Test
    void valuesMentionWhatTheyAreMadeOf() {
        var generated = new Generated(8);
        var ticket = new Value.Unknown(generated.ticket);
        var inside = new Value.Address(Generated.pointee(generated.ticket).field("pad"));
        var sum = new Value.Term("+", List.of(new Value.Int(1), ticket));
        assertThat(Configuration.mentions(sum, generated.ticket)).isTrue();
        assertThat(Configuration.mentions(sum, generated.made)).isFalse();
        assertThat(Configuration.mentions(inside, generated.ticket)).isFalse();
        assertThat(Configuration.refersTo(sum, generated.ticket)).isTrue();
        assertThat(Configuration.refersTo(sum, generated.made)).isFalse();
        assertThat(Configuration.refersTo(inside, generated.ticket)).isTrue();
        assertThat(Configuration.refersTo(inside, generated.made)).isFalse();
        assertThat(Configuration.refersTo(Value.ZERO, generated.ticket)).isFalse();
    }

    @Test
    void onlyTheObjectsOfTheEntryPointHaveALifeOfTheirOwn() {
        var generated = new Generated(9);
        var configuration = new Configuration();
        for (ObjectState.Source source : ObjectState.Source.values()) {
            configuration.objects.put(generated.ticket, ObjectState.of(source));
            boolean isOwn = source == ObjectState.Source.ISSUED || source == ObjectState.Source.ARRIVED;
            assertThat(configuration.lives().containsKey(generated.ticket)).as("%s", source).isEqualTo(isOwn);
        }
    }
}
