// SPDX-License-Identifier: Apache-2.0

package uringlint.typestate.run;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import uringlint.typestate.Generated;
import uringlint.typestate.state.Configuration;
import uringlint.typestate.state.Memory;
import uringlint.typestate.value.MemoryLocation;
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
        return Slice.of(caller, "callee");
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
}
