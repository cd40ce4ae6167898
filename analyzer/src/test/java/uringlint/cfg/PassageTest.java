// SPDX-License-Identifier: Apache-2.0

package uringlint.cfg;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Set;
import org.junit.jupiter.api.Test;
import uringlint.ir.Expr;
import uringlint.ir.text.IrText;
import uringlint.source.SourceFile;

class PassageTest {
    /// Negative literals are errors; `fail()` makes one, `failed()` asks for one.
    private static final Passage.Meaning MEANING = new Passage.Meaning() {
        @Override
        public boolean isError(Expr value) {
            return value instanceof Expr.Apply(var operator, var operands) && operator.equals("-") && operands.size() == 1;
        }

        @Override
        public boolean makesError(String callee) {
            return callee.equals("fail");
        }

        @Override
        public boolean asksForError(String callee) {
            return callee.equals("failed");
        }

        @Override
        public boolean mayBeAnswer(String variable) {
            return variable.equals("answer");
        }
    };

    private static boolean exists(String text, Integer... closed) {
        var function = IrText.parseFunction(text, new SourceFile("f.ir", text.getBytes(StandardCharsets.UTF_8)));
        return new Passage(function, MEANING).exists(Set.of(closed), _ -> false);
    }

    @Test
    void aWayAroundIsFound() {
        String text = """
                fn int f(n: int) {
                b0:
                  branch n ? b1 : b2
                b1:
                  jump b2
                b2:
                  return 0
                }
                """;
        assertThat(exists(text, 1)).isTrue();
        assertThat(exists(text, 2)).isFalse();
        assertThat(exists(text)).isTrue();
    }

    @Test
    void aWayThatEndsWithAnErrorIsNone() {
        String text = """
                fn int f(n: int) {
                  local ret: int
                b0:
                  ret = -BAD
                  branch n ? b1 : b2
                b1:
                  ret = 0
                  jump b2
                b2:
                  return ret
                }
                """;
        assertThat(exists(text, 1)).isFalse();
        assertThat(exists(text.replace("ret = -BAD", "ret = 22"), 1)).isTrue();
        assertThat(exists(text.replace("ret = -BAD", "ret = call fail(-BAD)"), 1)).isFalse();
        assertThat(exists(text.replace("ret = -BAD", "ret = call fail(n)"), 1)).isTrue();
        assertThat(exists(text.replace("ret = -BAD", "ret = call other(n)"), 1)).isTrue();
    }

    @Test
    void aBranchShowsWhatIsAnError() {
        String text = """
                fn int f(n: int) {
                  local ret: int
                b0:
                  ret = call first(n)
                  branch ret < 0 ? b2 : b1
                b1:
                  ret = call second(n)
                  jump b2
                b2:
                  return ret
                }
                """;
        assertThat(exists(text, 1)).isFalse();
        assertThat(exists(text.replace("ret < 0", "ret > 0"), 1)).isTrue();
        assertThat(exists(text.replace("ret", "answer").replace("answerurn", "return"), 1)).isTrue();
        assertThat(exists(text.replace("ret < 0 ? b2 : b1", "ret >= 0 ? b1 : b2"), 1)).isFalse();
        assertThat(exists(text.replace("branch ret < 0", "%1 = call failed(ret)\n  branch %1"), 1)).isFalse();
        assertThat(exists(text.replace("branch ret < 0 ? b2 : b1", "%1 = call failed(ret)\n  branch %1 ? b1 : b2"), 1)).isTrue();
    }

    @Test
    void closedEdgesLeadNowhere() {
        String text = "fn int f(n: int) {\nb0:\n  branch n ? b1 : b2\nb1:\n  return 1\nb2:\n  jump b3\nb3:\n  return 0\n}\n";
        var function = IrText.parseFunction(text, new SourceFile("f.ir", text.getBytes(StandardCharsets.UTF_8)));
        var passage = new Passage(function, MEANING);
        assertThat(passage.exists(Set.of(3), Passage.Edge::isTaken)).isFalse();
        assertThat(passage.exists(Set.of(3), edge -> !edge.isTaken())).isTrue();
    }

    @Test
    void errorsAreFollowedThroughCopies() {
        String text = """
                fn int f(n: int) {
                  local ret: int
                  local err: int
                  local more: int
                b0:
                  err = -BAD
                  more = err
                  ret = cast<int>(more)
                  branch n ? b1 : b2
                b1:
                  ret = 0
                  jump b2
                b2:
                  return ret
                }
                """;
        assertThat(exists(text, 1)).isFalse();
        assertThat(exists(text.replace("err = -BAD", "err = call fail(-BAD)"), 1)).isFalse();
        assertThat(exists(text.replace("more = err", "more = err\n  more = 1"), 1)).isTrue();
        assertThat(exists(text.replace("more = err", "more = err\n  more = call other(1, 2)"), 1)).isTrue();
        assertThat(exists(text.replace("more = err", "more = err\n  more = call n(1)"), 1)).isTrue();
        assertThat(exists(text.replace("more = err", "more = err + 1"), 1)).isTrue();
        assertThat(exists(text.replace("more = err", "more = err\n  opaque n"), 1)).isTrue();
        assertThat(exists(text.replace("more = err", "more = err\n  drop n \"end:n\"\n  n = 3"), 1)).isFalse();
        assertThat(exists(text.replace("err = -BAD", "err = call fail(-BAD, 1)"), 1)).isTrue();
    }

    @Test
    void aBranchShowsItBehindANotAsWell() {
        String text = """
                fn int f(n: int) {
                  local ret: int
                b0:
                  ret = call first(n)
                  branch ASKED ? b1 : b2
                b1:
                  ret = call second(n)
                  jump b2
                b2:
                  return ret
                }
                """;
        for (String shows : new String[] {"!(ret < 0)", "ret >= 0", "!!(ret >= 0)"}) {
            assertThat(exists(text.replace("ASKED", shows), 1)).as(shows).isFalse();
        }
        for (String hides : new String[] {"ret < 0", "!(ret >= 0)", "ret >= 1", "!(ret < n)", "ret", "!ret", "ret == 0", "n >= 0"}) {
            assertThat(exists(text.replace("ASKED", hides), 1)).as(hides).isTrue();
        }
    }

    @Test
    void aLoopHasAWayOut() {
        String text = "fn int f(n: int) {\nb0:\n  branch n ? b0 : b1\nb1:\n  jump b2\nb2:\n  return 0\nb3:\n  unreachable\n}\n";
        assertThat(exists(text)).isTrue();
        assertThat(exists(text, 1)).isFalse();
        assertThat(exists(text.replace("n ? b0 : b1", "n ? b0 : b3"))).isFalse();
    }
}
