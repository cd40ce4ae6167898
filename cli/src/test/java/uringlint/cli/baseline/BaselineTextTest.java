// SPDX-License-Identifier: Apache-2.0

package uringlint.cli.baseline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class BaselineTextTest {
    private static final String HEAD = "# uringlint baseline 1\n";

    private static BaselineEntry entry(String path, String rule, int number, String what) {
        return new BaselineEntry(path, rule, "%016x".formatted(number), what);
    }

    private static final List<BaselineEntry> ENTRIES = List.of(
            entry("a b/x.c", "lost-completion", 1, "f: gone"),
            entry("a b/x.c", "lost-completion", 1, "f: gone"),
            entry("a b/x.c", "api-version", 2, ""),
            entry("#odd", "lost-completion", 3, "f: \u00e4 # \"q\""),
            entry("\"quoted\".c", "lost-completion", 4, "f"),
            entry("new\nline\\ \u001b\u2028.c", "lost-completion", 5, "f"),
            entry(" blank.c ", "lost-completion", 6, "f"));

    @Test
    void whatIsWrittenIsRead() throws BaselineText.Damaged {
        var baseline = new Baseline(ENTRIES);
        String text = BaselineText.write(baseline);
        assertThat(BaselineText.read(text)).isEqualTo(baseline);
        assertThat(BaselineText.read(text.replace("\n", "\r\n"))).isEqualTo(baseline);
        assertThat(BaselineText.read(BaselineText.write(new Baseline(List.of()))).entries()).isEmpty();
    }

    @Test
    void theTextDoesNotDependOnTheOrder() {
        String text = BaselineText.write(new Baseline(ENTRIES));
        var shuffled = new ArrayList<>(ENTRIES);
        for (int seed = 0; seed < 5; seed++) {
            Collections.shuffle(shuffled, new Random(seed));
            assertThat(BaselineText.write(new Baseline(shuffled))).isEqualTo(text);
        }
    }

    @Test
    void theTextIsForReviewers() {
        assertThat(BaselineText.write(new Baseline(ENTRIES.subList(0, 3)))).isEqualTo("""
                # uringlint baseline 1
                # `uringlint check` does not report what is listed here: a fingerprint, a rule, and for people what it is about.
                # `uringlint baseline update` takes out what is not found any more.

                a b/x.c
                    0000000000000002 api-version
                    0000000000000001 lost-completion f: gone
                    0000000000000001 lost-completion f: gone
                """);
    }

    private static void assertDamaged(String text, int line, String message) {
        assertThatThrownBy(() -> BaselineText.read(text)).isInstanceOfSatisfying(BaselineText.Damaged.class, damaged -> {
            assertThat(damaged.line()).isEqualTo(line);
            assertThat(damaged).hasMessageContaining(message);
        });
    }

    @Test
    void aDamagedLineIsNamed() {
        assertDamaged("", 1, "this is no baseline");
        assertDamaged("{}\n", 1, "this is no baseline");
        assertDamaged("# uringlint baseline 2\n", 1, "this is no baseline");
        assertDamaged(HEAD + "\n    0000000000000001 lost-completion\n", 3, "there is no path above this finding");
        assertDamaged(HEAD + "a.c\n    1 lost-completion\n", 3, "16 hexadecimal digits");
        assertDamaged(HEAD + "a.c\n    000000000000000g lost-completion\n", 3, "16 hexadecimal digits");
        assertDamaged(HEAD + "\"a.c\n    0000000000000001 lost-completion\n", 2, "quotation mark");
        assertDamaged(HEAD + "<<<<<<< ours\na.c\n    0000000000000001 lost-completion\n", 2, "there is no finding below this path");
        assertDamaged(HEAD + "a.c\n    0000000000000001 lost-completion\n>>>>>>> theirs\n", 4, "there is no finding below this path");
    }

    @Test
    void noTextMakesItFail() {
        String text = BaselineText.write(new Baseline(ENTRIES));
        var random = new Random(1);
        for (int round = 0; round < 2_000; round++) {
            var damaged = new StringBuilder(text);
            for (int change = 0; change < 3; change++) {
                damaged.setCharAt(random.nextInt(damaged.length()), "\"\\u#\n x\u0000".charAt(random.nextInt(8)));
            }
            try {
                assertThat(BaselineText.read(damaged.toString()).entries()).hasSizeLessThanOrEqualTo(2 * ENTRIES.size());
            } catch (BaselineText.Damaged e) {
                assertThat(e.line()).isPositive();
            }
        }
    }
}
