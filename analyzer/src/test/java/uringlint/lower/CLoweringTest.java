// SPDX-License-Identifier: Apache-2.0

package uringlint.lower;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import uringlint.dialect.Dialect;
import uringlint.ir.Function;
import uringlint.ir.TranslationUnit;
import uringlint.ir.text.IrText;
import uringlint.ir.text.IrVerifier;
import uringlint.source.SourceFile;
import uringlint.syntax.Parser;

class CLoweringTest {
    private static Parser parser;
    private static CLowering lowering;

    @BeforeAll
    static void open() {
        parser = Parser.forC();
        lowering = new CLowering(file -> parser.parse(Dialect.prepare(file)).tree());
    }

    @AfterAll
    static void close() {
        parser.close();
    }

    private static Lowered lower(String text) {
        return lower(text, Macros.none());
    }

    private static Lowered lower(String text, Macros known) {
        var file = new SourceFile("test.c", text.getBytes(StandardCharsets.UTF_8));
        return lowering.lower(parser.parse(Dialect.prepare(file)).tree().orElseThrow(), known);
    }

    /// The blocks of the last function, without its head.
    private static String body(TranslationUnit unit) {
        String text = IrText.print(unit.functions().getLast());
        return text.substring(text.indexOf("b0:"), text.lastIndexOf('}')).strip().replace("\n  ", "\n");
    }

    static Stream<Arguments> statements() {
        return Stream.of(
                Arguments.of("short circuits", "if (a && !(b || c)) x = 1;", """
                    b0:
                    branch a ? b1 : b4
                    b1:
                    branch b ? b4 : b2
                    b2:
                    branch c ? b4 : b3
                    b3:
                    x = 1
                    jump b4
                    b4:
                    return\
                    """),
                Arguments.of("a condition as a value", "x = a && b;", """
                    b0:
                    branch a ? b1 : b3
                    b1:
                    branch b ? b2 : b3
                    b2:
                    x = 1
                    jump b4
                    b3:
                    x = 0
                    jump b4
                    b4:
                    return\
                    """),
                Arguments.of("wrappers of a condition", "if (WARN_ON_ONCE(unlikely(!p))) return -EINVAL;", """
                    b0:
                    branch p ? b2 : b1
                    b1:
                    %1 = call WARN_ON_ONCE()
                    return -EINVAL
                    b2:
                    return\
                    """),
                Arguments.of("?: without a middle", "x = f(a) ?: b;", """
                    b0:
                    %1 = call f(a)
                    branch %1 ? b1 : b2
                    b1:
                    x = %1
                    jump b3
                    b2:
                    x = b
                    jump b3
                    b3:
                    return\
                    """),
                Arguments.of("calls from left to right", "x = f(g(a), h(b)) + k();", """
                    b0:
                    %1 = call g(a)
                    %2 = call h(b)
                    %3 = call f(%1, %2)
                    %4 = call k()
                    x = %3 + %4
                    return\
                    """),
                Arguments.of("places", "p->q[2].r = *&x; *p->s = arr[a]; ((struct foo *)p)->t = -1; p[1].q++;", """
                    b0:
                    p->q.*[2].r = x
                    p->s.* = arr[a]
                    %1 = cast<struct foo *>(p)
                    %1->t = -1
                    p.*[1].q = p.*[1].q + 1
                    return\
                    """),
                Arguments.of("side effects within values", "*p++ = x--; a = (b += 2, c);", """
                    b0:
                    %1 = p
                    p = p + 1
                    %2 = x
                    x = x - 1
                    %1.* = %2
                    b = b + 2
                    a = c
                    return\
                    """),
                Arguments.of("calls through pointers", "x = p->ops->run(p); (*p->fn)(a); cb(a);", """
                    b0:
                    x = call p->ops->run(p)
                    %1 = call p->fn(a)
                    %2 = call cb(a)
                    return\
                    """),
                Arguments.of(
                        "a switch that falls through",
                        "switch (x) { case 1: a = 1; case 2 ... 4: b = 1; break; default: c = 1; }",
                        """
                        b0:
                        branch x == 1 ? b3 : b1
                        b1:
                        branch x >= 2 ? b2 : b5
                        b2:
                        branch x <= 4 ? b4 : b5
                        b3:
                        a = 1
                        jump b4
                        b4:
                        b = 1
                        jump b6
                        b5:
                        c = 1
                        jump b6
                        b6:
                        return\
                        """),
                Arguments.of(
                        "loops",
                        "for (int i = 0; i < a; i++) { if (b) continue; if (c) break; f(i); } do g(); while (a--);",
                        """
                        b0:
                        i = 0
                        jump b1
                        b1:
                        branch i < a ? b2 : b6
                        b2:
                        branch b ? b5 : b3
                        b3:
                        branch c ? b6 : b4
                        b4:
                        %1 = call f(i)
                        jump b5
                        b5:
                        i = i + 1
                        jump b1
                        b6:
                        %2 = call g()
                        %3 = a
                        a = a - 1
                        branch %3 ? b6 : b7
                        b7:
                        return\
                        """),
                Arguments.of("a list", "list_for_each_entry(p, &q->list, x) { if (p->a) break; }", """
                    b0:
                    jump b1
                    b1:
                    %1 = call list_for_each_entry(p, &q->list, x)
                    branch %1 ? b2 : b3
                    b2:
                    p = %1
                    branch p->a ? b3 : b1
                    b3:
                    return\
                    """),
                Arguments.of("a loop whose cursor comes late", "xa_for_each(&q->xa, a, p) f(p);", """
                    b0:
                    jump b1
                    b1:
                    %1 = call xa_for_each(&q->xa, a, p)
                    branch %1 ? b2 : b3
                    b2:
                    p = %1
                    a = call xa_for_each(%1)
                    %2 = call f(p)
                    jump b1
                    b3:
                    return\
                    """),
                Arguments.of(
                        "guards at every way out",
                        "guard(mutex)(&p->lock); if (a) return; while (b) { guard(rcu)(); if (c) break; f(); }",
                        """
                        b0:
                        %1 = call guard(mutex, &p->lock)
                        branch a ? b1 : b2
                        b1:
                        drop %1 "guard:mutex"
                        return
                        b2:
                        branch b ? b3 : b6
                        b3:
                        %2 = call guard(rcu)
                        branch c ? b4 : b5
                        b4:
                        drop %2 "guard:rcu"
                        jump b6
                        b5:
                        %3 = call f()
                        drop %2 "guard:rcu"
                        jump b2
                        b6:
                        drop %1 "guard:mutex"
                        return\
                        """),
                Arguments.of(
                        "a guarded statement",
                        "scoped_guard(spinlock, &p->l) { if (a) goto out; x = 1; } out: f();",
                        """
                        b0:
                        %1 = call scoped_guard(spinlock, &p->l)
                        branch a ? b1 : b2
                        b1:
                        drop %1 "guard:spinlock"
                        jump b3
                        b2:
                        x = 1
                        drop %1 "guard:spinlock"
                        jump b3
                        b3:
                        %2 = call f()
                        return\
                        """),
                Arguments.of("a guard that may fail", "scoped_cond_guard(mutex_intr, return -EINTR, &p->l) f();", """
                    b0:
                    %1 = call scoped_cond_guard(mutex_intr, &p->l)
                    branch %1 ? b2 : b1
                    b1:
                    return -EINTR
                    b2:
                    %2 = call f()
                    drop %1 "guard:mutex_intr"
                    return\
                    """),
                Arguments.of(
                        "__free in reverse order",
                        "char *m __free(kfree) = f(); char *n __free(kvfree) = g(); if (a) return m[0]; return_ptr(n);",
                        """
                        b0:
                        m = call f()
                        n = call g()
                        branch a ? b1 : b2
                        b1:
                        %1 = m.*[0]
                        drop n "kvfree"
                        drop m "kfree"
                        return %1
                        b2:
                        %2 = call no_free_ptr(n)
                        n = NULL
                        drop n "kvfree"
                        drop m "kfree"
                        return %2\
                        """),
                Arguments.of("calls that do not come back", "if (a) panic(\"no\"); BUG_ON(b); f();", """
                    b0:
                    branch a ? b1 : b2
                    b1:
                    %1 = call panic("no")
                    unreachable
                    b2:
                    branch b ? b3 : b4
                    b3:
                    unreachable
                    b4:
                    %2 = call f()
                    return\
                    """),
                Arguments.of(
                        "lvalues, members and types as arguments",
                        "x = READ_ONCE(p->a); WRITE_ONCE(p->a, b); p = container_of(q, struct foo, a.b); p ="
                                + " list_entry(q, struct foo, x);",
                        """
                        b0:
                        x = call READ_ONCE(p->a)
                        %1 = call WRITE_ONCE(&p->a, b)
                        p = call container_of(q, `struct foo`, `a.b`)
                        p = call list_entry(q, `struct foo`, symbol<x>)
                        return\
                        """),
                Arguments.of(
                        "sizes are not evaluated",
                        "p = kzalloc_obj(*p, GFP_KERNEL); x = sizeof(struct foo) + sizeof(*p) + sizeof(f(a)) +"
                                + " offsetof(struct foo, a.b);",
                        """
                        b0:
                        p = call kzalloc_obj(sizeof(p.*), GFP_KERNEL)
                        x = ((sizeof(`struct foo`) + sizeof(p.*)) + sizeof(`f(a)`)) + offsetof(`struct foo`, `a.b`)
                        return\
                        """),
                Arguments.of(
                        "initializers",
                        "struct foo z = { .a = 1, .b.c = { 2 }, [3] = 4 }; *p = (struct foo){ .a = f() };",
                        """
                        b0:
                        z = aggregate<struct foo>{.a = 1, .b.c = aggregate<?>{2}, [3] = 4}
                        %1 = call f()
                        p.* = aggregate<struct foo>{.a = %1}
                        return\
                        """),
                Arguments.of("statement expressions and shadowing", "x = ({ int a = f(); a + 1; }); a = 2;", """
                    b0:
                    a#2 = call f()
                    x = a#2 + 1
                    a = 2
                    return\
                    """),
                Arguments.of(
                        "both arms of a conditional",
                        "#if defined(A) && B\nf();\n#elif C\ng();\n#endif\n#if 0\ndead();\n#endif\n",
                        """
                        b0:
                        branch `#if defined(A) && B` ? b1 : b2
                        b1:
                        %1 = call f()
                        jump b4
                        b2:
                        branch `#if C` ? b3 : b4
                        b3:
                        %2 = call g()
                        jump b4
                        b4:
                        return\
                        """),
                Arguments.of(
                        "declaring macros", "DECLARE_COMPLETION_ONSTACK(done); CLASS(fd, g)(a); f(&done, g);", """
                        b0:
                        done = call DECLARE_COMPLETION_ONSTACK()
                        g = call CLASS(fd, a)
                        %1 = call f(&done, g)
                        drop g "class:fd"
                        return\
                        """),
                Arguments.of("a cast that looks like a difference", "x = (u32)-1;", """
                    b0:
                    x = cast<u32>(-1)
                    return\
                    """));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("statements")
    void lowersStatements(String name, String statements, String expected) {
        String text =
                "void test(struct t *p, struct t *q, int a, int b, int c, void (*cb)(int))\n{\n\tint x, arr[4];\n\t"
                        + statements + "\n}\n";
        Lowered lowered = lower(text);
        assertThat(body(lowered.unit())).isEqualTo(expected);
        assertThat(lowered.problems()).isEmpty();
        assertThat(IrVerifier.verify(lowered.unit().functions().getFirst())).isEmpty();
    }

    static Stream<Arguments> macros() {
        return Stream.of(
                Arguments.of("an expression", "#define NEXT(x) ((x) + 1)", "a = NEXT(f(b));", """
                    b0:
                    %1 = call f(b)
                    a = %1 + 1
                    return\
                    """),
                Arguments.of(
                        "statements with a jump of the caller",
                        "#define CHECK(x) do { int r = (x); if (r) goto out; } while (0)",
                        "CHECK(f(a)); b = 1; out: g();",
                        """
                        b0:
                        r = call f(a)
                        branch r ? b2 : b1
                        b1:
                        b = 1
                        jump b2
                        b2:
                        %1 = call g()
                        return\
                        """),
                Arguments.of(
                        "a loop",
                        "#define each(p, h) for (p = first(h); p; p = next(p))",
                        "each(p, q) { if (a) break; f(p); }",
                        """
                        b0:
                        p = call first(q)
                        jump b1
                        b1:
                        branch p ? b2 : b4
                        b2:
                        branch a ? b4 : b3
                        b3:
                        %1 = call f(p)
                        p = call next(p)
                        jump b1
                        b4:
                        return\
                        """),
                Arguments.of(
                        "all further arguments",
                        "#define dbg(fmt, rest...) printk(\"x\" fmt, rest)",
                        "dbg(\"y\", a, b);",
                        """
                        b0:
                        %1 = call printk("x", a, b)
                        return\
                        """),
                Arguments.of("pasted names", "#define GLUE(x, y) f_##x(y)", "GLUE(b, a);", """
                    b0:
                    %1 = call f_b(a)
                    return\
                    """),
                Arguments.of(
                        "names pasted by way of another macro",
                        "#define GLUE(x) f_##x(a)\n#define USE(y) GLUE(y)",
                        "USE(b);",
                        """
                        b0:
                        %1 = call f_b(a)
                        return\
                        """),
                Arguments.of(
                        "a condition as text",
                        "#define MUST(x) do { if (!(x)) printk(\"%s\", #x); } while (0)",
                        "MUST(a);",
                        """
                        b0:
                        branch a ? b2 : b1
                        b1:
                        %1 = call printk("%s", "")
                        jump b2
                        b2:
                        return\
                        """),
                Arguments.of(
                        "arguments that may be missing",
                        "#define LOG(f, ...) printk(f, ##__VA_ARGS__)",
                        "LOG(\"x\", a);",
                        """
                        b0:
                        %1 = call printk("x", a)
                        return\
                        """),
                Arguments.of("recursion ends", "#define LOOP(x) LOOP(x)", "LOOP(a);", """
                    b0:
                    %1 = call LOOP(a)
                    return\
                    """),
                Arguments.of("another name", "#define old_name new_name", "old_name(a);", """
                    b0:
                    %1 = call new_name(a)
                    return\
                    """),
                Arguments.of(
                        "what the engine knows stays",
                        "#define WARN_ON(x) ({ int r = !!(x); r; })",
                        "if (WARN_ON(a)) f();",
                        """
                        b0:
                        branch a ? b1 : b2
                        b1:
                        %1 = call WARN_ON()
                        %2 = call f()
                        jump b2
                        b2:
                        return\
                        """));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("macros")
    void expandsMacros(String name, String macro, String statements, String expected) {
        String function = "void test(struct t *p, struct t *q, int a, int b)\n{\n\t" + statements + "\n}\n";
        assertThat(body(lower(macro + "\n" + function).unit())).isEqualTo(expected);
        assertThat(body(lower(function, lower(macro + "\n").macros()).unit()))
                .as("from another file")
                .isEqualTo(expected);
    }

    @Test
    void lowersDeclarations() {
        Lowered lowered = lower("""
            #include <linux/io.h> /* why */
            #include "widget.h"
            #define FLAG (1U << 3)
            #define OP _IOWR('u', 0x20, struct cmd)
            struct cmd { u16 op:4; union { int x; char y[4]; }; int (*fn)(int, char *); } __packed;
            enum state { IDLE, BUSY = 5, GONE };
            typedef unsigned long word_t;
            static DEFINE_MUTEX(lock);
            extern int helper(struct cmd *c, u32 flags);
            static const struct ops ops = { .start = start, .lock = &lock, .table = { [2] = { .n = sizeof(struct cmd) } } };
            static int (*handlers[2])(void);
            """);
        assertThat(IrText.print(lowered.unit())).isEqualTo("""
            include "linux/io.h"
            include "widget.h"
            struct cmd "__packed" {
              op: u16 : 4
              _: union `cmd.<1>`
              fn: (fn(int, char *) -> int) *
            }
            union `cmd.<1>` {
              x: int
              y: char[4]
            }
            enum state {
              IDLE = 0
              BUSY = 5
              GONE = BUSY + 1
            }
            typedef word_t = unsigned long
            const FLAG = 1U << 3
            const OP = _IOWR('u', 0x20, `struct cmd`)
            global lock: struct mutex
            fixed global ops: struct ops = aggregate<struct ops>{.start = start, .lock = &lock, .table = aggregate<?>{[2] = aggregate<?>{.n = sizeof(`struct cmd`)}}}
            global handlers: (fn() -> int) *[2]
            setup  lock = call DEFINE_MUTEX(lock)
            proto int helper(struct cmd *, u32)
            """);
    }

    @Test
    void readsOlderSpellings() {
        TranslationUnit unit = lower("""
            static int serve(cmd, flags)
                struct cmd *cmd;
                unsigned int flags;
            {
                return finish_\\
            cmd(cmd, flags);
            }
            static const struct ops ops = { serve: serve };
            """).unit();
        assertThat(IrText.print(unit)).contains("aggregate<struct ops>{.serve = serve}");
        assertThat(IrText.print(unit.functions().getFirst()))
                .contains("fn static int serve(cmd: struct cmd *, flags: unsigned int)")
                .contains("call finish_cmd(cmd, flags)");
    }

    @Test
    void putsMacrosIntoInitializers() {
        TranslationUnit unit = lower("""
            #define AT(nr, f) [nr] = { .number = nr, .fn = f }
            #define BOTH(f, g) { 1, f }, { 2, g }
            #define ONE(f) { 3, f }
            static const struct entry first[] = { AT(4, start), AT(5, stop) };
            static const struct entry second[] = { BOTH(start, stop), ONE(stop) };
            """).unit();
        assertThat(IrText.print(unit))
                .contains("{[4] = aggregate<struct entry>{.number = 4, .fn = start}, [5] = aggregate<struct"
                        + " entry>{.number = 5, .fn = stop}}")
                .contains("{aggregate<struct entry>{1, start}, aggregate<struct entry>{2, stop}, aggregate<struct"
                        + " entry>{3, stop}}");
    }

    @Test
    void callsWhatAStaticCallHolds() {
        TranslationUnit unit = lower(
                        "DEFINE_STATIC_CALL(hook, start);\nint f(int a)\n{\n\treturn static_call(hook)(a);\n}\n")
                .unit();
        assertThat(IrText.print(unit))
                .contains("setup  hook = call DEFINE_STATIC_CALL(hook, start)")
                .contains("call hook(a)");
    }

    @Test
    void keepsTheLargerOfTwoDefinitions() {
        Lowered lowered =
                lower("#ifdef A\nint f(void) { return g() + h(); }\n#else\nint f(void) { return 0; }\n#endif\n");
        assertThat(lowered.unit().functions()).hasSize(1);
        assertThat(body(lowered.unit())).contains("call g()");
    }

    @Test
    void lowersHeadersLazily() {
        var file = new SourceFile(
                "a.h",
                "struct a { int b; };\nstatic inline int get(struct a *a) { return a->b; }\n"
                        .getBytes(StandardCharsets.UTF_8));
        var tree = parser.parse(Dialect.prepare(file)).tree().orElseThrow();
        TranslationUnit unit = lowering.declarations(tree, Macros.none()).unit();
        assertThat(unit.functions()).isEmpty();
        assertThat(unit.prototypes()).extracting(prototype -> prototype.name()).containsExactly("get");
        assertThat(lowering.functions(tree, Macros.none(), List.of("get", "none")))
                .extracting(Function::name)
                .containsExactly("get");
    }

    @Test
    void pointsAtTheUseOfAMacroAndAtWholeStatements() {
        String text = "#define TWICE(x) ((x) * f())\nint g(int a)\n{\n\ta = h(a);\n\treturn TWICE(a);\n}\n";
        TranslationUnit unit = lower(text).unit();
        var instructions = unit.functions().getFirst().entry().instructions();
        assertThat(instructions)
                .extracting(instruction -> unit.file().text(instruction.span()))
                .containsExactly("a = h(a);", "TWICE(a)");
        assertThat(unit.file()
                        .text(unit.functions().getFirst().entry().terminator().span()))
                .isEqualTo("return TWICE(a);");
    }

    @Test
    void goesOnBehindWhatItDoesNotUnderstand() {
        Lowered lowered = lower("void f(int a)\n{\n\tg();\n\ta = @@ 3 $ ];\n\th();\n}\nvoid k(void) { }\n");
        assertThat(lowered.unit().functions()).extracting(Function::name).containsExactly("f", "k");
        assertThat(lowered.problems()).isNotEmpty();
        String text = IrText.print(lowered.unit().functions().getFirst());
        assertThat(text).contains("call g()").contains("call h()");
    }

    @Test
    void survivesGarbage() {
        String[] tokens = {
            "(",
            ")",
            "{",
            "}",
            ";",
            "if",
            "while",
            "case 1:",
            "goto x;",
            "x:",
            "#if A\n",
            "#else\n",
            "#endif\n",
            "=",
            "*",
            "->",
            "?",
            ":",
            "({",
            "})",
            "&&",
            "return",
            "switch (a)",
            "do",
            "guard(m)(l);",
            "scoped_guard(m, l)",
            "a",
            "f(",
            "#define f(x) f(x) x\n",
            "sizeof",
            "1"
        };
        var random = new Random(1);
        for (int round = 0; round < 300; round++) {
            var text = new StringBuilder("void f(int a)\n{\n");
            for (int count = random.nextInt(60); count > 0; count--) {
                text.append(tokens[random.nextInt(tokens.length)]).append(' ');
            }
            for (Function function : lower(text + "\n}\n").unit().functions()) {
                assertThat(IrVerifier.verify(function)).as(text.toString()).isEmpty();
            }
        }
    }

    @Test
    void boundsDepthAndExpansion() {
        assertThat(lower("int f(int a) { return " + "a + ".repeat(1_300) + "a; }\n").problems()).isNotEmpty();
        var macros = new StringBuilder();
        for (int level = 0; level < 24; level++) {
            macros.append("#define m%d(x) m%d(x) + m%d(x)\n".formatted(level, level + 1, level + 1));
        }
        TranslationUnit unit = lower(macros + "int f(int a) { return m0(a); }\n").unit();
        assertThat(unit.functions().getFirst().entry().instructions()).hasSizeLessThan(10_000);
    }
}
