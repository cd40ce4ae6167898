// SPDX-License-Identifier: Apache-2.0

package uringlint.cli.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import java.time.Duration;
import java.util.Random;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/// Patterns mean what a regular expression of them would, at a cost that does not explode.
class GlobTest {
    private static boolean expected(String glob, String path) {
        var regex = new StringBuilder();
        for (int at = 0; at < glob.length(); at++) {
            if (glob.startsWith("**/", at)) {
                regex.append("(?:.*/)?");
                at += 2;
            } else if (glob.startsWith("**", at)) {
                regex.append(".*");
                at++;
            } else {
                regex.append(switch (glob.charAt(at)) {
                    case '*' -> "[^/]*";
                    case '?' -> "[^/]";
                    default -> Pattern.quote(glob.substring(at, at + 1));
                });
            }
        }
        return Pattern.compile(regex + "(?:/.*)?", Pattern.DOTALL).matcher(path).matches();
    }

    @Test
    void patternsAreThoseOfARegularExpression() {
        var random = new Random(5);
        for (int round = 0; round < 200_000; round++) {
            String glob = text(random, "aab/**?", 8).replaceAll("/+$", "").replaceFirst("^\\./", "");
            String path = text(random, "aab/", 8);
            assertThat(new Glob(glob).matches(path)).as(glob + " and " + path).isEqualTo(expected(glob, path));
        }
    }

    private static String text(Random random, String letters, int longest) {
        var text = new StringBuilder();
        for (int length = random.nextInt(longest); length > 0; length--) {
            text.append(letters.charAt(random.nextInt(letters.length())));
        }
        return text.toString();
    }

    @Test
    void manyStarsEndSoon() {
        assertTimeoutPreemptively(Duration.ofSeconds(10), () -> {
            for (String part : new String[] {"*a", "*a**a", "**/", "?*", "**a/"}) {
                assertThat(new Glob(part.repeat(5_000) + "b").matches("a".repeat(1_000) + "/" + "a/".repeat(500) + "c")).isFalse();
            }
        });
    }
}
