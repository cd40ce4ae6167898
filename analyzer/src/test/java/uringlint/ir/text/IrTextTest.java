// SPDX-License-Identifier: Apache-2.0

package uringlint.ir.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import uringlint.ir.BasicBlock;
import uringlint.ir.BlockId;
import uringlint.ir.Function;
import uringlint.ir.Terminator;
import uringlint.source.SourceFile;

class IrTextTest {
    private static final String UNIT = """
            include "linux/io.h"
            struct widget "__packed" {
              state: int : 3
              _: union `widget.<3>`
              run: (fn(int, char *) -> struct widget *) *
            }
            typedef word_t = unsigned long
            enum state {
              IDLE = 0
              BUSY = IDLE + 1
            }
            const FLAG = 1U << (2 + N)
            global ops: struct ops = aggregate<struct ops>{.start = start, [1 ... 3] = aggregate<?>{"a, \\"b"}}
            proto void put(struct widget *)
            fn static int start(w: struct widget *, flags: unsigned int) {
              local ret: int
              local buf: char[4]
              temp %2: struct widget *
              global `start.count`: int
            b0:
              %1 = call lock(&w->lock, `struct widget`)
              ret = call w->run(w, buf[ret], -1)
              `start.count` = `start.count` + 1
              branch (flags & FLAG) != 0 ? b1 : b2
            b1:
              opaque w->next.*, ret
              drop %1 "guard:mutex"
              return cast<u64>(ret) * sizeof(w.*[3].a)
            b2:
              %2 = NULL
              jump b3
            b3:
              %3 = call (cast<(fn() -> int) *>(w))()
              unreachable
            }
            """;

    private static SourceFile file(String text) {
        return new SourceFile("test.ir", text.getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void comesBackFromText() {
        var unit = IrText.parseUnit(UNIT, file(UNIT));
        assertThat(IrText.print(unit)).isEqualTo(UNIT);
        assertThat(IrVerifier.verify(unit.functions().getFirst())).isEmpty();
    }

    @Test
    void givesInstructionsTheSpansOfTheirLinesOrTheirOwn() {
        String text = "fn void f(a: int) {\nb0:\n  a = 1\n  a = 2 @3..7\n  return\n}\n";
        var file = file(text);
        Function function = IrText.parseFunction(text, file);
        var instructions = function.entry().instructions();
        assertThat(file.text(instructions.getFirst().span())).isEqualTo("  a = 1");
        assertThat(instructions.getLast().span()).hasToString("Span[start=3, end=7]");
        String spans = IrText.printWithSpans(function);
        assertThat(IrText.printWithSpans(IrText.parseFunction(spans, file))).isEqualTo(spans);
    }

    @Test
    void saysWhereATextIsWrong() {
        assertThatThrownBy(() -> IrText.parseUnit("fn void f() {\nb0:\n  x = 1\n", file("")))
                .isInstanceOf(IllegalArgumentException.class).hasMessageStartingWith("line 3: x is no variable");
    }

    @Test
    void verifiesTargets() {
        String text = "fn void f() {\nb0:\n  return\n}\n";
        Function good = IrText.parseFunction(text, file(text));
        var jump = new BasicBlock(new BlockId(0), List.of(), new Terminator.Jump(new BlockId(7), good.span()));
        var bad = new Function("f", good.file(), good.result(), List.of(), good.linkage(), List.of(jump), good.span(), good.nameSpan());
        assertThat(IrVerifier.verify(bad)).containsExactly("f: b0 goes on to b7, which is not there");
    }
}
