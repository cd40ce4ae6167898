// SPDX-License-Identifier: Apache-2.0

package uringlint.typestate.state;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

class SharedSetTest {
    /// Sets of a history of random changes and copies agree with plain sets that are copied at once.
    @Test
    void behavesAsSetsThatAreCopiedAtOnce() {
        for (int seed = 0; seed < 300; seed++) {
            var random = new Random(seed);
            var shared = new ArrayList<SharedSet<Integer>>(List.of(SharedSet.linked()));
            var plain = new ArrayList<Set<Integer>>(List.of(new LinkedHashSet<>()));
            for (int step = 0; step < 60; step++) {
                int at = random.nextInt(shared.size());
                int other = random.nextInt(shared.size());
                int element = random.nextInt(8);
                SharedSet<Integer> set = shared.get(at);
                Set<Integer> model = plain.get(at);
                switch (random.nextInt(7)) {
                    case 0 -> {
                        shared.add(set.copy());
                        plain.add(new LinkedHashSet<>(model));
                    }
                    case 1 -> assertThat(set.remove(element)).isEqualTo(model.remove(element));
                    case 2 -> assertThat(set.removeIf(known -> known < element)).isEqualTo(model.removeIf(known -> known < element));
                    case 3 -> assertThat(set.retainAll(shared.get(other))).isEqualTo(model.retainAll(plain.get(other)));
                    case 4 -> assertThat(set.addAll(shared.get(other))).isEqualTo(model.addAll(List.copyOf(plain.get(other))));
                    default -> assertThat(set.add(element)).isEqualTo(model.add(element));
                }
                for (int each = 0; each < shared.size(); each++) {
                    assertThat(List.copyOf(shared.get(each))).isEqualTo(List.copyOf(plain.get(each)));
                    assertThat(shared.get(each)).hasSameHashCodeAs(plain.get(each)).isEqualTo(plain.get(each));
                }
            }
        }
    }

    @Test
    void movesWhatIsAskedFor() {
        SharedSet<Integer> all = SharedSet.sorted();
        all.addAll(List.of(3, 1, 2));
        SharedSet<Integer> moved = all.copy();
        all.moveTo(moved, element -> element > 1);
        assertThat(List.copyOf(moved)).containsExactly(2, 3);
        assertThat(List.copyOf(all)).containsExactly(1);
        all.moveTo(moved, _ -> false);
        assertThat(moved).isEmpty();
        assertThat(List.copyOf(all)).containsExactly(1);
    }
}
