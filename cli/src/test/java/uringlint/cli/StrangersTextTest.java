// SPDX-License-Identifier: Apache-2.0

package uringlint.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.function.IntPredicate;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;
import uringlint.cli.report.Printable;

/// The same hostile strings from every source, in every format: none acts on a terminal, on the log of a workflow or on a mail.
class StrangersTextTest {
    private static final List<String> STRINGS = List.of(
            "a\033[31mred\033]0;title\007",
            "a\n::error::pwned",
            "\n::stop-commands::pwned",
            "##[error]pwned",
            "a\r::error::pwned",
            "a\u202epwned\u2066",
            "a\u2028::error::pwned",
            "a\u0085::error::pwned\u009b31m",
            "::error::pwned");
    private static final List<String> FORMATS = Outputs.names();

    private static final String[] MACHINES = {"json", "sarif", "gitlab", "checkstyle", "junit", "diff"};

    @TempDir
    private Path folder;

    private Repo repo;

    @BeforeEach
    void makeRepository() {
        repo = new Repo(folder);
        repo.write("x/x.c", Drivers.driver(Drivers.BODY_RIGHT)).commit("x: add a driver");
    }

    @AfterEach
    void closeRepository() {
        repo.close();
    }

    private Cli run(String... arguments) {
        Cli run = Cli.run(folder, arguments);
        String all = run.out() + run.err();
        assertThat(all).doesNotContain("internal error of uringlint");
        // Programs read the other formats, and get what is there.
        String read = Stream.of(MACHINES).noneMatch(List.of(arguments)::contains) ? all : run.err();
        assertThat(acting(read, Printable::acts)).as(read).isEmpty();
        if (!List.of(arguments).contains("diff")) {
            assertThat(acting(run.out(), Character::isISOControl)).as(run.out()).isEmpty();
        }
        assertThat(read.lines()
                        .map(String::strip)
                        .filter(line -> line.startsWith("::")
                                && line.contains("pwned")
                                && !line.matches("::(error|warning|notice) (file|title)=.*")))
                .as(read)
                .isEmpty();
        // A mail quotes what it answers.
        assertThat(arguments[0].equals("review") ? run.err() : read).doesNotContain("##[");
        return run;
    }

    private static List<String> acting(String text, IntPredicate acts) {
        return text.codePoints()
                .filter(character -> acts.test(character) && character != '\n' && character != '\t')
                .mapToObj(Integer::toHexString)
                .toList();
    }

    private static Stream<DynamicTest> each(java.util.function.Function<String, Runnable> test) {
        var tests = new ArrayList<DynamicTest>();
        for (String text : STRINGS) {
            tests.add(DynamicTest.dynamicTest(Printable.line(text), () -> test.apply(text).run()));
        }
        return tests.stream();
    }

    private static void write(Path file, String text) {
        try {
            Drivers.write(file, text);
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    @TestFactory
    Stream<DynamicTest> namesOfFilesAndLinesOfSource() {
        return each(text -> () -> {
            String top = "t" + STRINGS.indexOf(text);
            write(
                    folder.resolve(top + "/" + text.replace("/", "") + ".c"),
                    Drivers.driver(Drivers.BODY_WRONG.replace("return 0;", "return 0; /* " + text + " */")));
            write(
                    folder.resolve(top + "/" + text + "/y.c"),
                    Drivers.driver("#include \"" + text.replaceAll("[\r\n]", "") + ".h\"\n" + Drivers.BODY_WRONG));
            for (String format : FORMATS) {
                assertThat(run("check", "--verbose", "--output", format, top).exit())
                        .isEqualTo(ExitCode.FINDINGS);
                run("check", "--verbose", "--output", format, "--fix=no", top);
            }
            Cli.run(folder, "config", "show");
            run("entries", top);
            for (String format : List.of("dot", "mermaid", "svg", "html")) {
                run("entries", "--format", format, top);
            }
            run("check", "--fix=diff", top + "/" + text);
            run("kbuild", top + "/" + text.replace("/", "") + ".c");
        });
    }

    @TestFactory
    Stream<DynamicTest> optionsAndArguments() {
        return each(text -> () -> {
            for (String[] arguments : new String[][] {
                {"check", text},
                {"check", "--kernel", text},
                {"check", "--only", text},
                {"check", "--level", text},
                {"check", "--baseline", text, "."},
                {"check", "--config", text, "."},
                {"check", "--patch", text},
                {"check", "--range", text + "..x"},
                {"check", "--diff-against", text},
                {"check", "--output", text, "."},
                {"check", "--dump", text, text, "."},
                {"check", "--dump", "ir", text, "."},
                {"check", "--base", text, "--patch", "x"},
                {"check", "--" + text},
                {"check", "--output", "json=" + text + "/x/y", "."},
                {text},
                {"explain", text},
                {"contract", text},
                {"contract", "--kernel", text},
                {"merge", text},
                {"review", text},
                {"review", "--from", text, "x"},
                {"review", "--date", text, "x"},
                {"kbuild", text + ".c"},
                {"kbuild", "--" + text},
                {"check", "-p", text},
                {"entries", text},
                {"baseline", "create", "--baseline", text + "/x", "x"},
                {"check", "--shard", text},
                {"check", "--jobs", text}
            }) {
                run(arguments);
            }
        });
    }

    private static String quoted(String text) {
        var quoted = new StringBuilder("\"");
        text.codePoints()
                .forEach(character -> quoted.append(
                        Printable.acts(character) ? "\\U%08x".formatted(character) : Character.toString(character)));
        return quoted.append('"').toString();
    }

    @TestFactory
    Stream<DynamicTest> configurations() {
        return each(text -> () -> {
            String name = quoted(text);
            for (String yaml : List.of(
                    "rules: {" + name + ": off}",
                    "rules: {double-completion: " + name + "}",
                    name + ": 1",
                    "level: " + name,
                    "kernel: " + name,
                    "baseline: " + name,
                    "fail-on: " + name,
                    "paths: [{path: " + name + ", ignore: true}]",
                    "paths: [{path: x, " + name + ": true}]",
                    "functions: {sleeping: [" + name + "]}",
                    "functions: {" + name + ": []}",
                    "%" + text,
                    "!<" + text + "> a",
                    "*" + text,
                    "? " + text)) {
                write(folder.resolve(".uringlint.yml"), yaml + "\n");
                run("check", ".");
                run("config", "show");
            }
            write(folder.resolve("known"), text + " " + text + "\n");
            run("check", "--no-config", "--baseline", "known", ".");
            write(
                    folder.resolve("x.json"),
                    "[{\"directory\": " + new com.google.gson.JsonPrimitive(text) + ", \"file\": "
                            + new com.google.gson.JsonPrimitive(text + ".c") + ", \"command\": \"cc " + "x" + "\"}]");
            run("check", "--no-config", "-p", "x.json");
            run("merge", "x.json");
        });
    }

    private static String word(String text) {
        return "=?utf-8?b?" + Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8)) + "?=";
    }

    private static String gitQuoted(String path) {
        var quoted = new StringBuilder();
        for (byte part : path.getBytes(StandardCharsets.UTF_8)) {
            quoted.append(part < 0x20 || part == 0x7f ? "\\%03o".formatted(part & 0xff) : Character.toString(part & 0xff));
        }
        return quoted.toString();
    }

    @TestFactory
    Stream<DynamicTest> mailsAndPatches() {
        return each(text -> () -> {
            String path = gitQuoted("x/" + text.replace("/", "") + ".c");
            String body = Drivers.driver(
                    Drivers.BODY_WRONG.replace("return 0;", "return 0; /* " + text.replaceAll("[\r\n]", "") + " */"));
            String added = "diff --git \"a/" + path + "\" \"b/" + path
                    + "\"\nnew file mode 100644\n--- /dev/null\n+++ \"b/" + path + "\"\n@@ -0,0 +1,"
                    + body.split("\n").length + " @@\n+" + String.join("\n+", body.split("\n")) + "\n";
            String changed = "diff --git \"a/" + path + "x\" \"b/" + path + "x\"\n--- \"a/" + path + "x\"\n+++ \"b/"
                    + path + "x\"\n@@ -1,2 +1,3 @@\n a\n+b\n c\n";
            String head = "From 0123456789012345678901234567890123456789 Mon Sep 17 00:00:00 2001\nFrom: " + word(text)
                    + " <a@example.org>\nSubject: [PATCH 1/3] " + word(text) + "\nDate: " + word(text)
                    + "\nMessage-ID: <1@example.org>\nTo: " + word(text) + " <b@example.org>\n\n";
            for (String diff : List.of(
                    added,
                    changed,
                    "diff --git " + path + "\nnew mode 0\n",
                    "diff --git a/x b/x\nindex " + text + "\n@@ -1 +1 @@\n-" + text,
                    "--- " + text + "\n+++ " + text + "\n@@ -1 +1 @@\n-a\n+b\n")) {
                byte[] mail = (head + "Words.\n---\n"
                                + new String(diff.getBytes(StandardCharsets.ISO_8859_1), StandardCharsets.ISO_8859_1)
                                + "-- \n2.40\n\n")
                        .getBytes(StandardCharsets.ISO_8859_1);
                try {
                    Files.write(folder.resolve("m.mbox"), mail);
                } catch (IOException e) {
                    throw new java.io.UncheckedIOException(e);
                }
                for (String base : List.of("--base=.", "--base=x")) {
                    for (String format : FORMATS) {
                        run("check", base, "--output", format, "--patch", "m.mbox");
                    }
                    run("review", base, "m.mbox");
                }
            }
        });
    }

    @TestFactory
    Stream<DynamicTest> commits() {
        return each(text -> () -> {
            String before = repo.commit("before");
            repo.write("x/x.c", Drivers.driver(Drivers.BODY_WRONG))
                    .write("x/" + text.replace("/", "") + ".c", Drivers.driver(Drivers.BODY_WRONG));
            repo.commit(text + "\n\n" + text);
            for (String format : FORMATS) {
                run("check", "--output", format, "--range", before + "..");
                run("check", "--output", format, "--diff-against", before);
            }
            repo.write("x/x.c", Drivers.driver(Drivers.BODY_RIGHT)).commit("back");
        });
    }
}
