// SPDX-License-Identifier: Apache-2.0

package uringlint.typestate.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import uringlint.ir.Type;
import uringlint.typestate.Generated;
import uringlint.typestate.Tickets;
import uringlint.typestate.state.Configuration;
import uringlint.typestate.value.Facts;
import uringlint.typestate.value.MemoryLocation;
import uringlint.typestate.value.Symbol;
import uringlint.typestate.value.Value;

/// What the join of two configurations says is true of both.
class JoiningTest {
    private static final int ROUNDS = 4_000;

    private final Generated generated = new Generated(31);
    private final ResultRanges results = new ResultRanges(Tickets.index(""), Tickets.model(), generated.memory);
    private final JoinKeys keys = new JoinKeys(Tickets.model(), results);
    private final Joining joining = new Joining(results, generated.memory);

    private Configuration joined(Configuration one, Configuration two) {
        Configuration known = one.copy();
        joining.join(known, two.copy(), Generated.PLACE);
        return known;
    }

    private Value at(MemoryLocation location, Configuration configuration) {
        return generated.memory.peek(location, Type.UNKNOWN, configuration);
    }

    /// What is known of a value. That nothing which is loaded is `queued` is taken for granted, not known.
    private Facts facts(Value value, Configuration configuration) {
        Facts known = configuration.factsOf(value);
        return known.withRanges(
                (value instanceof Value.Unknown ? known.ranges() : results.ranges(value, configuration)).without(Tickets.QUEUED));
    }

    /// That what `after` says of each place is true by `before` as well.
    private void assertHolds(Configuration before, Configuration after) {
        for (MemoryLocation location : generated.locations) {
            Value value = at(location, after);
            if (value instanceof Value.Opaque) {
                continue;
            }
            assertThat(Generated.implies(facts(at(location, before), before), facts(value, after)))
                    .as("%s was %s, and is %s%nbefore:%n%s%nafter:%n%s", location, at(location, before), value, before, after)
                    .isTrue();
            for (MemoryLocation other : generated.locations) {
                if (value instanceof Value.Unknown && at(other, after).equals(value)) {
                    assertThat(at(other, before))
                            .as("%s and %s are the same%nbefore:%n%s%nafter:%n%s", location, other, before, after)
                            .isEqualTo(at(location, before));
                }
            }
        }
    }

    @Test
    void whatIsKnownOfAJoinIsTrueOfBoth() {
        for (int round = 0; round < ROUNDS; round++) {
            Configuration one = generated.configuration();
            Configuration two = one.copy();
            generated.change(one, 3);
            generated.change(two, 3);
            Configuration after = joined(one, two);
            assertHolds(one, after);
            assertHolds(two, after);
        }
    }

    @Test
    void aJoinWithWhatIsKnownChangesNothing() {
        for (int round = 0; round < ROUNDS; round++) {
            Configuration one = generated.configuration();
            Configuration known = one.copy();
            assertThat(joining.join(known, one.copy(), Generated.PLACE)).isFalse();
            assertThat(known).isEqualTo(one);
            Configuration two = generated.configuration();
            Configuration after = joined(one, two);
            if (joining.join(after, two.copy(), Generated.PLACE)) {
                // The second time what stands for both is known by the name of the place.
                assertThat(joining.join(after, two.copy(), Generated.PLACE)).isFalse();
            }
        }
    }

    @Test
    void theOrderDoesNotMatter() {
        for (int round = 0; round < ROUNDS; round++) {
            Configuration one = generated.configuration();
            Configuration two = one.copy();
            generated.change(two, 3);
            Configuration after = joined(one, two);
            Configuration reversed = joined(two, one);
            for (MemoryLocation location : generated.locations) {
                Value value = at(location, after);
                assertThat(facts(at(location, reversed), reversed))
                        .as("%s%none:%n%s%ntwo:%n%s", location, one, two)
                        .isEqualTo(facts(value, after));
            }
        }
    }

    @Test
    void equalConfigurationsHaveEqualKeys() {
        for (int round = 0; round < ROUNDS; round++) {
            Configuration one = generated.configuration();
            Configuration two = one.copy();
            assertThat(keys.of(two, Optional.empty())).isEqualTo(keys.of(one, Optional.empty()));
            assertThat(keys.weak(two, Set.of("x"))).isEqualTo(keys.weak(one, Set.of("x")));
            JoinKey key = keys.of(one, Optional.empty());
            int before = key.hashCode();
            for (Generated.Kind kind : Generated.Kind.values()) {
                generated.change(one, kind);
            }
            assertThat(key).as("a key of a configuration that goes on").isEqualTo(keys.of(two, Optional.empty())).hasSameHashCodeAs(before);
        }
    }

    @Test
    void configurationsWithTheSameKeyAgreeInWhatItStandsFor() {
        int equal = 0;
        for (int round = 0; round < 4 * ROUNDS; round++) {
            Configuration one = generated.configuration();
            Configuration two = one.copy();
            generated.change(two, 2);
            if (!keys.of(one, Optional.empty()).equals(keys.of(two, Optional.empty()))) {
                continue;
            }
            equal += one.equals(two) ? 0 : 1;
            for (MemoryLocation location : generated.locations) {
                if (location.region() instanceof MemoryLocation.Region.Pointee) {
                    continue;
                }
                assertThat(two.store.containsKey(location)).isEqualTo(one.store.containsKey(location));
                if (isOpen(at(location, one)) || isOpen(at(location, two))) {
                    continue;
                }
                for (long number : new long[] {Tickets.QUEUED, -11, 0}) {
                    boolean isPossible = results.ranges(at(location, one), one).contains(number);
                    assertThat(results.ranges(at(location, two), two).contains(number))
                            .as("%d in %s", number, location)
                            .isEqualTo(isPossible);
                }
            }
            Configuration after = joined(one, two);
            assertThat(keys.of(after, Optional.empty()))
                    .as("the key of the join%none:%n%s%ntwo:%n%s%nafter:%n%s", one, two, after)
                    .isEqualTo(keys.of(one, Optional.empty()));
        }
        assertThat(equal).as("different configurations with the same key").isGreaterThan(500);
    }

    /// The result of a function that did not get the object may be anything for a key.
    private static boolean isOpen(Value value) {
        return value instanceof Value.Unknown(var symbol) && symbol.is(Symbol.What.Kind.RESULT);
    }

    @Test
    void everyPartOfAKeyKeepsApart() {
        var parts = Set.of(
                Generated.Kind.STORE,
                Generated.Kind.OBJECTS,
                Generated.Kind.FRESH,
                Generated.Kind.LINKED,
                Generated.Kind.LOCKS,
                Generated.Kind.MARKS,
                Generated.Kind.FORGOTTEN,
                Generated.Kind.VISITS);
        for (Generated.Kind kind : Generated.Kind.values()) {
            Configuration one = generated.configuration();
            Configuration two = one.copy();
            generated.change(two, kind);
            boolean isSame = keys.of(one, Optional.empty()).equals(keys.of(two, Optional.empty()));
            assertThat(isSame).as("%s", kind).isEqualTo(!parts.contains(kind));
        }
    }
}
