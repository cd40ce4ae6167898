// SPDX-License-Identifier: Apache-2.0

package uringlint.typestate.value;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import uringlint.typestate.Generated;

class FactsTest {
    private static final Flag FLAG = new Flag.Named("A");

    @Test
    void eitherOfTwoKeepsTheLaws() {
        var generated = new Generated(11);
        for (int round = 0; round < 3_000; round++) {
            Facts one = generated.facts();
            Facts two = generated.facts();
            Facts three = generated.facts();
            Facts either = one.or(two);
            assertThat(either).isEqualTo(two.or(one)).hasSameHashCodeAs(two.or(one));
            assertThat(one.or(one)).isEqualTo(one);
            assertThat(either.or(two)).isEqualTo(either);
            assertThat(either.or(three)).isEqualTo(one.or(two.or(three)));
            assertThat(one.or(Facts.NOTHING).isNothing()).isTrue();
            assertThat(Generated.implies(one, either)).as("%s or %s", one, two).isTrue();
            assertThat(Generated.implies(two, either)).as("%s or %s", one, two).isTrue();
            // More is known of the whole where more is known of a part.
            assertThat(Generated.implies(one.withSet(FLAG).or(two), either)).isTrue();
            assertThat(Generated.implies(one.withRanges(one.ranges().intersect(three.ranges())).or(two), either)).isTrue();
        }
    }

    @Test
    void whatIsAddedIsKnown() {
        var generated = new Generated(12);
        for (int round = 0; round < 500; round++) {
            Facts facts = generated.facts();
            assertThat(facts.withSet(FLAG).isSet("A")).isTrue();
            assertThat(facts.withClear(FLAG).isClear("A")).isTrue();
            assertThat(facts.withSet(FLAG).clear()).isEqualTo(facts.clear());
            assertThat(facts.withIs("B").is()).containsExactly("B");
            assertThat(facts.withNot("B").is()).doesNotContain("B");
            assertThat(facts.withPointer(Facts.Pointer.ERROR).pointer()).isEqualTo(Facts.Pointer.ERROR);
            assertThat(facts.withRanges(Ranges.of(3)).ranges()).isEqualTo(Ranges.of(3));
            assertThat(facts.withRanges(Ranges.NONE).isImpossible()).isTrue();
            assertThat(facts.withSet(FLAG).withSet(FLAG)).isEqualTo(facts.withSet(FLAG));
        }
        assertThat(Facts.NOTHING.isSet("A")).isFalse();
        assertThat(Facts.NOTHING.isClear("A")).isFalse();
        assertThat(Facts.NOTHING.isImpossible()).isFalse();
        assertThat(Facts.NOTHING.isNothing()).isTrue();
        assertThat(Facts.NOTHING.withSet(FLAG).isNothing()).isFalse();
    }

    @Test
    void aValueIsOneOfAtMostSixteenConstants() {
        Facts all = Facts.NOTHING.withIs("C0");
        var names = new TreeSet<String>();
        names.add("C0");
        for (int number = 1; number < 16; number++) {
            all = all.or(Facts.NOTHING.withIs("C" + number));
            names.add("C" + number);
            assertThat(all.is()).isEqualTo(names);
        }
        assertThat(all.or(Facts.NOTHING.withIs("C3"))).isEqualTo(all);
        assertThat(all.or(Facts.NOTHING.withIs("C16")).isNothing()).isTrue();
        assertThat(all.withNot("C3").is()).hasSize(15).doesNotContain("C3");
    }

    @Test
    void everyPartMakesADifference() {
        Facts[] different = {
            Facts.NOTHING,
            Facts.NOTHING.withRanges(Ranges.of(0)),
            Facts.NOTHING.withSet(FLAG),
            Facts.NOTHING.withClear(FLAG),
            Facts.NOTHING.withIs("A"),
            Facts.NOTHING.withNot("A"),
            Facts.NOTHING.withPointer(Facts.Pointer.ERROR),
            Facts.NOTHING.withPointer(Facts.Pointer.VALID)
        };
        assertThat(different).doesNotHaveDuplicates();
        assertThat(different)
                .extracting(Facts::toString)
                .containsExactly("", "{0}", "set[A]", "clear[A]", "is[A]", "not[A]", "an error", "no error");
        assertThat(Facts.NOTHING.withSet(FLAG).withPointer(Facts.Pointer.VALID)).hasToString("set[A] no error");
        for (Facts facts : different) {
            assertThat(new Facts(facts.ranges(), facts.set(), facts.clear(), facts.is(), facts.not(), facts.pointer()))
                    .isEqualTo(facts)
                    .hasSameHashCodeAs(facts);
        }
    }
}
