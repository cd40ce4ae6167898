// SPDX-License-Identifier: Apache-2.0

package uringlint.cfg;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import uringlint.ir.BlockId;
import uringlint.ir.Function;
import uringlint.ir.text.IrText;
import uringlint.source.SourceFile;

class CfgTest {
    private static final String NESTED = """
            fn int f(n: int) {
              local i: int
              local j: int
              local sum: int
            b0:
              i = 0
              jump b1
            b1:
              branch i < n ? b2 : b6
            b2:
              j = 0
              jump b3
            b3:
              branch j < n ? b4 : b5
            b4:
              sum = sum + j
              j = j + 1
              jump b3
            b5:
              i = i + 1
              jump b1
            b6:
              return sum
            b7:
              return 0
            }
            """;

    private static Function function(String text) {
        return IrText.parseFunction(text, new SourceFile("f.ir", text.getBytes(StandardCharsets.UTF_8)));
    }

    @Test
    void blocksComeBeforeThoseThatTheyLeadTo() {
        var cfg = new Cfg(function(NESTED));

        assertThat(cfg.order(new BlockId(0))).isZero();
        assertThat(cfg.order(new BlockId(1))).isEqualTo(1);
        assertThat(cfg.order(new BlockId(2))).isLessThan(cfg.order(new BlockId(3)));
        assertThat(cfg.order(new BlockId(3))).isLessThan(cfg.order(new BlockId(4)));
        assertThat(cfg.order(new BlockId(7))).as("a block that nothing leads to").isGreaterThan(cfg.order(new BlockId(6)));
        assertThat(cfg.predecessors(new BlockId(1))).containsExactly(new BlockId(0), new BlockId(5));
        assertThat(cfg.function().name()).isEqualTo("f");
    }

    @Test
    void loopsHaveHeadsAndBodies() {
        var cfg = new Cfg(function(NESTED));

        assertThat(cfg.isLoopHead(new BlockId(1))).isTrue();
        assertThat(cfg.isLoopHead(new BlockId(3))).isTrue();
        assertThat(cfg.isLoopHead(new BlockId(2))).isFalse();
        assertThat(cfg.loop(1).stream().boxed().toList()).containsExactly(1, 2, 3, 4, 5);
        assertThat(cfg.loop(3).stream().boxed().toList()).containsExactly(3, 4);
    }

    @Test
    void variablesLiveUntilTheirLastUse() {
        var liveness = new Liveness(new Cfg(function(NESTED)));

        assertThat(liveness.isLive("n", new BlockId(4))).isTrue();
        assertThat(liveness.isLive("sum", new BlockId(6))).isTrue();
        assertThat(liveness.isLive("i", new BlockId(6))).isFalse();
        assertThat(liveness.isLive("j", new BlockId(2))).isFalse();
        assertThat(liveness.isLive("j", new BlockId(4))).isTrue();
    }

    @Test
    void variablesWithAnAddressStayAlive() {
        var liveness = new Liveness(new Cfg(function("""
                fn int f() {
                  local value: int
                  local pointer: int *
                b0:
                  pointer = &value
                  jump b1
                b1:
                  %1 = call g(pointer)
                  jump b2
                b2:
                  return %1
                }
                """)));

        assertThat(liveness.isLive("value", new BlockId(1))).isTrue();
        assertThat(liveness.isLive("pointer", new BlockId(2))).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {
        "other = v", "other = v + 1", "other = 1 + v", "other = cast<long>(v)", "other = p[v]", "p[v] = other", "p->x[v] = other",
        "other = #Some{`0` = v}", "other = is<Some>(v)", "other = aggregate<struct s>{.n = v}", "other = call g(1, v)", "other = call v(1)",
        "drop v \"end:v\"", "v->x = other", "other = &p[v]", "opaque v"
    })
    void everyReaderKeepsAVariableAlive(String instruction) {
        var liveness = new Liveness(new Cfg(function("""
                fn int f(p: struct s *) {
                  local v: int
                  local other: int
                b0:
                  jump b1
                b1:
                  INSTRUCTION
                  v = 0
                  jump b2
                b2:
                  other = v
                  return other
                }
                """.replace("INSTRUCTION", instruction))));

        assertThat(liveness.isLive("v", new BlockId(0))).isTrue();
        assertThat(liveness.isLive("v", new BlockId(1))).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"v = other", "v = call g(other)"})
    void whatIsOverwrittenIsDead(String instruction) {
        var liveness = new Liveness(new Cfg(function("""
                fn int f(other: int) {
                  local v: int
                b0:
                  jump b1
                b1:
                  INSTRUCTION
                  jump b2
                b2:
                  return v
                }
                """.replace("INSTRUCTION", instruction))));

        assertThat(liveness.isLive("v", new BlockId(1))).isFalse();
        assertThat(liveness.isLive("v", new BlockId(2))).isTrue();
        assertThat(liveness.isLive("other", new BlockId(1))).isTrue();
        assertThat(liveness.isLive("other", new BlockId(2))).isFalse();
        assertThat(liveness.isLive("nobody", new BlockId(2))).isFalse();
    }

    @Test
    void theAddressOfWhatAPointerPointsToIsNotThatOfThePointer() {
        var liveness = new Liveness(new Cfg(function("""
                fn int f(p: struct s *) {
                  local list: int[3]
                  local q: int *
                b0:
                  q = &p->x
                  q = list
                  jump b1
                b1:
                  return 0
                }
                """)));

        assertThat(liveness.isLive("p", new BlockId(0))).isTrue();
        assertThat(liveness.isLive("p", new BlockId(1))).isFalse();
        assertThat(liveness.isLive("list", new BlockId(1))).as("an array is its address").isTrue();
    }

    @Test
    void aBranchToOneBlockHasOneSuccessor() {
        var cfg = new Cfg(function("fn int f(n: int) {\nb0:\n  branch n ? b1 : b1\nb1:\n  return 0\n}\n"));

        assertThat(cfg.isLoopHead(new BlockId(1))).isFalse();
        assertThat(cfg.loop(1).isEmpty()).isTrue();
    }
}
