// SPDX-License-Identifier: Apache-2.0

package uringlint.typestate.value;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import uringlint.typestate.Generated;

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

    @Test
    void setsAreWhatTheirMembersSay() {
        var generated = new Generated(3);
        for (int round = 0; round < 2_000; round++) {
            Ranges one = generated.ranges(4);
            Ranges two = generated.ranges(4);
            long added = generated.below(41) - 20L;
            for (long value = -130; value < 130; value += 1 + generated.below(3)) {
                boolean isInOne = one.contains(value);
                boolean isInTwo = two.contains(value);
                assertThat(one.union(two).contains(value)).isEqualTo(isInOne || isInTwo);
                assertThat(one.intersect(two).contains(value)).isEqualTo(isInOne && isInTwo);
                assertThat(one.minus(two).contains(value)).as("%d in %s minus %s", value, one, two).isEqualTo(isInOne && !isInTwo);
                assertThat(one.shifted(added).contains(value + added)).as("%s by %d", one, added).isEqualTo(isInOne);
                assertThat(one.without(value).contains(value)).isFalse();
                assertThat(one.without(value).union(isInOne ? Ranges.of(value) : Ranges.NONE)).isEqualTo(one);
            }
            assertThat(one.minus(two).union(one.intersect(two))).isEqualTo(one);
            assertThat(one.minus(two).intersect(two)).isEqualTo(Ranges.NONE);
            assertThat(one.minus(one)).isEqualTo(Ranges.NONE);
            assertThat(one.minus(Ranges.NONE)).isEqualTo(one);
            assertThat(Ranges.NONE.minus(one)).isEqualTo(Ranges.NONE);
            assertThat(Ranges.ALL.minus(Ranges.ALL.minus(one))).isEqualTo(one);
            assertThat(one.shifted(added).shifted(-added)).isEqualTo(one);
            assertThat(one.union(two).shifted(added)).isEqualTo(one.shifted(added).union(two.shifted(added)));
            assertThat(one.isEmpty()).isEqualTo(one.equals(Ranges.NONE));
            assertThat(one.union(Ranges.ALL)).isSameAs(Ranges.ALL);
        }
    }

    @Test
    void whatIsBelowALimitIsCounted() {
        var generated = new Generated(5);
        for (int round = 0; round < 2_000; round++) {
            Ranges some = generated.ranges(3).intersect(Ranges.between(-120, 120));
            long limit = generated.below(41) - 20L;
            long one = generated.below(41) - 20L;
            long other = generated.coin() ? one : generated.below(41) - 20;
            boolean has = false;
            for (long value = -120; value < limit; value++) {
                has |= some.contains(value) && value != one && value != other;
            }
            assertThat(some.hasBelow(limit, one, other)).as("%s below %d but for %d and %d", some, limit, one, other).isEqualTo(has);
        }
    }

    @Test
    void numbersThatAreTooFarOutAreNotToldApart() {
        for (long far : new long[] {Long.MAX_VALUE, Long.MIN_VALUE, Long.MAX_VALUE / 4, Long.MIN_VALUE / 4, Long.MAX_VALUE / 2}) {
            Ranges only = Ranges.of(far);
            assertThat(Ranges.ALL.contains(far)).isTrue();
            assertThat(only.contains(far)).isTrue();
            assertThat(only.contains(0)).isFalse();
            assertThat(only.isEmpty()).isFalse();
            assertThat(only.isSingle()).as("which of them is not known").isFalse();
            assertThat(only.isOnly(far)).isFalse();
            assertThat(Ranges.ALL.without(0).intersect(only)).isEqualTo(only);
            assertThat(Ranges.ALL.without(far)).isEqualTo(Ranges.ALL);
            assertThat(only.without(far)).isEqualTo(only);
        }
        assertThat(Ranges.between(Long.MAX_VALUE - 1, Long.MAX_VALUE)).isEqualTo(Ranges.of(Long.MAX_VALUE));
        assertThat(Ranges.between(Long.MIN_VALUE, Long.MAX_VALUE)).isSameAs(Ranges.ALL);
        assertThat(Ranges.of(3).shifted(Long.MAX_VALUE)).isEqualTo(Ranges.of(Long.MAX_VALUE));
        assertThat(Ranges.of(3).shifted(Long.MIN_VALUE)).isEqualTo(Ranges.of(Long.MIN_VALUE));
        assertThat(Ranges.of(Long.MAX_VALUE / 4 - 3).union(Ranges.of(Long.MAX_VALUE / 4 - 1)).shifted(5).size()).isEqualTo(1);
        assertThat(Ranges.between(1, Long.MAX_VALUE).shifted(2)).hasToString("{3..}");
        assertThat(Ranges.between(Long.MIN_VALUE, 1).shifted(-2)).hasToString("{..-1}");
        assertThat(Ranges.ALL.shifted(2)).isSameAs(Ranges.ALL);
    }

    @Test
    void theNarrowestGapsAreClosed() {
        Ranges ranges = Ranges.NONE;
        for (int number = 0; number < 8; number++) {
            ranges = ranges.union(Ranges.of(number * (10L + number)));
        }
        assertThat(ranges).hasToString("{0, 11, 24, 39, 56, 75, 96, 119}");
        assertThat(ranges.union(Ranges.of(200))).hasToString("{0..11, 24, 39, 56, 75, 96, 119, 200}");
        assertThat(ranges.union(Ranges.of(117))).hasToString("{0, 11, 24, 39, 56, 75, 96, 117..119}");
        assertThat(Ranges.of(117).union(ranges)).isEqualTo(ranges.union(Ranges.of(117)));
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
