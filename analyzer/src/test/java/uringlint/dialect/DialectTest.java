// SPDX-License-Identifier: Apache-2.0

package uringlint.dialect;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import uringlint.dialect.DialectFact.Kind;
import uringlint.source.Problem;
import uringlint.source.SourceFile;
import uringlint.source.Span;

class DialectTest {
    private static final String DRIVER = """
        #include <linux/module.h>
        #define trace(fmt, args...) pr_debug(fmt, args) /* for the curious */
        struct widget {
        	DECLARE_BITMAP(busy, WIDGET_SLOTS);
        	struct list_head __rcu *slots;
        	struct_group(tail, int a; int b;);
        };
        static DEFINE_PER_CPU(struct widget, widgets) = { NULL };
        static int __must_check widget_start(struct widget *w, void __user *buf)
        {
        	struct page *page __free(kfree) = NULL;
        	struct slot *slot;

        	guard(mutex)(&w->lock);
        	list_for_each_entry(slot, &w->slots, node)
        		list_for_each_entry_rcu(slot->other, &w->others, node)
        			use(slot);
        	scoped_guard(spinlock_irqsave, &w->irq_lock) {
        		w->page = container_of(buf, struct page, member);
        	}
        	switch (w->state) {
        	case 0 ... 7:
        		break;
        	}
        #ifdef CONFIG_WIDGET
        	if (w->fast)
        		go();
        	else
        #endif
        		stop();
        	return offsetof(struct widget, tail.a) + sizeof(unsigned long);
        }
        module_init(widget_init)
        SYSCALL_DEFINE2(widget, int, fd, void __user *, buf)
        {
        	return 0;
        }
        """;

    private static Prepared prepare(String text) {
        return Dialect.prepare(new SourceFile("w.c", text.getBytes(StandardCharsets.UTF_8)));
    }

    private static void assertSameShape(byte[] original, byte[] prepared) {
        assertThat(prepared).hasSameSizeAs(original);
        for (int offset = 0; offset < original.length; offset++) {
            if ((original[offset] == '\n') != (prepared[offset] == '\n')) {
                throw new AssertionError("a line break changed at " + offset);
            }
        }
    }

    private static List<String> facts(Prepared prepared, Kind kind) {
        return prepared.facts().stream()
                .filter(fact -> fact.kind() == kind)
                .map(fact -> fact.name() + fact.arguments().stream().map(prepared.original()::text).toList())
                .toList();
    }

    @Test
    void keepsLengthAndLineBreaks() {
        assertSameShape(DRIVER.getBytes(StandardCharsets.UTF_8), prepare(DRIVER).bytes());
    }

    @Test
    void doesNotWriteToTheOriginal() {
        byte[] bytes = DRIVER.getBytes(StandardCharsets.UTF_8);
        Dialect.prepare(new SourceFile("w.c", bytes));
        assertThat(bytes).isEqualTo(DRIVER.getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void keepsCallsWithCompoundLiterals() {
        String call = "memcpy(&u, &(struct bar){ .q = 1 }, sizeof(u));";
        assertThat(prepare("void f(void) { " + call + " }").text()).contains("memcpy(");
        assertThat(prepare("void f(void) { MACRO(for_each_widget(w) { use(w); }) }").text()).doesNotContain("MACRO");
    }

    @Test
    void recordsAttributes() {
        assertThat(facts(prepare(DRIVER), Kind.ATTRIBUTE))
                .containsExactly("__rcu[]", "__must_check[]", "__user[]", "__user[]");
        assertThat(facts(prepare("struct s { int n; char b[] __counted_by(n); };"), Kind.ATTRIBUTE))
                .containsExactly("__counted_by[n]");
    }

    @Test
    void recordsCleanups() {
        assertThat(facts(prepare(DRIVER), Kind.CLEANUP)).containsExactly("__free[kfree]");
        assertThat(facts(prepare("void f(void) { struct s AUTO_KFREE(*p); }"), Kind.CLEANUP))
                .containsExactly("AUTO_KFREE[*p]");
    }

    @Test
    void makesLoopsOfIterators() {
        Prepared prepared = prepare(DRIVER);
        assertThat(facts(prepared, Kind.ITERATOR)).containsExactly(
                "list_for_each_entry[slot, &w->slots, node]",
                "list_for_each_entry_rcu[slot->other, &w->others, node]",
                "scoped_guard[spinlock_irqsave, &w->irq_lock]");
        int offset = DRIVER.indexOf("scoped_guard");
        assertThat(prepared.text().substring(offset)).startsWith("while       (spinlock_irqsave, &w->irq_lock) {");
        assertThat(prepared.factAt(offset, Kind.ITERATOR)).isPresent();
        assertThat(prepared.factAt(offset).orElseThrow().span()).isEqualTo(new Span(offset, offset + 12));
    }

    @Test
    void makesNamesOfTypesInArguments() {
        Prepared prepared = prepare(DRIVER);
        assertThat(facts(prepared, Kind.TYPE_ARGUMENT)).contains("struct page[]", "tail.a[]");
        assertThat(prepared.text()).contains("container_of(buf, struct_page, member)");
    }

    @Test
    void keepsGuardsAsCallsOfCalls() {
        assertThat(prepare(DRIVER).text()).contains("guard(mutex)(&w->lock);");
    }

    @Test
    void recordsRangesMacrosAndArms() {
        Prepared prepared = prepare(DRIVER);
        assertThat(facts(prepared, Kind.CASE_RANGE)).containsExactly("...[]");
        assertThat(facts(prepared, Kind.FILE_MACRO))
                .containsExactly("module_init[widget_init]", "SYSCALL_DEFINE2[widget, int, fd, void __user *, buf]");
        assertThat(facts(prepared, Kind.MACRO))
                .contains("DECLARE_BITMAP[busy, WIDGET_SLOTS]", "DEFINE_PER_CPU[struct widget, widgets]");
        assertThat(facts(prepared, Kind.CONDITIONAL_KEPT)).containsExactly("#ifdef CONFIG_WIDGET[]");
    }

    @Test
    void keepsTheSecondArmWhenTheFirstIsNever() {
        Prepared prepared = prepare("int f(void)\n"
                + "{\n"
                + "\tif (a &&\n"
                + "#if 0\n"
                + "\t    b\n"
                + "#else\n"
                + "\t    c\n"
                + "#endif\n"
                + "\t    )\n"
                + "\t\treturn 1;\n"
                + "\treturn 0;\n"
                + "}\n");
        assertThat(prepared.text()).doesNotContain("b").contains("c");
        assertThat(facts(prepared, Kind.CONDITIONAL_ARM)).containsExactly("#if 0[]");
    }

    @Test
    void findsFactsByPlace() {
        Prepared prepared = prepare(DRIVER);
        assertThat(prepared.factAt(0)).isEmpty();
        int function = DRIVER.indexOf("static int __must_check");
        assertThat(prepared.factsIn(new Span(function, DRIVER.indexOf('{', function))))
                .extracting(DialectFact::name)
                .containsExactly("__must_check", "__user");
        assertThat(prepared.describeFacts()).contains("9:12 ATTRIBUTE __must_check\n");
        assertThat(prepared.facts()).isSortedAccordingTo(DialectFact.ORDER);
    }

    @Test
    void givesTheSameTwice() {
        assertThat(prepare(DRIVER).facts()).isEqualTo(prepare(DRIVER).facts());
    }

    @Test
    void keepsTheShapeOfGarbage() {
        var random = new Random(20260101);
        byte[] alphabet = "(){}[];:,#\"'\\/*.<>=&|+-\n \tabcXYZ_09\r".getBytes(StandardCharsets.ISO_8859_1);
        String[] words = {
            "#if 0",
            "#else\n",
            "#endif\n",
            "struct ",
            "__free(",
            "typeof(",
            "offsetof(",
            "case ",
            " ... ",
            "static ",
            "DEFINE_PER_CPU(",
            "DECLARE_BITMAP(",
            "for_each_x(",
            "enum {",
            "AUTO_KFREE(",
            "auto x = ",
            "/*",
            "*/",
            "//",
            "\\\n"
        };
        for (int round = 0; round < 4_000; round++) {
            byte[] bytes = DRIVER.getBytes(StandardCharsets.UTF_8);
            int from = random.nextInt(bytes.length);
            bytes = java.util.Arrays.copyOfRange(bytes, from, from + random.nextInt(bytes.length - from) + 1);
            for (int change = random.nextInt(30); change > 0; change--) {
                int at = random.nextInt(bytes.length);
                if (random.nextBoolean()) {
                    bytes[at] = alphabet[random.nextInt(alphabet.length)];
                } else {
                    byte[] word = words[random.nextInt(words.length)].getBytes(StandardCharsets.ISO_8859_1);
                    System.arraycopy(word, 0, bytes, at, Math.min(word.length, bytes.length - at));
                }
            }
            Prepared prepared = Dialect.prepare(new SourceFile("garbage.c", bytes));
            assertSameShape(bytes, prepared.bytes());
            for (DialectFact fact : prepared.facts()) {
                assertThat(fact.span().end()).isLessThanOrEqualTo(bytes.length);
            }
        }
    }

    @Test
    void preparesEveryPrefix() {
        for (int length = 0; length <= DRIVER.length(); length++) {
            byte[] prefix = DRIVER.substring(0, length).getBytes(StandardCharsets.UTF_8);
            assertSameShape(prefix, Dialect.prepare(new SourceFile("w.c", prefix)).bytes());
        }
    }

    @Test
    void refusesWhatIsTooDeepOrTooLong() {
        for (String text : List.of(
                "(".repeat(100_000) + ")".repeat(100_000),
                "{".repeat(100_000),
                "#if 1\n".repeat(100_000) + "#endif\n".repeat(100_000),
                " ".repeat(Dialect.MAX_LENGTH + 1))) {
            Prepared prepared = prepare(text);
            assertThat(prepared.isRefused()).isTrue();
            assertThat(prepared.problems()).extracting(Problem::kind).containsExactly(Problem.Kind.BOUND);
        }
        assertThat(Dialect.verbatim(new SourceFile("w.rs", "[".repeat(1_000).getBytes(StandardCharsets.UTF_8)))
                        .isRefused())
                .isTrue();
    }
}
