// SPDX-License-Identifier: Apache-2.0

package uringlint.layout;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import uringlint.Analyzer;
import uringlint.callgraph.ProgramIndex;
import uringlint.ir.Expr;
import uringlint.ir.Instruction;
import uringlint.load.FileProvider;
import uringlint.load.Vocabulary;
import uringlint.source.SourceFile;

/// The numbers are those that GCC 12 gives for x86-64, and with `-m32 -malign-double` for the 32-bit model.
class LayoutsTest {
    private static final String TYPES = """
        enum small { SMALL_A, SMALL_B = 200 } __packed;
        enum plain { PLAIN_A, PLAIN_COUNT = 6 };
        #define LENGTH (PLAIN_COUNT - 2)
        typedef u64 loose_u64 __aligned(4);
        struct point { u8 x; u32 y; u16 z; };
        struct tight { u8 x; u32 y; u16 z; } __packed;
        struct tight_but_aligned { u8 x; u64 y; } __attribute__((packed, aligned(4)));
        struct nested { u8 a; struct { u16 b; u64 c; }; union { u32 d; u8 e[10]; } f; };
        struct arrays { u8 a[LENGTH]; struct tight b[2][3]; u16 c[sizeof(struct point)]; };
        struct tail { u32 count; u64 items[]; };
        struct bits { u32 a : 3, b : 30; u8 c : 4; u16 d : 5; u32 : 0; u8 e; };
        struct packed_bits { u8 a : 5; u32 b : 30; u16 c; } __packed;
        struct enums { enum small a; enum plain b; enum small c; };
        struct pointers { int (*f)(int); struct unknown *p; long l; size_t s; };
        struct members { u8 a; u32 b __aligned(16); u64 c __packed; loose_u64 d; };
        union either { u8 a[13]; u64 b; };
        struct lists { struct list_head list; u8 a; };
        """;

    private static ProgramIndex index(String text) {
        var file = new SourceFile("types.c", text.getBytes(StandardCharsets.UTF_8));
        return new ProgramIndex(Analyzer.load(List.of(file), FileProvider.NONE, Vocabulary.of("object")).program());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        struct point             | 12  4 | 12  4
        struct tight             |  7  1 |  7  1
        struct tight_but_aligned | 12  4 | 12  4
        struct nested            | 40  8 | 40  8
        struct arrays            | 70  2 | 70  2
        struct tail              |  8  8 |  8  8
        struct bits              | 16  4 | 16  4
        struct packed_bits       |  7  1 |  7  1
        struct enums             | 12  4 | 12  4
        struct pointers          | 32  8 | 16  4
        struct members           | 48 16 | 48 16
        union either             | 16  8 | 16  8
        struct lists             | 24  8 | 12  4
        """)
    void sizeAndAlignmentAreTheCompilers(String type, String wide, String narrow) {
        ProgramIndex index = index(TYPES);
        assertThat(new Layouts(index, DataModel.LP64).of(type)).contains(layout(wide));
        assertThat(new Layouts(index, DataModel.ILP32).of(type)).contains(layout(narrow));
    }

    private static Layout layout(String numbers) {
        String[] parts = numbers.strip().split(" +");
        return new Layout(Long.parseLong(parts[0]), Integer.parseInt(parts[1]));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        struct point       | z      |  8  2 |  8  2
        struct nested      | c      | 16  8 | 16  8
        struct nested      | f e    | 24 10 | 24 10
        struct nested      | f e [3] | 27 1 | 27  1
        struct arrays      | b [1]  | 25 21 | 25 21
        struct arrays      | c      | 46 24 | 46 24
        struct bits        | e      | 12  1 | 12  1
        struct packed_bits | c      |  5  2 |  5  2
        struct members     | b      | 16  4 | 16  4
        struct members     | c      | 20  8 | 20  8
        struct members     | d      | 28  8 | 28  8
        struct lists       | a      | 16  1 |  8  1
        """)
    void membersLieWhereTheCompilerPutsThem(String type, String path, String wide, String narrow) {
        ProgramIndex index = index(TYPES);
        List<String> steps = Arrays.asList(path.split(" "));
        assertThat(place(new Layouts(index, DataModel.LP64), type, steps)).isEqualTo(layout(wide));
        assertThat(place(new Layouts(index, DataModel.ILP32), type, steps)).isEqualTo(layout(narrow));
    }

    /// Offset and size, in the shape of the table.
    private static Layout place(Layouts layouts, String type, List<String> steps) {
        Slot slot = layouts.offset(Layouts.type(type).orElseThrow(), steps).orElseThrow();
        return new Layout(slot.offset(), (int) slot.size());
    }

    @Test
    void whatIsNotKnownIsNotGuessed() {
        var layouts = new Layouts(index("""
            struct holder { struct unknown inner; };
            struct optional { int a;
            #ifdef CONFIG_MORE
            int b;
            #endif
            };
            struct macro { int a; SOME_MEMBERS(b, c); };
            struct measured { u8 a[SOMETHING]; };
            struct width { u32 a : SOMETHING; };
            struct lined { u8 a; } ____cacheline_aligned;
            struct array_of { struct optional a[2]; };
            enum far { FAR = SOMETHING };
            """), DataModel.LP64);
        assertThat(Stream.of(
                        "struct holder",
                        "struct optional",
                        "struct macro",
                        "struct measured",
                        "struct width",
                        "struct lined",
                        "struct array_of",
                        "enum far",
                        "enum nowhere",
                        "struct nowhere",
                        "nowhere_t"))
                .allSatisfy(type -> assertThat(layouts.of(type)).as(type).isEqualTo(Optional.empty()));
        assertThat(layouts.offset(Layouts.type("struct optional").orElseThrow(), List.of("b"))).isEmpty();
    }

    @Test
    void recursionEnds() {
        var layouts = new Layouts(
                index("struct a { struct b b; }; struct b { struct a a; }; typedef x y; typedef y x;"), DataModel.LP64);
        assertThat(layouts.of("struct a")).isEmpty();
        assertThat(layouts.of("x")).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        sizeof(struct point)                             | 12
        sizeof(u16 *) + sizeof(u8)                       | 9
        sizeof_field(struct nested, f)                   | 12
        offsetofend(struct nested, f.e)                  | 34
        offsetof(struct nested, c)                       | 16
        DIV_ROUND_UP(sizeof(struct point), sizeof(u64))  | 2
        BITS_TO_LONGS(65) << 1                           | 4
        sizeof(struct tail) == 8 && LENGTH == 4          | 1
        """)
    void measuringExpressionsAreNumbers(String expression, long expected) {
        ProgramIndex index = index(TYPES + "#define MEASURED " + expression + "\n");
        assertThat(new Layouts(index, DataModel.LP64).evaluate(new Expr.Symbol("MEASURED"))).hasValue(expected);
    }

    @Test
    void variablesAreMeasuredByTheirTypes() {
        ProgramIndex index = index(TYPES
                + "int f(struct point *p) { struct nested n; check(sizeof(*p) + sizeof(p) + sizeof(n.f)); return 0; }");
        var layouts = new Layouts(index, DataModel.LP64);
        Instruction call = index.anyNamed("f").orElseThrow().entry().instructions().getFirst();
        assertThat(call).isInstanceOfSatisfying(Instruction.Call.class, check ->
                assertThat(layouts.evaluate(check.arguments().getFirst())).hasValue(12 + 8 + 12));
    }
}
