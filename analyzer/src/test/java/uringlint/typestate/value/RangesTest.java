// SPDX-License-Identifier: Apache-2.0

package uringlint.typestate.value;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class RangesTest {
    private static final Ranges SEVERAL = Ranges.between(-5, -2).union(Ranges.of(0)).union(Ranges.between(7, 9));

    @Test
    void keepsSortedDisjointIntervals() {
        assertThat(SEVERAL).hasToString("{-5..-2, 0, 7..9}");
        assertThat(SEVERAL.union(Ranges.between(-1, 6))).hasToString("{-5..9}");
        assertThat(Ranges.of(4).union(Ranges.of(3))).hasToString("{3..4}");
        assertThat(Ranges.ALL).hasToString("{..}");
        assertThat(Ranges.NONE).hasToString("{}");
        assertThat(Ranges.between(1, Long.MAX_VALUE)).hasToString("{1..}");
        assertThat(Ranges.between(2, 1)).isEqualTo(Ranges.NONE);
    }

    @Test
    void answersQuestions() {
        assertThat(SEVERAL.least()).isEqualTo(-5);
        assertThat(SEVERAL.greatest()).isEqualTo(9);
        assertThat(SEVERAL.contains(0)).isTrue();
        assertThat(SEVERAL.contains(1)).isFalse();
        assertThat(SEVERAL.isOnly(0)).isFalse();
        assertThat(SEVERAL.isSingle()).isFalse();
        assertThat(Ranges.of(3).isOnly(3)).isTrue();
        assertThat(Ranges.of(3).isOnly(4)).isFalse();
        assertThat(Ranges.of(3).isSingle()).isTrue();
        assertThat(Ranges.NONE.isEmpty()).isTrue();
    }

    @Test
    void leavesOutOneValue() {
        assertThat(SEVERAL.without(0)).hasToString("{-5..-2, 7..9}");
        assertThat(SEVERAL.without(8)).hasToString("{-5..-2, 0, 7, 9}");
        assertThat(SEVERAL.without(1)).isSameAs(SEVERAL);
        assertThat(Ranges.ALL.without(0)).hasToString("{..-1, 1..}");
    }

    @Test
    void keepsTheLawsOfALattice() {
        var random = new Random(42);
        for (int round = 0; round < 2_000; round++) {
            // Two intervals each: small enough that nothing is widened.
            Ranges one = some(random, 2);
            Ranges two = some(random, 2);
            Ranges three = some(random, 2);
            assertThat(one.union(two)).isEqualTo(two.union(one)).hasSameHashCodeAs(two.union(one));
            assertThat(one.union(two).union(three)).isEqualTo(one.union(two.union(three)));
            assertThat(one.union(one)).isEqualTo(one);
            assertThat(one.union(Ranges.NONE)).isEqualTo(one);
            assertThat(one.intersect(two)).isEqualTo(two.intersect(one));
            assertThat(one.intersect(two).intersect(three)).isEqualTo(one.intersect(two.intersect(three)));
            assertThat(one.intersect(Ranges.ALL)).isEqualTo(one);
            assertThat(one.union(one.intersect(two))).isEqualTo(one);
            assertThat(one.intersect(one.union(two))).isEqualTo(one);
        }
    }

    @Test
    void wideningOnlyAdds() {
        var random = new Random(7);
        for (int round = 0; round < 500; round++) {
            Ranges one = some(random, 12);
            Ranges two = some(random, 12);
            Ranges union = one.union(two);
            assertThat(union.size()).isLessThanOrEqualTo(8);
            for (long value = -110; value < 110; value++) {
                boolean inOne = one.contains(value);
                boolean inTwo = two.contains(value);
                assertThat(one.intersect(two).contains(value)).isEqualTo(inOne && inTwo);
                assertThat(union.contains(value) || !inOne && !inTwo).isTrue();
            }
        }
    }

    private static Ranges some(Random random, int most) {
        var ranges = Ranges.NONE;
        List<Ranges> parts = new ArrayList<>();
        for (int count = random.nextInt(most + 1); count > 0; count--) {
            long low = random.nextLong(-100, 100);
            parts.add(Ranges.between(low, low + random.nextLong(0, 9)));
        }
        for (Ranges part : parts) {
            ranges = ranges.union(part);
        }
        return ranges;
    }
}
