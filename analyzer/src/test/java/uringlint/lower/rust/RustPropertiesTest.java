// SPDX-License-Identifier: Apache-2.0

package uringlint.lower.rust;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import uringlint.ir.text.IrVerifier;
import uringlint.load.Front;
import uringlint.samples.Sample;
import uringlint.samples.Samples;
import uringlint.source.SourceFile;

/// What holds for every text that is read as Rust.
class RustPropertiesTest {
    private static final List<Sample> SAMPLES = Samples.all().stream()
            .filter(sample -> sample.path().endsWith(".rs"))
            .toList();
    private static final int PREFIXES = 12;

    private static void check(String path, byte[] bytes) {
        try (var front = new Front()) {
            front.lowerRust(List.of(new SourceFile(path, bytes)), List.of())
                    .forEach(unit -> unit.functions().forEach(function -> assertThat(IrVerifier.verify(function)).isEmpty()));
        }
    }

    @Test
    void prefixesOfSamplesAreLowered() {
        var random = new Random(1);
        for (Sample sample : SAMPLES) {
            byte[] bytes = sample.text().getBytes(StandardCharsets.UTF_8);
            for (int round = 0; round < PREFIXES; round++) {
                int length = random.nextInt(bytes.length);
                assertThatCode(() -> check(sample.path(), Arrays.copyOf(bytes, length)))
                        .as("%s, first %d bytes", sample.path(), length).doesNotThrowAnyException();
            }
        }
    }

    @Test
    void samplesWithDamagedBytesAreLowered() {
        var random = new Random(2);
        byte[] noise = "(){}[]<>;,:*&\"'#!$|?=.\\\n/\0\377".getBytes(StandardCharsets.ISO_8859_1);
        for (Sample sample : SAMPLES) {
            for (int round = 0; round < 4; round++) {
                byte[] bytes = sample.text().getBytes(StandardCharsets.UTF_8);
                for (int count = 0; count < 8; count++) {
                    bytes[random.nextInt(bytes.length)] = noise[random.nextInt(noise.length)];
                }
                assertThatCode(() -> check(sample.path(), bytes)).as(sample.path()).doesNotThrowAnyException();
            }
        }
    }

    @Test
    void samplesWithoutSomeOfTheirLinesAreLowered() {
        var random = new Random(3);
        for (Sample sample : SAMPLES) {
            String left = sample.text().lines().filter(_ -> random.nextInt(8) > 0).collect(Collectors.joining("\n"));
            assertThatCode(() -> check(sample.path(), left.getBytes(StandardCharsets.UTF_8))).as(sample.path()).doesNotThrowAnyException();
        }
    }

    /// Inputs on which a reader could run out of stack, of memory or of time.
    private static Map<String, String> hostile() {
        var texts = new TreeMap<String, String>();
        texts.put("parentheses", function("(".repeat(50_000) + "0" + ")".repeat(50_000)));
        texts.put("blocks", function("{".repeat(5_000) + "0" + "}".repeat(5_000)));
        texts.put("nested blocks", function("{ let a = ".repeat(300) + "0" + "; a }".repeat(300)));
        texts.put("references", function("let a: " + "&".repeat(20_000) + "u8 = b; 0"));
        texts.put("types", "struct A { a: " + "Option<".repeat(300) + "u8" + ">".repeat(300) + " }\n" + function("0"));
        texts.put("patterns", function("match a { " + "Some(".repeat(400) + "b" + ")".repeat(400) + " => 0, _ => 1 }"));
        texts.put("alternatives", function("match a { " + repeat(2_000, i -> i + " | ") + "2000 => 0, _ => 1 }"));
        texts.put("arms", function("match a { " + repeat(5_000, i -> i + " => f(" + i + "), ") + "_ => 1 }"));
        texts.put("methods", function("a" + repeat(5_000, i -> ".m" + i + "()")));
        texts.put("questions", function("a" + "?".repeat(2_000)));
        texts.put("closures", function("|a| ".repeat(500) + "0"));
        texts.put(
                "calls of closures",
                "fn f() { let a = |b| b(b); " + repeat(40, i -> "let c" + i + " = |d| { a(d); a(d) }; ")
                        + "c39(a); }\n");
        texts.put("terms", function("0" + repeat(5_000, i -> " + a" + i)));
        texts.put(
                "guards", function(repeat(2_000, i -> "let a" + i + " = m.lock(); if c { return " + i + "; } ") + "0"));
        texts.put("one macro", function("all!(" + repeat(100_000, i -> "a" + i % 10 + ", ") + ")"));
        texts.put("long macro", function("all![" + "x(y) => ".repeat(130_000) + "]"));
        texts.put("many macros", "fn f() { " + repeat(20_000, i -> "all!(a, b); ") + "}\n");
        texts.put("nested macros", function("all!(".repeat(800) + "0" + ")".repeat(800)));
        texts.put(
                "tokens in groups",
                "macro_rules! all { ($($a:tt)*) => { $($a)* } }\n"
                        + function("all!(" + "(".repeat(3_000) + ")".repeat(3_000) + ")"));
        texts.put(
                "a macro that grows",
                "macro_rules! all { ($($a:tt)*) => { all!($($a)* $($a)*) } }\n" + function("all!(a b c)"));
        texts.put(
                "a macro of items that grows",
                "macro_rules! all { ($a:ident) => { fn $a() {} all!($a); all!($a); } }\nall!(a);\n" + function("0"));
        texts.put(
                "constants in a circle",
                "const A: u32 = B | C; const B: u32 = A | C; const C: u32 = A | B;\n" + function("A"));
        texts.put(
                "types in a circle",
                "type A = B; type B = A; type F = Option<F>; type G<T> = H<(T, T)>; type H<T> = G<(T, T)>; struct C {"
                        + " c: C } struct D { d: E } struct E { d: D } struct I { i: &I }\n"
                        + function(
                                "let a: A = b; let c: C = d; let e: D = e; let f: F = g; let g: G<u8> = h; let i: I ="
                                        + " j; c.c.c.c; 0"));
        texts.put(
                "traits of themselves",
                "trait A: A { fn a(&self) { self.a() } } impl<T: A> A for T { fn a(&self) { self.a() } }\n"
                        + function("0"));
        texts.put("open string", function("\"abc").substring(0, 20));
        texts.put("open raw string", function("r##\"abc\"# x"));
        texts.put("open comment", function("/* /* */"));
        texts.put("open macro", function("all!(a, \"b"));
        texts.put("zeros", "\0".repeat(5_000));
        texts.put("functions in functions", repeat(400, i -> "fn f" + i + "() { ") + "}".repeat(400));
        texts.put("modules", repeat(400, i -> "mod m" + i + " { ") + "}".repeat(400));
        texts.put(
                "names of places",
                "impl<T> X for T { fn a() {} } impl X for (A, B) { fn a() {} } impl X for [u8] { fn a() {} } impl dyn"
                        + " X { fn a() {} } impl X for fn(u8) { fn a() {} } impl X for ! { fn a() {} }\n");
        return texts;
    }

    private static String function(String value) {
        return "fn f(a: Option<u32>, m: &Mutex<u32>, c: bool) -> u32 { " + value + " }\n";
    }

    private static String repeat(int count, IntFunction<String> text) {
        return IntStream.range(0, count).mapToObj(text).collect(Collectors.joining());
    }

    @TestFactory
    Stream<DynamicTest> hostileTextsEndSoon() {
        return hostile().entrySet().stream()
                .map(text -> DynamicTest.dynamicTest(
                        text.getKey(),
                        () -> Assertions.assertTimeout(
                                Duration.ofSeconds(30),
                                () -> check(text.getKey(), text.getValue().getBytes(StandardCharsets.UTF_8)))));
    }
}
