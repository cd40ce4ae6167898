// SPDX-License-Identifier: Apache-2.0

package uringlint.callgraph;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import org.junit.jupiter.api.Test;
import uringlint.ir.Expr;
import uringlint.ir.Function;
import uringlint.ir.Place;
import uringlint.ir.Program;
import uringlint.ir.Projection;
import uringlint.ir.TranslationUnit;
import uringlint.ir.Type;
import uringlint.ir.Variable;
import uringlint.ir.text.IrText;
import uringlint.source.SourceFile;

class ProgramIndexTest {
    private static final String FIRST = """
        struct node "" {
          next: struct node *
          _: union `node.<1>`
          ops: ops_t
        }
        union `node.<1>` {
          number: int
          text: char *
        }
        typedef ops_t = struct ops
        struct ops {
          start: (fn(int) -> int) *
          many: int[4]
        }
        enum state {
          IDLE = 3
          BUSY = ()
          DONE = BUSY + 10
        }
        const MASK = (1 << 4) | BUSY
        const NEGATED = -MASK
        const ENDLESS = ENDLESS + 1
        const DIVIDED = 1 / 0
        global table: struct ops = aggregate<struct ops>{.start = start, .inner = aggregate<?>{.stop = hidden}}
        proto long elsewhere(int)
        fn static int hidden(n: int) {
        b0:
          return n
        }
        fn int start(n: int) {
          local node: struct node *
        b0:
          %1 = call hidden(n)
          node->ops.start = &hidden
          %2 = call queue(node, other)
          return %1
        }
        """;
    private static final String SECOND = """
        fn static int hidden(n: int) {
        b0:
          %1 = call start(n)
          return %1
        }
        fn int other(n: int) {
        b0:
          %1 = call hidden(n)
          %2 = call unknown(n)
          return %1
        }
        """;

    private final ProgramIndex index = index(FIRST, SECOND);
    private final CallGraph graph = new CallGraph(index);

    private static ProgramIndex index(String... texts) {
        var units = new ArrayList<TranslationUnit>();
        for (String text : texts) {
            units.add(IrText.parseUnit(
                    text, new SourceFile("unit" + units.size() + ".ir", text.getBytes(StandardCharsets.UTF_8))));
        }
        return new ProgramIndex(new Program(units));
    }

    private Function function(int unit, String name) {
        return index.program().units().get(unit).functions().stream()
                .filter(function -> function.name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void namesMeanTheOwnFunctionOfAFileFirst() {
        SourceFile first = index.program().units().get(0).file();
        SourceFile second = index.program().units().get(1).file();

        assertThat(index.resolve("hidden", first)).containsSame(function(0, "hidden"));
        assertThat(index.resolve("hidden", second)).containsSame(function(1, "hidden"));
        assertThat(index.resolve("start", second)).containsSame(function(0, "start"));
        assertThat(index.resolve("unknown", second)).isEmpty();
        assertThat(index.anyNamed("hidden")).containsSame(function(0, "hidden"));
        assertThat(index.anyNamed("unknown")).isEqualTo(Optional.empty());
        assertThat(index.functions()).hasSize(4);
        assertThat(index.globals()).hasSize(1);
        assertThat(index.resultOf("elsewhere")).isNotEqualTo(Type.UNKNOWN);
        assertThat(index.resultOf("unknown")).isEqualTo(Type.UNKNOWN);
    }

    @Test
    void constantsHaveTheirValues() {
        assertThat(index.constant("IDLE")).hasValue(3);
        assertThat(index.constant("BUSY")).hasValue(4);
        assertThat(index.constant("DONE")).hasValue(14);
        assertThat(index.constant("MASK")).hasValue(20);
        assertThat(index.constant("NEGATED")).hasValue(-20);
        assertThat(index.constant("ENDLESS")).isEmpty();
        assertThat(index.constant("DIVIDED")).isEmpty();
        assertThat(index.constant("unknown")).isEmpty();
        assertThat(index.isConstant("MASK")).isTrue();
        assertThat(index.isConstant("start")).isFalse();
        assertThat(index.evaluate(new Expr.Unit())).isEmpty();
    }

    @Test
    void membersAreFoundBehindTypedefsAndInAnonymousMembers() {
        Type node = new Type.Tagged(Type.Keyword.STRUCT, "node");

        assertThat(index.member(node, "number")).isEqualTo(new Type.Named("int"));
        assertThat(index.member(index.member(node, "ops"), "many")).isInstanceOf(Type.Array.class);
        assertThat(index.member(node, "missing")).isEqualTo(Type.UNKNOWN);
        assertThat(index.unionSiblings("number")).contains("text");
        assertThat(index.unionSiblings("next")).isEmpty();
        assertThat(index.composite("node")).isPresent();
        assertThat(index.composite("missing")).isEmpty();
    }

    @Test
    void callsAndStoredFunctionsAreKnown() {
        assertThat(graph.callees(function(0, "start"))).containsExactly(function(0, "hidden"));
        assertThat(graph.callers(function(1, "hidden"))).containsExactly(function(1, "other"));
        assertThat(graph.callersOf(List.of(function(0, "hidden")))).containsExactly(
                function(0, "hidden"), function(0, "start"), function(1, "hidden"), function(1, "other"));
        assertThat(held("start")).containsExactly(function(0, "start"), function(0, "hidden"));
        assertThat(held("stop")).containsExactly(function(0, "hidden"));
        assertThat(held("missing")).isEqualTo(Set.of());
        assertThat(graph.isAddressTaken(function(1, "other"))).isTrue();
        assertThat(graph.isAddressTaken(function(1, "hidden"))).isFalse();
    }

    /// The functions that a member of this name may hold, whatever structure has it.
    private Set<Function> held(String member) {
        var some = new Variable("some", Variable.Kind.LOCAL, Type.UNKNOWN);
        return graph.pointers()
                .of(new Expr.Read(Place.of(some).then(new Projection.Field(member))), function(0, "start"));
    }

    @Test
    void arithmeticIsThatOfC() {
        assertThat(Arithmetic.binary("+", 2, 3)).hasValue(5);
        assertThat(Arithmetic.binary("-", 2, 3)).hasValue(-1);
        assertThat(Arithmetic.binary("*", 2, 3)).hasValue(6);
        assertThat(Arithmetic.binary("/", 7, 2)).hasValue(3);
        assertThat(Arithmetic.binary("%", 7, 2)).hasValue(1);
        assertThat(Arithmetic.binary("%", 7, 0)).isEqualTo(OptionalLong.empty());
        assertThat(Arithmetic.binary("<<", 1, 5)).hasValue(32);
        assertThat(Arithmetic.binary(">>", 32, 5)).hasValue(1);
        assertThat(Arithmetic.binary("&", 6, 3)).hasValue(2);
        assertThat(Arithmetic.binary("|", 6, 3)).hasValue(7);
        assertThat(Arithmetic.binary("^", 6, 3)).hasValue(5);
        assertThat(Arithmetic.binary("==", 6, 6)).hasValue(1);
        assertThat(Arithmetic.binary("!=", 6, 6)).hasValue(0);
        assertThat(Arithmetic.binary("<", 1, 2)).hasValue(1);
        assertThat(Arithmetic.binary(">=", 1, 2)).hasValue(0);
        assertThat(Arithmetic.binary("weird", 1, 2)).isEmpty();
        assertThat(Arithmetic.unary("-", 3)).hasValue(-3);
        assertThat(Arithmetic.unary("~", 0)).hasValue(-1);
        assertThat(Arithmetic.unary("!", 3)).hasValue(0);
        assertThat(Arithmetic.unary("weird", 3)).isEmpty();
    }
}
