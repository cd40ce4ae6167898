// SPDX-License-Identifier: Apache-2.0

package uringlint.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.IntFunction;
import java.util.random.RandomGeneratorFactory;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/// Inputs on which tools of this kind crash, hang or eat the memory. Each ends soon, with a result or with words.
class HostileInputTest {
    /// Far above what any of these takes on a quiet machine.
    private static final long SECONDS = 25;

    @TempDir
    private Path folder;

    private static Map<String, String> texts() {
        var texts = new TreeMap<String, String>();
        texts.put("empty", "");
        texts.put("zeros", "\0".repeat(5_000));
        texts.put("truncated", Drivers.driver("\tio_uring_cmd_done(cmd, 0, 0, issue_fl").substring(0, 140));
        texts.put("open comment", Drivers.driver("\t/* io_uring_cmd_done(cmd, 0, 0, issue_flags);\n"));
        texts.put("open conditional", Drivers.driver("#if A\n\treturn 0;\n"));
        texts.put("parentheses", Drivers.driver("\treturn " + "(".repeat(100_000) + "0" + ")".repeat(100_000) + ";\n"));
        texts.put("blocks", Drivers.driver("{".repeat(20_000) + "return 0;" + "}".repeat(20_000) + "\n"));
        texts.put(
                "ifs",
                Drivers.driver(repeat(60, i -> "\tif (cmd->f" + i + ")\n\t\tx(" + i + ");\n") + "\treturn 0;\n"));
        texts.put(
                "completing ifs",
                Drivers.driver(repeat(60, i -> "\tif (cmd->f" + i + ")\n\t\tio_uring_cmd_done(cmd, 0, 0, 0);\n")
                        + "\treturn 0;\n"));
        texts.put("one line", Drivers.driver("\tint a;" + "a = foo(a, 1) + 2; ".repeat(550_000) + "return a;\n"));
        texts.put(
                "switch",
                Drivers.driver("\tswitch (cmd->cmd_op) {\n"
                        + repeat(50_000, i -> "\tcase " + i + ":\n\t\treturn " + i % 7 + ";\n")
                        + "\t}\n\treturn 0;\n"));
        texts.put(
                "completing cases",
                Drivers.driver("\tswitch (cmd->cmd_op) {\n"
                        + repeat(
                                10_000,
                                i -> "\tcase " + i + ":\n\t\tio_uring_cmd_done(cmd, " + i
                                        + ", 0, issue_flags);\n\t\tbreak;\n")
                        + "\t}\n\treturn -EIOCBQUEUED;\n"));
        texts.put("initializers", Drivers.driver("\tint a[] = {" + "1,".repeat(5_000_000) + "};\n\treturn 0;\n"));
        texts.put("terms", Drivers.driver("\treturn 0" + repeat(5_000, i -> " + a" + i) + ";\n"));
        texts.put(
                "alternatives",
                Drivers.driver("\tif (a" + repeat(5_000, i -> " || a" + i) + ")\n\t\treturn 1;\n\treturn 0;\n"));
        texts.put(
                "else if",
                Drivers.driver("\tif (a)\n\t\tb();\n"
                        + repeat(5_000, i -> "\telse if (cmd->cmd_op == " + i + ")\n\t\tb();\n") + "\treturn 0;\n"));
        texts.put(
                "recursion",
                "static int f(struct io_uring_cmd *cmd)\n"
                        + "{\n"
                        + "\treturn cmd->a ? f(cmd) : g(cmd);\n"
                        + "}\n"
                        + "static int g(struct io_uring_cmd *cmd)\n"
                        + "{\n"
                        + "\tio_uring_cmd_done(cmd, 0, 0, 0);\n"
                        + "\treturn f(cmd) + g(cmd);\n"
                        + "}\n"
                        + Drivers.driver("\treturn f(cmd);\n"));
        String huge = "9".repeat(40);
        for (String version : List.of(huge + ",9,0", "6," + huge + ",0", "6,9," + huge)) {
            texts.put(
                    "version " + version.indexOf(huge),
                    Drivers.driver("#if LINUX_VERSION_CODE > KERNEL_VERSION(" + version
                            + ")\n\treturn 1;\n#endif\n\treturn 0;\n"));
        }
        texts.put(
                "version in a parameter",
                "int w(struct io_uring_cmd *c, int {\n#if LINUX_VERSION_CODE>KERNEL_VERSION(" + huge
                        + ",9,0)\n#endif\n");
        texts.put(
                "stars",
                Drivers.driver("\treturn " + "*".repeat(200) + "cmd->pdu;\n")
                        .replace("io_uring_cmd *cmd", "io_uring_cmd " + "*".repeat(200) + "cmd"));
        return texts;
    }

    private static String repeat(int count, IntFunction<String> text) {
        return IntStream.range(0, count).mapToObj(text).collect(Collectors.joining());
    }

    @TestFactory
    Stream<DynamicTest> textsEndSoon() {
        return texts().entrySet().stream().map(text -> DynamicTest.dynamicTest(text.getKey(), () -> {
            Path file = Drivers.write(folder.resolve(text.getKey() + ".c"), text.getValue());
            assertEndsSoon("check", "--alone", file.toString());
        }));
    }

    /// The largest of them in a process that has as much memory as a small machine gives it.
    @TestFactory
    Stream<DynamicTest> aGibibyteIsEnough() {
        return Stream.of("one line", "switch")
                .map(name -> DynamicTest.dynamicTest(name, () -> {
                    Path file = Drivers.write(folder.resolve("large.c"), texts().get(name));
                    Program run = Program.run(
                            folder,
                            Map.of(),
                            List.of(
                                    Path.of(System.getProperty("java.home"), "bin", "java")
                                            .toString(),
                                    "-Xmx640m",
                                    "-XX:+UseSerialGC",
                                    "-XX:TieredStopAtLevel=1",
                                    "--enable-native-access=ALL-UNNAMED",
                                    "-cp",
                                    System.getProperty(
                                            "surefire.test.class.path", System.getProperty("java.class.path")),
                                    "uringlint.cli.Main",
                                    "check",
                                    file.toString()));
                    assertThat(run.exit()).isEqualTo(ExitCode.INCOMPLETE);
                    assertThat(run.err()).contains("given up").doesNotContain("memory");
                }));
    }

    @TestFactory
    Stream<DynamicTest> rustTextsEndSoon() {
        return IntStream.of(20, 24, 60, 500)
                .boxed()
                .flatMap(count -> Stream.of("&", "&mut ", "*mut ", "Box<")
                        .map(pointer -> DynamicTest.dynamicTest(count + " times " + pointer, () -> {
                            String type =
                                    pointer.repeat(count) + "u8" + (pointer.equals("Box<") ? ">".repeat(count) : "");
                            String receiver = (pointer.equals("&") ? "&".repeat(count) : "&") + "mut self";
                            String body =
                                    "        let room = unsafe { &mut (*self.raw.as_ptr()).pdu };\n        let x = "
                                            + "*".repeat(count) + "value;\n"
                                            + "        unsafe {"
                                            + " ptr::copy_nonoverlapping(ptr::from_ref(value).cast::<u8>(),"
                                            + " room.as_mut_ptr(), x) };\n";
                            Path file = Drivers.write(
                                    folder.resolve("x.rs"),
                                    "use kernel::bindings;\n"
                                            + "pub struct Pouch {\n"
                                            + "    raw: NonNull<bindings::io_uring_cmd>,\n"
                                            + "}\n"
                                            + "impl Pouch {\n"
                                            + "    pub fn push("
                                            + receiver + ", value: " + type + ") {\n" + body + "    }\n}\n");
                            assertEndsSoon("check", "--alone", file.toString());
                        })));
    }

    @TestFactory
    Stream<DynamicTest> inputsThatHurtOnceEndSoon() throws IOException {
        return Stream.of(
                        "c/constant-of-itself.c",
                        "c/constants-that-double.c",
                        "c/version-of-many-digits.c",
                        "rust/constants-that-double.rs",
                        "rust/condition-in-a-type.rs",
                        "rust/many-references.rs")
                .map(Path.of("src/test/resources/fuzz")::resolve)
                .map(file -> DynamicTest.dynamicTest(
                        file.getFileName().toString(),
                        () -> assertEndsSoon(
                                "check", "--alone", file.toAbsolutePath().toString())));
    }

    private Cli assertEndsSoon(String... arguments) {
        long start = System.nanoTime();
        Cli run = Cli.run(folder, arguments);
        assertThat((System.nanoTime() - start) / 1_000_000_000).as("seconds").isLessThan(SECONDS);
        assertThat(run.out() + run.err())
                .doesNotContain("internal error of uringlint")
                .doesNotContain("\tat ")
                .doesNotContain("Exception");
        assertThat(run.exit()).isIn(0, 1, 3);
        return run;
    }

    /// Where one type is to be found, texts of files are searched as a whole.
    @Test
    void aLongLiteralInRust() throws IOException {
        String text = "const TEXT: &str = \"" + "\\n a word".repeat(20_000) + "\";\n"
                + "impl Widget { fn run(&self) { crate::other::Thing::go() } }\n";
        Files.writeString(folder.resolve("long.rs"), text);
        Files.writeString(folder.resolve("other.rs"), "pub struct Thing;\n" + text);
        assertEndsSoon("check", "long.rs", "other.rs");
    }

    @Test
    void randomBytes() throws IOException {
        byte[] bytes = new byte[100_000];
        RandomGeneratorFactory.of("L64X128MixRandom").create(25).nextBytes(bytes);
        Files.write(folder.resolve("random.c"), bytes);
        assertEndsSoon("check", "random.c");
    }

    @Test
    void bytesThatAreNoUtf8() throws IOException {
        String text = Drivers.driver("\tpr_info(\"\u00ff\u00fe\u00e4\");\n" + Drivers.BODY_WRONG);
        Files.write(folder.resolve("latin.c"), text.getBytes(StandardCharsets.ISO_8859_1));
        Cli run = assertEndsSoon("check", "latin.c");
        assertThat(run.out()).contains("error[double-completion]").contains("--> latin.c:7:2");
    }

    @Test
    void whatControlsATerminalDoesNotReachIt() throws IOException {
        Drivers.write(
                folder.resolve("x.c"),
                Drivers.driver(Drivers.BODY_WRONG.replace("return 0;", "return 0; /* \033[2J\u202e */")));
        assertThat(assertEndsSoon("check", "x.c").out()).doesNotContain("\033").doesNotContain("\u202e");
    }

    @Test
    void aFileOf50MegabytesIsNotRead() throws IOException {
        try (var file = new RandomAccessFile(folder.resolve("big.c").toFile(), "rw")) {
            file.setLength(50L << 20);
        }
        Cli run = assertEndsSoon("check", "big.c");
        assertThat(run.exit()).isEqualTo(3);
        assertThat(run.err()).contains("big.c: the file is longer than 16 MB");
    }

    @Test
    void aLoopOfFolders() throws IOException {
        Drivers.write(folder.resolve("a/b/x.c"), Drivers.driver(Drivers.BODY_WRONG));
        Files.createSymbolicLink(folder.resolve("a/b/up"), folder.resolve("a"));
        Files.createSymbolicLink(folder.resolve("a/b/itself.c"), folder.resolve("a/b/itself.c"));
        Files.createSymbolicLink(folder.resolve("a/b/nowhere.c"), folder.resolve("nowhere"));
        Cli run = assertEndsSoon("check", "a");
        assertThat(run.exit()).isEqualTo(1);
        assertThat(run.err()).startsWith("1 error in 1 file");
    }

    @Test
    void foldersAndPipesThatAreCalledLikeFiles() throws IOException, InterruptedException {
        Drivers.write(folder.resolve("folder.c/x.c"), Drivers.driver(Drivers.BODY_WRONG));
        if (new ProcessBuilder("mkfifo", folder.resolve("pipe.c").toString()).start().waitFor() == 0) {
            assertThat(assertEndsSoon("check", "pipe.c").err()).contains("pipe.c: is no regular file");
        }
        assertThat(assertEndsSoon("check", ".").out()).contains("--> folder.c/x.c:6:2");
    }

    @Test
    void anIncludeDoesNotLeadOutOfTheFolder() throws IOException {
        Drivers.write(folder.resolve("secret.h"), "static int leave(void)\n{\n\treturn 0;\n}\n");
        Drivers.write(
                folder.resolve("in/x.c"),
                "#include \"../secret.h\"\n#include \"/etc/passwd\"\n" + Drivers.driver(Drivers.BODY_RIGHT));
        Cli run = assertEndsSoon("check", "in");
        assertThat(run.err())
                .startsWith("in/x.c:1: `../secret.h` was not found")
                .contains("nothing found in 1 file (1 function");
    }

    @Test
    void aLinkOfAFolderDoesNotLeadOutOfTheNamedOnes() throws IOException {
        Drivers.write(
                folder.resolve("out/secret.h"),
                "static int leave(struct io_uring_cmd *cmd)\n{\n\tio_uring_cmd_done(cmd, 0, 0, 0);\n\treturn 0;\n}\n");
        String driver = Drivers.driver("\treturn leave(cmd);\n");
        Drivers.write(folder.resolve("in/x.c"), "#include \"inc/secret.h\"\n" + driver);
        Files.createSymbolicLink(folder.resolve("in/inc"), Path.of("../out"));
        Cli run = assertEndsSoon("check", "in");
        assertThat(run.err()).startsWith("in/x.c:1: `inc/secret.h` was not found").contains("nothing found in 1 file");
        assertThat(assertEndsSoon("check", "in/x.c").err()).contains("`inc/secret.h` was not found");
        // What the user names may be a link, and links within the named folders are followed.
        assertThat(assertEndsSoon("check", "in", "out").out()).contains("--> in/inc/secret.h");
        Files.createSymbolicLink(folder.resolve("link"), Path.of("in"));
        Files.delete(folder.resolve("in/inc"));
        Drivers.write(folder.resolve("in/real/secret.h"), Files.readString(folder.resolve("out/secret.h")));
        Files.createSymbolicLink(folder.resolve("in/inc"), Path.of("real"));
        assertThat(assertEndsSoon("check", "link").out()).contains("error[double-completion]");
    }
}
