// SPDX-License-Identifier: Apache-2.0

package uringlint.syntax;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import uringlint.dialect.Dialect;
import uringlint.dialect.Prepared;
import uringlint.source.Problem;
import uringlint.source.SourceFile;
import uringlint.source.Span;

class ParserTest {
    private static Prepared prepare(String text) {
        return Dialect.prepare(new SourceFile("w.c", text.getBytes(StandardCharsets.UTF_8)));
    }

    private static SyntaxTree parse(String text) {
        try (Parser parser = Parser.forC()) {
            return parser.parse(prepare(text)).tree().orElseThrow();
        }
    }

    @Test
    void copiesTheTree() {
        SyntaxNode root = parse("int f(int a) { return a + 1; }").root();
        assertThat(root.kind()).isEqualTo("translation_unit");
        assertThat(root.parent()).isEmpty();
        SyntaxNode function = root.namedChildren().getFirst();
        assertThat(function.kind()).isEqualTo("function_definition");
        assertThat(function.parent()).contains(root);
        assertThat(function.child("type").orElseThrow().text()).isEqualTo("int");
        assertThat(function.child("body").orElseThrow().field()).isEqualTo("body");
        SyntaxNode body = function.child("body").orElseThrow();
        assertThat(body.children()).extracting(SyntaxNode::kind).containsExactly("{", "return_statement", "}");
        assertThat(body.children().getFirst().isNamed()).isFalse();
        assertThat(body.namedChildren().getFirst().namedChildren().getFirst().span()).isEqualTo(new Span(22, 27));
    }

    @Test
    void readsTextFromTheOriginal() {
        SyntaxTree tree = parse("void f(void) { x = container_of(p, struct foo, m); }");
        int offset = tree.file().text(new Span(0, tree.file().bytes().length)).indexOf("struct foo");
        SyntaxNode argument = tree.at(new Span(offset, offset + 10));
        assertThat(argument.text()).isEqualTo("struct foo");
        assertThat(argument.preparedText()).isEqualTo("struct_foo");
    }

    @ParameterizedTest
    @ValueSource(strings = {
        "static int __must_check f(void __user *p);",
        "void f(void) { list_for_each_entry(a, &b, c) for_each_set_bit(i, m, n) use(a); }",
        "void f(void) { scoped_guard(mutex, &l) { g(); } guard(mutex)(&l); }",
        "void f(void) { scoped_cond_guard(mutex_intr, return -EINTR, &l) { g(); } }",
        "void f(void) { struct s *p __free(kfree) = kmalloc(sizeof(*p), GFP_KERNEL); }",
        "void f(int n) { switch (n) { case 1 ... 3: g(); } }",
        "void f(void) { CLASS(fd, f)(3); auto g = h(); typeof(*g->x) y = 1; }",
        "static DEFINE_PER_CPU(struct s, v) = { 1 };\nstatic DEFINE_MUTEX(m);\nmodule_init(f)\n",
        "static const struct s t = {\n#ifdef A\n.a = 1,\n#endif\n.b = 2,\n};",
        "int f(void)\n{\n#ifdef A\n\tif (x)\n\t\ty();\n\telse\n#endif\n\t\tz();\n\treturn 0;\n}",
        "void f(void) { g(\"a\" __stringify(N) \"b\"); pr(KERN_ERR PFX \"x\"); }",
        "struct s { DECLARE_BITMAP(b, N); DECLARE_FLEX_ARRAY(u8, d); struct_group(g, int a; int b;); };",
    })
    void parsesKernelC(String text) {
        assertThat(parse(text).root().hasError()).isFalse();
    }

    @Test
    void marksWhatIsBroken() {
        SyntaxNode root = parse("int f(void) { return 1; }\nint g(void) { return ) ; }\n").root();
        assertThat(root.hasError()).isTrue();
        assertThat(root.namedChildren().getFirst().hasError()).isFalse();
        assertThat(root.namedChildren().get(1).hasError()).isTrue();
    }

    @Test
    void parsesRust() {
        try (Parser parser = Parser.forRust()) {
            var file = new SourceFile("w.rs", "fn f(a: u32) -> Result { a? }".getBytes(StandardCharsets.UTF_8));
            SyntaxNode root = parser.parse(Dialect.verbatim(file)).tree().orElseThrow().root();
            assertThat(root.kind()).isEqualTo("source_file");
            assertThat(root.hasError()).isFalse();
        }
    }

    @Test
    void parsesNothing() {
        assertThat(parse("").root().children()).isEmpty();
    }

    @Test
    void passesOnARefusal() {
        try (Parser parser = Parser.forC()) {
            Parsed parsed = parser.parse(prepare("(".repeat(100_000)));
            assertThat(parsed.tree()).isEmpty();
            assertThat(parsed.problems()).hasSize(1);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"!", "- ", "* ", "1+", "if(x);else ", "x?1:"})
    void refusesDeepTreesWithoutBrackets(String step) {
        try (Parser parser = Parser.forC()) {
            Parsed parsed = parser.parse(prepare("void f(void) { " + step.repeat(20_000) + "1; }"));
            assertThat(parsed.tree()).isEmpty();
            assertThat(parsed.problems()).extracting(Problem::kind).containsExactly(Problem.Kind.BOUND);
        }
    }

    @Test
    void keepsABoundOfWorkAndParsesOn() {
        var random = new Random(7);
        var garbage = new StringBuilder();
        String[] words = {"(", ")", "{", "}", "if ", "x ", "= ", "; ", "* ", "struct ", ", ", "[", "] ", "1 ", "return ", "case "};
        int open = 0;
        for (int count = 0; count < 200_000; count++) {
            String word = words[random.nextInt(words.length)];
            open += "({[".contains(word) ? 1 : ")}] ".contains(word) ? -1 : 0;
            garbage.append(open > 100 ? ";" : word);
        }
        try (Parser parser = Parser.forC(1_000)) {
            Prepared hostile = Dialect.verbatim(new SourceFile("g.c", garbage.toString().getBytes(StandardCharsets.UTF_8)));
            if (!hostile.isRefused()) {
                Parsed parsed = parser.parse(hostile);
                assertThat(parsed.tree()).isEmpty();
                assertThat(parsed.problems()).extracting(Problem::kind).containsExactly(Problem.Kind.BOUND);
                assertThat(parser.parse(hostile).problems()).isEqualTo(parsed.problems());
            }
        }
        try (Parser parser = Parser.forC(0)) {
            Prepared large = prepare("int f(int a) { return a; }\n".repeat(20_000));
            assertThat(parser.parse(large).tree()).isEmpty();
        }
        try (Parser parser = Parser.forC(10_000_000)) {
            assertThat(parser.parse(prepare("int f(int a) { return a; }\n".repeat(5_000))).tree().orElseThrow().root().hasError())
                    .isFalse();
        }
    }

    @Test
    void survivesMutations() {
        byte[] seed = ("static int f(struct s *p)\n{\n\tlist_for_each_entry(a, &p->l, n) {\n\t\tif (a->x && !b)\n\t\t\tgoto out;\n\t}\n"
                + "out:\n\treturn p ? 1 : g(p->q[3], \"s\");\n}\n").getBytes(StandardCharsets.UTF_8);
        var random = new Random(11);
        try (Parser parser = Parser.forC()) {
            for (int round = 0; round < 2_000; round++) {
                byte[] bytes = seed.clone();
                for (int change = random.nextInt(12); change >= 0; change--) {
                    bytes[random.nextInt(bytes.length)] = (byte) random.nextInt(256);
                }
                SyntaxTree tree = parser.parse(Dialect.prepare(new SourceFile("m.c", bytes))).tree().orElseThrow();
                assertThatCode(() -> walk(tree.root(), bytes.length)).doesNotThrowAnyException();
            }
        }
    }

    private static void walk(SyntaxNode node, int length) {
        assertThat(node.span().end()).isLessThanOrEqualTo(length);
        int previous = node.span().start();
        for (SyntaxNode child : node.children()) {
            assertThat(child.span().start()).isGreaterThanOrEqualTo(previous);
            assertThat(child.parent()).contains(node);
            previous = child.span().end();
            walk(child, length);
        }
    }

    @Test
    void namesTheLibrariesOfEachSystem() {
        assertThat(Natives.fileName("tree-sitter-c", "Linux", "amd64")).isEqualTo("x86_64-linux-gnu-tree-sitter-c.so");
        assertThat(Natives.fileName("tree-sitter", "Mac OS X", "aarch64")).isEqualTo("aarch64-macos-tree-sitter.dylib");
        assertThat(Natives.file("tree-sitter")).isAbsolute().satisfies(file -> assertThat(Path.of("/").resolve(file)).exists());
    }
}
