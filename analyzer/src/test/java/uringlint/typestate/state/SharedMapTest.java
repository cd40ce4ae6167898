// SPDX-License-Identifier: Apache-2.0

package uringlint.typestate.state;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

class SharedMapTest {
    @Test
    void aChangeOfACopyIsNoneOfTheOther() {
        SharedMap<String, Integer> one = SharedMap.linked();
        one.put("a", 1);
        SharedMap<String, Integer> copy = one.copy();
        assertThat(copy).isEqualTo(one).hasSameHashCodeAs(one);
        copy.put("b", 2);
        one.remove("a");
        assertThat(copy).isEqualTo(Map.of("a", 1, "b", 2));
        assertThat(one).isEmpty();
    }

    /// Two maps of a history of random changes and copies agree with plain maps that are copied at once.
    @Test
    void behavesAsMapsThatAreCopiedAtOnce() {
        for (int seed = 0; seed < 300; seed++) {
            var random = new Random(seed);
            var shared = new ArrayList<SharedMap<Integer, Integer>>(List.of(SharedMap.linked()));
            var plain = new ArrayList<Map<Integer, Integer>>(List.of(new LinkedHashMap<>()));
            for (int step = 0; step < 60; step++) {
                int at = random.nextInt(shared.size());
                SharedMap<Integer, Integer> map = shared.get(at);
                Map<Integer, Integer> model = plain.get(at);
                int key = random.nextInt(8);
                switch (random.nextInt(8)) {
                    case 0 -> {
                        shared.add(map.copy());
                        plain.add(new LinkedHashMap<>(model));
                    }
                    case 1 -> assertThat(map.remove(key)).isEqualTo(model.remove(key));
                    case 2 -> assertThat(map.keySet().removeIf(known -> known < key))
                            .isEqualTo(model.keySet().removeIf(known -> known < key));
                    case 3 -> {
                        Set<Integer> kept = Set.copyOf(List.of(1, 2, key));
                        assertThat(map.keySet().retainAll(kept)).isEqualTo(model.keySet().retainAll(kept));
                    }
                    case 4 -> {
                        map.replaceAll((_, value) -> value + key);
                        model.replaceAll((_, value) -> value + key);
                    }
                    default -> assertThat(map.put(key, step)).isEqualTo(model.put(key, step));
                }
                for (int each = 0; each < shared.size(); each++) {
                    assertThat(shared.get(each)).isEqualTo(plain.get(each)).hasSameHashCodeAs(plain.get(each));
                    assertThat(new ArrayList<>(shared.get(each).keySet())).isEqualTo(new ArrayList<>(plain.get(each).keySet()));
                }
            }
        }
    }

    @Test
    void movesWhatIsAskedForAndKeepsTheOrder() {
        SharedMap<Integer, String> all = SharedMap.linked();
        for (int key = 5; key > 0; key--) {
            all.put(key, "v" + key);
        }
        SharedMap<Integer, String> before = all.copy();
        SharedMap<Integer, String> moved = all.copy();
        all.moveTo(moved, key -> key % 2 == 0);
        assertThat(List.copyOf(moved.keySet())).containsExactly(4, 2);
        assertThat(List.copyOf(all.keySet())).containsExactly(5, 3, 1);
        assertThat(before).hasSize(5);
        all.moveTo(moved, _ -> true);
        assertThat(all).isEmpty();
        assertThat(List.copyOf(moved.keySet())).containsExactly(5, 3, 1);
        moved.moveTo(all, _ -> false);
        assertThat(all).isEmpty();
        assertThat(moved).hasSize(3);
    }

    @Test
    void whatIsWalkedOverIsNotTakenOutThere() {
        SharedMap<String, Integer> map = SharedMap.sorted();
        map.put("b", 2);
        map.put("a", 1);
        var keys = map.keySet().iterator();
        assertThat(keys.next()).isEqualTo("a");
        assertThatThrownBy(keys::remove).isInstanceOf(UnsupportedOperationException.class);
    }
}
