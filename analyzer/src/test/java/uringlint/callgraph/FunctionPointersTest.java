// SPDX-License-Identifier: Apache-2.0

package uringlint.callgraph;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import uringlint.ir.Expr;
import uringlint.ir.Function;
import uringlint.ir.Instruction;
import uringlint.ir.Program;
import uringlint.ir.text.IrText;
import uringlint.source.SourceFile;

class FunctionPointersTest {
    private static final String TYPES = """
            struct ops {
              start: (fn(int) -> int) *
              stop: (fn(int) -> int) *
            }
            struct other {
              start: (fn(int) -> int) *
            }
            fn static int one(a: int) {
            b0:
              return 1
            }
            fn static int two(a: int) {
            b0:
              return 2
            }
            """;

    static Stream<Arguments> programs() {
        return Stream.of(
                Arguments.of("a member by its structure", """
                        global ops: struct ops = aggregate<struct ops>{.start = one}
                        global other: struct other = aggregate<struct other>{.start = two}
                        fn static int user(o: struct ops *, other: struct other *) {
                        b0:
                          %1 = call o->start(1)
                          %2 = call other->start(1)
                          return 0
                        }
                        """, "[one] [two]"),
                Arguments.of("a member by its position", """
                        global table: struct ops[] = aggregate<struct ops[]>{aggregate<struct ops>{one, two}}
                        fn static int user(o: struct ops *) {
                        b0:
                          %1 = call o->stop(1)
                          return 0
                        }
                        """, "[two]"),
                Arguments.of("an array", """
                        global table: (fn(int) -> int) *[] = aggregate<(fn(int) -> int) *[]>{[3] = one, two}
                        fn static int user(n: int) {
                          global table: (fn(int) -> int) *[]
                        b0:
                          %1 = call table[n](1)
                          return 0
                        }
                        """, "[one, two]"),
                Arguments.of("a structure that is not known", """
                        fn static void set_up(o: struct ops *, p: ?) {
                        b0:
                          p->start = one
                          return unit
                        }
                        fn static int user(o: struct ops *, p: ?) {
                        b0:
                          %1 = call o->start(1)
                          %2 = call p->start(1)
                          return 0
                        }
                        """, "[one] [one]"),
                Arguments.of("parameters, variables and results", """
                        fn static ? chosen(n: int) {
                          local f: ?
                        b0:
                          branch n ? b1 : b2
                        b1:
                          f = one
                          jump b3
                        b2:
                          f = two
                          jump b3
                        b3:
                          return f
                        }
                        fn static int run(f: ?) {
                        b0:
                          %1 = call f(1)
                          return 0
                        }
                        fn static int user(n: int) {
                          local g: ?
                        b0:
                          g = call chosen(n)
                          %1 = call run(g)
                          %2 = call g(1)
                          return 0
                        }
                        """, "[one, two] [one, two]"),
                Arguments.of("another number of arguments", """
                        global ops: struct ops = aggregate<struct ops>{.start = one}
                        fn static int user(o: struct ops *) {
                        b0:
                          %1 = call o->start(1, 2)
                          return 0
                        }
                        """, "[]"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("programs")
    void callsThroughPointersHaveTargets(String name, String text, String expected) {
        var unit = IrText.parseUnit(TYPES + text, new SourceFile("test.ir", text.getBytes(StandardCharsets.UTF_8)));
        var graph = new CallGraph(new ProgramIndex(new Program(List.of(unit))));
        var found = new StringBuilder();
        for (Function function : unit.functions()) {
            IrWalk.instructions(function, instruction -> {
                if (instruction instanceof Instruction.Call call && !(call.callee() instanceof Expr.Symbol)) {
                    found.append(graph.targets(call, function).stream().map(Function::name).toList()).append(' ');
                }
            });
        }
        assertThat(found.toString().strip()).isEqualTo(expected);
    }
}
