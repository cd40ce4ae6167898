// SPDX-License-Identifier: Apache-2.0

package uringlint.typestate.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Set;
import org.junit.jupiter.api.Test;
import uringlint.typestate.Generated;
import uringlint.typestate.state.Configuration;
import uringlint.typestate.state.Garbage;
import uringlint.typestate.state.Memory;
import uringlint.typestate.value.Facts;
import uringlint.typestate.value.MemoryLocation;
import uringlint.typestate.value.Ranges;
import uringlint.typestate.value.Symbol;
import uringlint.typestate.value.Value;

class SliceTest {
    private final Generated generated = new Generated(53);
    private final Configuration caller = new Configuration();
    private final MemoryLocation open = Generated.pointee(generated.desk).field("open");
    private final MemoryLocation number = Generated.pointee(generated.made).field("number");
    private final Symbol read = generated.initial(open);
    private final Symbol other = generated.initial(number);

    private Slice call() {
        caller.store.put(Memory.local("caller", "was"), new Value.Unknown(read));
        caller.store.put(Memory.local("callee", "desk"), new Value.Unknown(generated.desk));
        caller.store.put(Memory.local(Slice.arguments("callee"), "desk"), new Value.Unknown(generated.desk));
        caller.store.put(Memory.local("caller", "made"), new Value.Unknown(generated.made));
        caller.stale.add(read);
        caller.stale.add(other);
        return Slice.of(caller, "callee", _ -> _ -> true);
    }

    @Test
    void aCalleeGetsWhatItCanReachAndItsCallerKeepsTheRest() {
        Slice slice = call();
        assertThat(slice.inside().store).containsOnlyKeys(
                Memory.local("callee", "desk"), Memory.local(Slice.arguments("callee"), "desk"));
        assertThat(slice.outside().store).containsOnlyKeys(Memory.local("caller", "was"), Memory.local("caller", "made"));
        assertThat(slice.inside().stale).containsExactly(read);
        assertThat(slice.outside().stale).containsExactly(other);
    }

    @Test
    void whatACalleeDoesNotNameAnyMoreIsStillOldForItsCaller() {
        Slice slice = call();
        Configuration after = slice.inside().copy();
        after.stale.clear();
        assertThat(Slice.join(after, slice, "callee").stale).containsExactlyInAnyOrder(read, other);
        assertThat(Slice.join(after, slice, "callee").store)
                .as("what the caller gave is the callee's")
                .doesNotContainKey(Memory.local(Slice.arguments("callee"), "desk"));
        after.store.put(open, new Value.Int(3));
        assertThat(Slice.join(after, slice, "callee").stale).as("it was read anew").containsExactly(other);
    }

    private final Value value = new Value.Unknown(read);
    private final Facts positive = Facts.NOTHING.withRanges(Ranges.between(1, 9));

    private Slice callThatNeedsNothing() {
        caller.store.put(Memory.local("callee", "desk"), new Value.Unknown(generated.desk));
        caller.learn(value, positive);
        return Slice.of(caller, "callee", _ -> _ -> false);
    }

    @Test
    void whatACalleeDoesNotNeedStaysWithItsCaller() {
        Slice slice = callThatNeedsNothing();
        assertThat(slice.inside().facts).isEmpty();
        Configuration result = Slice.join(slice.inside().copy(), slice, "callee");
        assertThat(result.factsOf(value)).isEqualTo(positive);
        assertThat(result.stale).isEmpty();
    }

    @Test
    void whatACalleeDoesNotNeedIsOldWhereItDropsALock() {
        Slice slice = callThatNeedsNothing();
        Configuration after = slice.inside().copy();
        Garbage.age(after);
        Configuration result = Slice.join(after, slice, "callee");
        assertThat(result.factsOf(value)).isEqualTo(positive);
        assertThat(result.stale).containsExactly(read);
        assertThat(result.hasUnlocked).as("so is what its caller did not need").isTrue();
        after.store.put(open, new Value.Int(3));
        assertThat(Slice.join(after, slice, "callee").stale).as("it was written there").isEmpty();
    }

    @Test
    void valuesOfCallsThatHaveEndedGoWithTheNextCall() {
        Value made = new Value.Unknown(generated.made);
        String frame = generated.made.origin() instanceof Symbol.Origin.Made(var site, _, _) ? site.split("/", 2)[0] : "";
        assertThat(Slice.isMadeIn(made, Set.of(frame))).isTrue();
        assertThat(Slice.isMadeIn(made, Set.of("another"))).isFalse();
        assertThat(Slice.isMadeIn(value, Set.of())).as("it was there before").isTrue();
    }
}
