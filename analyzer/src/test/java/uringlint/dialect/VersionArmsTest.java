// SPDX-License-Identifier: Apache-2.0

package uringlint.dialect;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import uringlint.source.SourceFile;
import uringlint.version.KernelVersion;
import uringlint.version.Target;

/// What conditions on the version leave of a file.
class VersionArmsTest {
    private static final String NEW = "LINUX_VERSION_CODE >= KERNEL_VERSION(6, 3, 0)";

    private static String select(String text, int major, int minor) {
        var file = new SourceFile("x.c", text.getBytes(StandardCharsets.ISO_8859_1));
        byte[] selected = new VersionArms(new Target.Release(new KernelVersion(major, minor))).select(file);
        assertThat(selected).hasSameSizeAs(file.bytes());
        String result = new String(selected, StandardCharsets.ISO_8859_1);
        assertThat(result.lines().count()).isEqualTo(text.lines().count());
        return result;
    }

    /// The words that are left, without line breaks.
    private static String words(String text, int major, int minor) {
        return select(text, major, minor).strip().replaceAll("\\s+", " ");
    }

    private static String words(String text, int minor) {
        return words(text, 6, minor);
    }

    @Test
    void oneArmIsLeft() {
        String text = "#if " + NEW + "\na\n#elif LINUX_VERSION_CODE >= KERNEL_VERSION(6,1,0)\nb\n#else\nc\n#endif\nd\n";
        assertThat(words(text, 7, 0)).isEqualTo("a d");
        assertThat(words(text, 3)).isEqualTo("a d");
        assertThat(words(text, 2)).isEqualTo("b d");
        assertThat(words(text, 0)).isEqualTo("c d");
    }

    @Test
    void nothingHappensWithoutATarget() {
        var file = new SourceFile("x.c", ("#if " + NEW + "\na\n#endif\n").getBytes(StandardCharsets.US_ASCII));
        assertThat(new VersionArms(Target.ANY).select(file)).isSameAs(file.bytes());
    }

    @Test
    void conditionsAreCombined() {
        assertThat(words("#if !(" + NEW + ")\na\n#else\nb\n#endif", 3)).isEqualTo("b");
        assertThat(words("#if " + NEW + " && LINUX_VERSION_CODE < KERNEL_VERSION(6,5,0)\na\n#endif", 4)).isEqualTo("a");
        assertThat(words("#if " + NEW + " && \\\n LINUX_VERSION_CODE < KERNEL_VERSION(6,5,0)\na\n#endif", 5)).isEmpty();
        assertThat(words("#if (" + NEW + ") /* new */ || 0 // or not\na\n#endif", 3)).isEqualTo("a");
        assertThat(words("#if KERNEL_VERSION(6, 3, 0) <= LINUX_VERSION_CODE\na\n#endif", 3)).isEqualTo("a");
        assertThat(words("#  if LINUX_VERSION_CODE != KERNEL_VERSION(6,3,0)\na\n# endif", 2)).isEqualTo("a");
    }

    @Test
    void whatIsNotKnownStays() {
        String text = "#if defined(X) && " + NEW + "\na\n#else\nb\n#endif\n";
        assertThat(words(text, 3)).isEqualTo("#if defined(X) && " + NEW + " a #else b #endif");
        assertThat(words(text, 2)).isEqualTo("b");
        assertThat(words("#ifdef X\na\n#elif " + NEW + "\nb\n#else\nc\n#endif\n", 3))
                .isEqualTo("#ifdef X a #else b #endif");
        assertThat(words("#ifdef X\na\n#elif " + NEW + "\nb\n#else\nc\n#endif\n", 2))
                .isEqualTo("#ifdef X a #else c #endif");
        assertThat(words("#if " + NEW + "\na\n#elif defined(X)\nb\n#else\nc\n#endif\n", 2))
                .isEqualTo("# if defined(X) b #else c #endif");
        assertThat(words("#if LINUX_VERSION_CODE >= KERNEL_VERSION(6, 3, 7)\na\n#endif", 3))
                .contains("#if")
                .contains("a");
        assertThat(words("#if LINUX_VERSION_CODE >= KERNEL_VERSION(6, 3, 7)\na\n#endif", 4)).isEqualTo("a");
        assertThat(words("#if LINUX_VERSION_CODE >= NEWEST(\na\n#endif", 3)).contains("#if");
    }

    @Test
    void groupsAreNested() {
        String text = "#if " + NEW + "\n#ifdef X\na\n#else\nb\n#endif\n#else\n#ifdef X\nc\n#endif\n#endif\nd\n";
        assertThat(words(text, 3)).isEqualTo("#ifdef X a #else b #endif d");
        assertThat(words(text, 2)).isEqualTo("#ifdef X c #endif d");
    }

    @Test
    void macrosThatDependOnTheVersionAreFollowed() {
        String text = "#if " + NEW + "\n#define HAS_FLAGS\n#define ARGS 4\n#else\n#define ARGS 3\n#endif\n"
                + "#ifdef HAS_FLAGS\na\n#else\nb\n#endif\n#if ARGS == 4\nc\n#endif\n";
        assertThat(words(text, 3)).isEqualTo("#define HAS_FLAGS #define ARGS 4 a c");
        assertThat(words(text, 2)).isEqualTo("#define ARGS 3 b");
        assertThat(words("#define IS_NEW (" + NEW + ")\n#if IS_NEW\na\n#else\nb\n#endif", 2)).endsWith(" b");
        assertThat(words("#ifndef HAS\n#if " + NEW + "\n#define HAS\n#endif\n#endif\n#ifdef HAS\na\n#endif", 3))
                .contains("#ifdef HAS a #endif");
        assertThat(words("#define HAS\n#if " + NEW + "\na\n#endif\n#ifdef HAS\nb\n#endif", 3))
                .isEqualTo("#define HAS a #ifdef HAS b #endif");
    }

    @Test
    void macrosOfAHeaderAreKnownInWhatFollows() {
        var header = new SourceFile(
                "x.h",
                ("#ifndef X_H\n#define X_H\n#if " + NEW + "\n#define HAS\n#endif\n#endif\n")
                        .getBytes(StandardCharsets.US_ASCII));
        var file = new SourceFile("x.c", "#ifdef HAS\na\n#endif\n".getBytes(StandardCharsets.US_ASCII));
        for (int minor : new int[] {2, 3}) {
            var arms = new VersionArms(new Target.Release(new KernelVersion(6, minor)));
            assertThat(new String(arms.select(header), StandardCharsets.US_ASCII))
                    .startsWith("#ifndef X_H\n#define X_H\n")
                    .endsWith("\n#endif\n");
            assertThat(new String(arms.select(file), StandardCharsets.US_ASCII).strip())
                    .isEqualTo(minor == 3 ? "a" : "");
        }
    }

    @Test
    void distributionsAreNotMeant() {
        String text = "#if " + NEW
                + " || (defined(RHEL_RELEASE_CODE) && RHEL_RELEASE_CODE >= RHEL_RELEASE_VERSION(9, 3))\na\n#endif";
        assertThat(words(text, 2)).isEmpty();
    }

    @Test
    void commentsAndStringsAreNoDirectives() {
        String text = "/*\n#if " + NEW + "\n*/\n\"\\\n#else\"\n// LINUX_VERSION_CODE\na\n";
        assertThat(select(text, 6, 2)).isEqualTo(text);
    }

    @Test
    void garbageKeepsItsLength() {
        List<String> parts = List.of(
                "#if " + NEW + "\n",
                "#else\n",
                "#endif\n",
                "#elif X\n",
                "a",
                "\n",
                "\"",
                "/*",
                "*/",
                "\\\n",
                "#define A 1\n",
                "#undef A\n",
                "(",
                "#ifndef A\n",
                "#");
        var random = new Random(7);
        for (int run = 0; run < 2_000; run++) {
            var text = new StringBuilder();
            for (int part = random.nextInt(24); part >= 0; part--) {
                text.append(parts.get(random.nextInt(parts.size())));
            }
            select(text.toString(), 6, random.nextInt(6));
        }
    }
}
