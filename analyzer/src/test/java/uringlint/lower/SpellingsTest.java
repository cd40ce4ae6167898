// SPDX-License-Identifier: Apache-2.0

package uringlint.lower;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import uringlint.callgraph.IrWalk;
import uringlint.dialect.Dialect;
import uringlint.ir.Expr;
import uringlint.ir.Function;
import uringlint.ir.Instruction;
import uringlint.ir.text.IrVerifier;
import uringlint.source.SourceFile;
import uringlint.source.Span;
import uringlint.syntax.Parser;

/// Where values are written in a file.
class SpellingsTest {
    private static Function lower(String text) {
        var file = new SourceFile("test.c", text.getBytes(StandardCharsets.UTF_8));
        try (var parser = Parser.forC()) {
            var lowering = new CLowering(other -> parser.parse(Dialect.prepare(other)).tree());
            Function function = lowering.lower(
                            parser.parse(Dialect.prepare(file)).tree().orElseThrow(), Macros.none())
                    .unit()
                    .functions()
                    .getLast();
            assertThat(IrVerifier.verify(function)).isEmpty();
            return function;
        }
    }

    /// The arguments of all calls of a function, as they are written; `-` where one is not.
    private static List<String> arguments(Function function, String callee) {
        var texts = new ArrayList<String>();
        IrWalk.instructions(function, instruction -> {
            if (instruction instanceof Instruction.Call call && call.callee().equals(new Expr.Symbol(callee))) {
                for (int index = 0; index < call.arguments().size(); index++) {
                    texts.add(function.spellings().argument(call, index).map(function.file()::text).orElse("-"));
                }
            }
        });
        return texts;
    }

    private static List<String> reads(Function function, String field) {
        var texts = new ArrayList<String>();
        for (var spelled : function.spellings().values()) {
            if (spelled.value() instanceof Expr.Read(var place) && IrWalk.fieldOf(place.path()).equals(field)) {
                texts.add(function.file().text(spelled.span()));
            }
        }
        return texts;
    }

    @Test
    void argumentsOfCalls() {
        assertThat(arguments(lower("int f(int a) { return g(a + 1, (h(a)), (struct s *)a, 0); }"), "g"))
                .containsExactly("a + 1", "(h(a))", "(struct s *)a", "0");
        assertThat(arguments(lower("void f(int a) { int r = g(h(a), a); }"), "g")).containsExactly("h(a)", "a");
    }

    @Test
    void argumentsOfMacros() {
        String text =
                "#define DONE(c, r) do { done(c, r, 0); } while (0)\nvoid f(struct c *p) { DONE(p->cmd, p->result); }";
        assertThat(arguments(lower(text), "done")).containsExactly("p->cmd", "p->result", "-");
        assertThat(reads(lower(text), "result")).containsExactly("p->result");
    }

    @Test
    void readsAndNoWrites() {
        Function function = lower(
                "int f(struct s *s) { s->a = s->b; if (s->b > s->c->d && !(s->e)) g(&s->a); s->a++; return s->b; }");
        assertThat(reads(function, "a")).isEmpty();
        assertThat(reads(function, "b")).containsExactly("s->b", "s->b", "s->b");
        assertThat(reads(function, "c")).containsExactly("s->c");
        assertThat(reads(function, "d")).containsExactly("s->c->d");
        assertThat(reads(function, "e")).containsExactly("s->e");
    }

    @Test
    void valuesWithinASpan() {
        Function function = lower("int f(int a) { g(EINVAL, EINVAL); return EINVAL; }");
        String text = function.file().text(new Span(0, function.span().end()));
        var call = new Span(text.indexOf("g("), text.indexOf(");") + 1);
        assertThat(function.spellings().of(new Expr.Symbol("EINVAL"), call)).hasSize(2).isSorted();
        assertThat(function.spellings().of(new Expr.Symbol("EINVAL"), function.span())).hasSize(3);
    }
}
