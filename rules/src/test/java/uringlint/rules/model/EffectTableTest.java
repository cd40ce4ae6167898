// SPDX-License-Identifier: Apache-2.0

package uringlint.rules.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import uringlint.effects.EffectFinder;
import uringlint.load.Front;
import uringlint.lower.Macros;
import uringlint.source.SourceFile;
import uringlint.typestate.protocol.Effect;
import uringlint.typestate.protocol.Waiting;
import uringlint.version.KernelVersion;

/// What is found in sources, how it is written, and what the table that is shipped says.
class EffectTableTest {
    private static final KernelVersion OLD = new KernelVersion(6, 1);
    private static final KernelVersion NEW = new KernelVersion(6, 12);

    /// The lines for a kernel of some files, by name.
    private static String found(Map<String, String> files) {
        return EffectTable.text(new TreeMap<>(Map.of(NEW, find(files))));
    }

    private static Map<String, Effect.Api> find(Map<String, String> files) {
        var finder = new EffectFinder(UringApi.model(NEW));
        try (var front = new Front()) {
            new TreeMap<>(files)
                    .forEach((name, text) -> finder.add(
                            front.lower(new SourceFile(name, text.getBytes(StandardCharsets.UTF_8)), Macros.none())
                                    .orElseThrow()
                                    .unit()
                                    .functions(),
                            name.endsWith(".h")));
        }
        return finder.find();
    }

    private static String found(String text) {
        return found(Map.of("a.c", text));
    }

    @Test
    void whatAlwaysSleepsIsFoundThroughItsCallees() {
        assertThat(found("""
            static void inner(struct box *box) { mutex_lock(&box->lock); box->n++; mutex_unlock(&box->lock); }
            void outer(struct box *box) { inner(box); }
            void sometimes(struct box *box) { if (box->n) inner(box); }
            int refuses(struct box *box) { if (!box) return -EINVAL; inner(box); return 0; }
            int asks(struct box *box) { if (box->n) return -EAGAIN; inner(box); return 0; }
            int fails(struct box *box) { int ret = first(box); if (ret < 0) return ret; msleep(7); return ret; }
            """))
                .isEqualTo("""
                    fails 1 * sleep(event)
                    outer 1 * sleep(lock)
                    refuses 1 * sleep(lock) result(-22,0)
                    asks 1 * result(-11,0)
                    """.lines().sorted().map(line -> line + "\n").reduce("", String::concat));
    }

    @Test
    void theReasonIsOneThatHoldsOnAllWays() {
        assertThat(found("void box(struct box *box) { if (box->n) msleep(1); mutex_lock(&box->lock); }\n"))
                .isEqualTo("box 1 * sleep(lock)\n");
    }

    @Test
    void whatDidNotWaitIsNoError() {
        assertThat(found("""
            static int tries(struct box *box) { if (box->busy) return -EAGAIN; if (box->bad) return -EIO; return 0; }
            static int checks(struct box *box) { if (box->bad) return -EIO; return 0; }
            int perhaps(struct box *box) { int ret = tries(box); if (ret < 0) return ret; msleep(1); return 1; }
            int always(struct box *box) { int ret = checks(box); if (ret < 0) return ret; msleep(1); return 1; }
            void *busy(struct box *box) { if (box->busy) return ERR_PTR(-EBUSY); msleep(1); return box->p; }
            void *bad(struct box *box) { if (box->busy) return ERR_PTR(-EIO); msleep(1); return box->p; }
            """))
                .isEqualTo("always 1 * sleep(event) result(-5,1)\nbad 1 * sleep(event)\nperhaps 1 * result(-11,1)\n");
    }

    @Test
    void aFlagThatForbidsItIsFollowedThroughArguments() {
        assertThat(found("""
            void takes(struct box *box, int flags) { if (flags & BOX_TRY) return; mutex_lock(&box->lock); }
            void hands(int flags, struct box *box) { takes(box, flags); }
            void adds(int flags, struct box *box) { takes(box, flags | BOX_OTHER); }
            void tries(struct box *box) { takes(box, BOX_TRY); }
            void waits(struct box *box) { takes(box, BOX_OTHER); }
            void knows(struct box *box) { takes(box, box->flags); }
            void changes(int flags, struct box *box) { flags |= BOX_TRY; takes(box, flags); }
            """)).isEqualTo("""
                adds 2 * sleep(lock,0,BOX_TRY)
                hands 2 * sleep(lock,0,BOX_TRY)
                takes 2 * sleep(lock,1,BOX_TRY)
                waits 1 * sleep(lock)
                """);
    }

    @Test
    void whatIsFreedAndCopiedIsFound() {
        assertThat(found("""
            void discard(struct box *box) { if (!box) return; kfree(box->name); kfree(box); }
            void both(int n, struct box *box) { log(n); discard(box); }
            void maybe(struct box *box) { if (--box->count) return; discard(box); }
            void next(struct box *box) { box = box->next; kfree(box); }
            int load(struct box *box, void __user *from) { if (copy_from_user(box, from, 8)) return -EFAULT; return 0; }
            """)).isEqualTo("""
                both 2 * free(1)
                discard 1 * free(0)
                load 2 * usercopy result(-14,0)
                """);
    }

    @Test
    void theRangeOfResultsIsTheirUnion() {
        assertThat(found("""
            int one(int n) { return n > 4; }
            int two(int n) { int ret = 0; if (n) ret = -ENOMEM; return ret; }
            int three(int n) { int ret = two(n); if (!ret) ret = 7; return ret; }
            int far(int n) { int ret = 0; if (n) ret = elsewhere(n); return ret; }
            int macro(int n) { int ret = 0; box_macro(n, ret); return ret; }
            int given(int n) { int ret = 0; read_into(&ret); return ret; }
            unsigned int word(int n) { return 0; }
            """)).isEqualTo("""
                one 1 * result(0,1)
                three 1 * result(-12,7)
                two 1 * result(-12,0)
                """);
    }

    @Test
    void allDefinitionsCountButStubs() {
        String header = "int box_wait(struct box *box);\n"
                + "static inline int box_wait(struct box *box) { return 0; }\n"
                + "static inline void box_open(struct box *box) { box_wait(box); }\n";
        assertThat(found(Map.of("box.h", header, "box.c", "int box_wait(struct box *box) { msleep(1); return 0; }\n")))
                .isEqualTo("box_open 1 * sleep(event)\nbox_wait 1 * sleep(event) result(0,0)\n");
        String other = "static void step(void) { }\n"
                + "void box_quick(void) { step(); }\n"
                + "int box_wait(struct box *box) { step(); return 0; }\n";
        assertThat(found(Map.of(
                        "box.h",
                        header,
                        "box.c",
                        "static void step(void) { msleep(1); }\nint box_wait(struct box *box) { step(); return 0; }\n",
                        "other.c",
                        other)))
                .isEqualTo("box_wait 1 * result(0,0)\n");
    }

    @Test
    void whatTheApiNamesIsLeftOut() {
        assertThat(found("void mutex_lock(struct mutex *lock) { might_sleep(); }\n"
                        + "void box(struct mutex *lock) { mutex_lock(lock); }\n"))
                .isEqualTo("box 1 * sleep(lock)\n");
    }

    @Test
    void whatTwoReleasesSayDifferentlyIsNotKnownBetweenThem() {
        var releases = new TreeMap<KernelVersion, Map<String, Effect.Api>>();
        var sleep = new Effect.Api("a", 1, List.of(new Effect.Sleep(Waiting.IO, -1, "")));
        var longer = new Effect.Api("a", 2, sleep.effects());
        releases.put(OLD, Map.of("a", sleep, "c", sleep, "d", sleep));
        releases.put(NEW, Map.of("a", sleep, "b", sleep, "d", longer));
        releases.put(new KernelVersion(7, 0), Map.of("b", sleep, "d", longer));
        assertThat(EffectTable.text(releases))
                .isEqualTo("a 1 ..6.12 sleep(io)\nb 1 6.12.. sleep(io)\nc 1 ..6.1 sleep(io)\nd 1 ..6.11 sleep(io)\nd 2 6.12.. sleep(io)\n");
    }

    @Test
    void theShippedTableIsSortedAndFoundInWhole() {
        List<String> lines = EffectTable.lines();
        assertThat(lines).hasSizeGreaterThan(5_000);
        List<String> names = lines.stream().map(line -> line.substring(0, line.indexOf(' '))).toList();
        assertThat(names).isSortedAccordingTo(Comparator.naturalOrder());
        assertThat(new TreeSet<>(names)).noneMatch(UringApi::hasFunction);
        var missed = new ArrayList<String>();
        for (String line : lines) {
            String[] words = line.split(" ");
            KernelVersion version = words[2].startsWith("..") || words[2].equals("*")
                    ? OLD
                    : KernelVersion.parse(words[2].substring(0, words[2].indexOf("..")))
                            .orElseThrow();
            if (EffectTable.effects(words[0], Integer.parseInt(words[1]), version).isEmpty()) {
                missed.add(line);
            }
        }
        assertThat(missed).isEmpty();
        assertThat(EffectTable.effects("no_such_function", 1, OLD)).isEmpty();
        assertThat(EffectTable.effects("", 0, OLD)).isEmpty();
        assertThat(EffectTable.effects("zzzz", 0, OLD)).isEmpty();
    }
}
