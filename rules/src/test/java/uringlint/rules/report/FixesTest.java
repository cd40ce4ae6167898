// SPDX-License-Identifier: Apache-2.0

package uringlint.rules.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import uringlint.Analyzer;
import uringlint.callgraph.IrWalk;
import uringlint.diagnostic.Edits;
import uringlint.diagnostic.Fix;
import uringlint.ir.Expr;
import uringlint.ir.Function;
import uringlint.ir.Instruction;
import uringlint.load.FileProvider;
import uringlint.load.Vocabulary;
import uringlint.source.SourceFile;
import uringlint.source.Span;

/// The edits that rules make, on functions of a few lines.
class FixesTest {
    private static Function function(String body) {
        String text = "int f(struct io_uring_cmd *cmd, unsigned int flags)\n{\n" + body + "}\n";
        var file = new SourceFile("test.c", text.getBytes(StandardCharsets.UTF_8));
        return Analyzer.load(List.of(file), FileProvider.NONE, Vocabulary.of("none"))
                .program()
                .units()
                .getFirst()
                .functions()
                .getFirst();
    }

    /// The body after a fix; `none` where there is none.
    private static String body(Function function, Optional<Fix> fix) {
        if (fix.isEmpty()) {
            return "none";
        }
        String text = new String(Edits.apply(function.file(), fix.get().edits()), StandardCharsets.UTF_8);
        return text.substring(text.indexOf("{\n") + 2, text.length() - 2);
    }

    private static Span span(Function function, String text) {
        int start = new String(function.file().bytes(), StandardCharsets.US_ASCII).indexOf(text);
        return new Span(start, start + text.length());
    }

    private static List<Span> reads(Function function, String field) {
        var spans = new ArrayList<Span>();
        for (var spelled : function.spellings().values()) {
            if (spelled.value() instanceof Expr.Read(var place) && IrWalk.fieldOf(place.path()).equals(field)) {
                spans.add(spelled.span());
            }
        }
        return spans;
    }

    private static String oneLocal(String body, String field) {
        Function function = function(body);
        return body(function, Fixes.oneLocal(function, reads(function, field), field, Optional.empty()));
    }

    @Test
    void aSignIsWritten() {
        Function function = function("\treturn EINVAL;\n");
        assertThat(body(function, Fixes.negate(function, "EINVAL", function.span()))).isEqualTo("\treturn -EINVAL;\n");
        Function twice = function("\treturn g(EINVAL, EINVAL);\n");
        assertThat(Fixes.negate(twice, "EINVAL", twice.span())).isEmpty();
        Function macro = function("#define BAD EINVAL\n\treturn BAD;\n");
        assertThat(Fixes.negate(macro, "EINVAL", macro.span())).isEmpty();
    }

    @Test
    void argumentsAreReplaced() {
        Function function = function("\tdone(cmd, 0, IO_URING_F_UNLOCKED | 1);\n");
        var call = (Instruction.Call) function.entry().instructions().getFirst();
        assertThat(body(function, Fixes.replaceArgument(function, call, 2, "flags")))
                .isEqualTo("\tdone(cmd, 0, flags);\n");
        assertThat(Fixes.replaceArgument(function, call, 3, "flags")).isEmpty();
    }

    @Test
    void readsAreWrapped() {
        Function function = function("\tint n = cmd->sqe->len + READ_ONCE(cmd->sqe->len);\n");
        var place = function.spellings().values().stream()
                .map(spelled -> spelled.value())
                .filter(value -> value instanceof Expr.Read(var read) && IrWalk.fieldOf(read.path()).equals("len"))
                .map(value -> ((Expr.Read) value).place())
                .findFirst()
                .orElseThrow();
        assertThat(body(function, Fixes.readOnce(function, place, function.span())))
                .isEqualTo("\tint n = READ_ONCE(cmd->sqe->len) + READ_ONCE(cmd->sqe->len);\n");
    }

    @Test
    void oneLocalReplacesSeveralReads() {
        assertThat(oneLocal("\tif (h->len > 32)\n\t\treturn 1;\n\treturn copy(h->len);\n", "len"))
                .isEqualTo("\ttypeof(h->len) len = READ_ONCE(h->len);\n\n"
                        + "\tif (len > 32)\n"
                        + "\t\treturn 1;\n"
                        + "\treturn copy(len);\n");
        assertThat(oneLocal("\tu32 len = READ_ONCE(h->len);\n\n\treturn READ_ONCE(h->len) + len;\n", "len"))
                .isEqualTo("\ttypeof(h->len) len_once = READ_ONCE(h->len);\n"
                        + "\tu32 len = len_once;\n\n"
                        + "\treturn len_once + len;\n");
    }

    @Test
    void oneLocalStaysInItsBlock() {
        assertThat(oneLocal("\tif (a) {\n\t\tg(h->len);\n\t}\n\treturn h->len;\n", "len")).isEqualTo("none");
        assertThat(oneLocal("\tif (a) {\n\t\tg(h->len);\n\t\th(h->len);\n\t}\n", "len"))
                .isEqualTo("\tif (a) {\n\t\ttypeof(h->len) len = READ_ONCE(h->len);\n\n\t\tg(len);\n\t\th(len);\n\t}\n");
        assertThat(oneLocal("\tif (a)\n\t\tg(h->len);\n\treturn h->len;\n", "len")).isEqualTo("none");
        assertThat(oneLocal("\tif (a && h->len)\n\t\tg(h->len);\n\treturn 0;\n", "len")).isEqualTo("none");
        assertThat(oneLocal("\twhile (h->len)\n\t\tg(h->len);\n\treturn 0;\n", "len")).isEqualTo("none");
        assertThat(oneLocal("\tswitch (a) {\n\tcase 1:\n\t\tg(h->len);\n\t\tk(h->len);\n\t}\n", "len"))
                .isEqualTo("none");
        assertThat(oneLocal("\tg(h->len);\n#ifdef X\n\tg(h->len);\n#endif\n", "len")).isEqualTo("none");
        assertThat(oneLocal("\tstruct x x = {\n\t\t.a = h->len,\n\t\t.b = h->len,\n\t};\n", "len")).isEqualTo("none");
        assertThat(oneLocal("\tg((struct x) {\n\t\t.a = h->len,\n\t\t.b = h->len,\n\t});\n", "len")).isEqualTo("none");
    }

    @Test
    void braceInACommentIsNone() {
        assertThat(oneLocal("\t/* } */ \n\t// }\n\tputs(\"}\");\n\tg(h->len, '}', h->len);\n", "len"))
                .isEqualTo("\ttypeof(h->len) len;\n\n\t/* } */ \n\t// }\n\tputs(\"}\");\n"
                        + "\tlen = READ_ONCE(h->len);\n\tg(len, '}', len);\n");
    }

    @Test
    void laterReadsUseTheLocalThatIsThere() {
        Function function = function("\tu32 len = h->len;\n\n\treturn copy(READ_ONCE(h->len));\n");
        assertThat(body(function, Fixes.useLocal(function, reads(function, "len"), "len")))
                .isEqualTo("\tu32 len = READ_ONCE(h->len);\n\n\treturn copy(len);\n");
        Function inner =
                function("\tif (a) {\n\t\tu32 len = READ_ONCE(h->len);\n\n\t\tg(len);\n\t}\n\treturn copy(h->len);\n");
        assertThat(Fixes.useLocal(inner, reads(inner, "len"), "len")).isEmpty();
    }

    @Test
    void aKnownTypeIsNamed() {
        Function function = function("\tg(h->len);\n\treturn h->len;\n");
        assertThat(body(function, Fixes.oneLocal(function, reads(function, "len"), "len", Optional.of("u32"))))
                .isEqualTo("\tu32 len = READ_ONCE(h->len);\n\n\tg(len);\n\treturn len;\n");
    }

    @Test
    void aLocalIsDeclaredWhereOthersAre() {
        assertThat(oneLocal("\tstruct x *x = a;\n\tint b;\n\n\tb = g(x);\n\tg(h->len);\n\treturn h->len;\n", "len"))
                .isEqualTo("\tstruct x *x = a;\n\tint b;\n\ttypeof(h->len) len;\n\n\tb = g(x);\n"
                        + "\tlen = READ_ONCE(h->len);\n\tg(len);\n\treturn len;\n");
        assertThat(oneLocal("\tint b;\n\n\tg(h->len);\n\treturn h->len;\n", "len"))
                .isEqualTo("\tint b;\n\ttypeof(h->len) len = READ_ONCE(h->len);\n\n\tg(len);\n\treturn len;\n");
        assertThat(oneLocal("\tint b;\n\n\tswitch (a) {\n\tcase 1:\n\t\tg();\n\t\tk(h->len, h->len);\n\t}\n", "len"))
                .isEqualTo("\tint b;\n\ttypeof(h->len) len;\n\n\tswitch (a) {\n\tcase 1:\n\t\tg();\n"
                        + "\t\tlen = READ_ONCE(h->len);\n\t\tk(len, len);\n\t}\n");
    }

    @Test
    void castsBecomeTheAccessor() {
        for (String cast : List.of(
                "(struct frob_pdu *)&cmd->pdu",
                "(struct frob_pdu *)cmd->pdu",
                "(struct frob_pdu*) & cmd->pdu[0]",
                "(const struct frob_pdu *)cmd->pdu")) {
            Function function = function("\tg(" + cast + ");\n");
            assertThat(body(function, Fixes.toPdu(function, span(function, cast))))
                    .as(cast)
                    .isEqualTo("\tg(io_uring_cmd_to_pdu(cmd, struct frob_pdu));\n");
        }
        Function function = function("\tg((u64 *)req->cmd->pdu);\n");
        assertThat(body(function, Fixes.toPdu(function, span(function, "(u64 *)req->cmd->pdu"))))
                .isEqualTo("\tg(io_uring_cmd_to_pdu(req->cmd, u64));\n");
        Function member = function("\t((struct x *)cmd->pdu)->n = f((struct x *)cmd->pdu)->n;\n");
        Span first = span(member, "(struct x *)cmd->pdu");
        assertThat(body(member, Fixes.toPdu(member, first)))
                .isEqualTo("\tio_uring_cmd_to_pdu(cmd, struct x)->n = f((struct x *)cmd->pdu)->n;\n");
        Span second = span(member, "(struct x *)cmd->pdu)->n;");
        assertThat(body(member, Fixes.toPdu(member, new Span(second.start(), second.start() + first.length()))))
                .isEqualTo("\t((struct x *)cmd->pdu)->n = f(io_uring_cmd_to_pdu(cmd, struct x))->n;\n");
        for (String cast : List.of("(struct x **)cmd->pdu", "(struct x *)(cmd->pdu + 8)", "(struct x *)&cmd->pdu[8]")) {
            Function other = function("\tg(" + cast + ");\n");
            assertThat(Fixes.toPdu(other, span(other, cast))).as(cast).isEmpty();
        }
    }

    @Test
    void theLatchedOperationIsRead() {
        Function function = function("\treturn READ_ONCE(cmd->sqe->cmd_op);\n");
        assertThat(body(function, Fixes.latchedOperation(function, span(function, "cmd->sqe->cmd_op"))))
                .isEqualTo("\treturn cmd->cmd_op;\n");
        Function other = function("\treturn sqe->cmd_op;\n");
        assertThat(Fixes.latchedOperation(other, span(other, "sqe->cmd_op"))).isEmpty();
    }

    @Test
    void aLineIsInsertedWithTheIndentationOfTheNextOne() {
        Function function = function("\tif (a) {\r\n\t\tg();\r\n\t}\r\n");
        var edit = Fixes.lineBefore(function.file(), span(function, "g();").start(), "h();");
        assertThat(body(function, Optional.of(new Fix("call it", List.of(edit)))))
                .isEqualTo("\tif (a) {\r\n\t\th();\r\n\t\tg();\r\n\t}\r\n");
    }

    @Test
    void bytesThatAreNoTextStay() {
        byte[] bytes = "int f(void)\n{\n\treturn g(EINVAL); /* \u00e9 */\n}\n".getBytes(StandardCharsets.ISO_8859_1);
        var file = new SourceFile("test.c", bytes);
        int at = new String(bytes, StandardCharsets.ISO_8859_1).indexOf("EINVAL");
        var fix = new Fix("wrap", Fixes.around(file, new Span(at, at + 6), "-", ""));
        assertThat(new String(Edits.apply(file, fix.edits()), StandardCharsets.ISO_8859_1))
                .contains("g(-EINVAL); /* \u00e9 */");
    }
}
