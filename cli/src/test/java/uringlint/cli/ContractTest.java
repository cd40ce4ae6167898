// SPDX-License-Identifier: Apache-2.0

package uringlint.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import uringlint.cli.manual.Block;
import uringlint.cli.manual.Markdown;
import uringlint.cli.manual.ReleaseMark;
import uringlint.cli.run.Kernels;
import uringlint.rule.Rule;
import uringlint.rules.Rules;
import uringlint.rules.model.Releases;
import uringlint.version.KernelVersion;

/// The contract in the terminal, and what its pages promise.
class ContractTest {
    private static final Path PAGES = Path.of("../docs/contract");

    /// Lists of links, what is made of tables, and what reviews asked for.
    private static final Set<String> WITHOUT_SOURCES = Set.of("README.md", "history.md", "api.md", "api-rust.md", "rust.md");

    private static Cli run(String... arguments) {
        String[] all = new String[arguments.length + 1];
        all[0] = "contract";
        System.arraycopy(arguments, 0, all, 1, arguments.length);
        return Cli.run(Path.of("."), all);
    }

    private static List<Path> pages() throws IOException {
        try (Stream<Path> files = Files.list(PAGES)) {
            return files.filter(file -> file.toString().endsWith(".md")).sorted().toList();
        }
    }

    @Test
    void everyPageIsATopic() throws IOException {
        var names = new TreeSet<String>();
        pages().forEach(page -> names.add(page.getFileName().toString().replace(".md", "")));
        names.remove("README");
        assertThat(ContractPages.topics().keySet()).containsExactlyInAnyOrderElementsOf(names);
        String list = run().out();
        assertThat(names).allSatisfy(name -> {
            assertThat(list).containsPattern("(?m)^" + name + " ");
            assertThat(run(name).exit()).isZero();
            assertThat(run(name).out().lines().toList()).hasSizeGreaterThan(10);
        });
    }

    @Test
    void whatDoesNotHoldForAKernelIsLeftOut() {
        assertThat(run("flags").out()).contains("up to 6.3: ").contains("6.4 to 6.9: ").contains("IO_URING_F_INLINE");
        assertThat(run("flags", "--kernel", "6.5").out())
                .contains("6.4 to 6.9: ")
                .contains("IO_URING_F_IOWQ")
                .doesNotContain("up to 6.3: ", "6.10 and newer: ", "IO_URING_F_INLINE", "IO_URING_CMD_TASK_WORK_ISSUE_FLAGS");
        assertThat(run("flags", "--kernel", "6.1..6.5").out()).contains("up to 6.3: ", "6.4 to 6.9: ").doesNotContain("6.10 and newer: ");
        assertThat(run("cancel", "--kernel", "6.1").out()).contains("up to 6.6: ").doesNotContain("Two who complete", "6.7 and newer");
        assertThat(run("api", "--kernel", "6.12").out())
                .contains("`io_uring_cmd_done(cmd, ret, res2, issue_flags)`")
                .doesNotContain("`io_uring_cmd_done(cmd, ret, issue_flags)`", "io_uring_cmd_done32");
        assertThat(run("api", "--kernel", "7.3").out()).contains("io_uring_cmd_done32").doesNotContain("io_uring_cmd_iopoll_done");
        assertThat(run("history", "--kernel", "6.1").out()).contains("IORING_URING_CMD_FIXED").doesNotContain("io_tw_req");
    }

    @Test
    void mistakesSayWhatToDo() {
        assertThat(run("cancle").exit()).isEqualTo(ExitCode.USAGE);
        assertThat(run("cancle").err()).startsWith("uringlint: TOPIC: no page is called `cancle`; did you mean `cancel`?\n");
        assertThat(run("qqqqqqqq").err())
                .startsWith("uringlint: TOPIC: no page is called `qqqqqqqq`; `uringlint contract` lists the topics\n");
        assertThat(run("cancel-race").err()).startsWith("uringlint: TOPIC: `cancel-race` is a rule: `uringlint explain cancel-race` ");
        assertThat(run("life", "--kernel", "six").exit()).isEqualTo(ExitCode.USAGE);
        assertThat(run("life", "--kernel", "six").err())
                .startsWith("uringlint: --kernel: `six` is no kernel version: write `6.12`, or `6.1..7.3` for a range\n");
        assertThat(run("life", "--kernel", "5.4").err()).startsWith("uringlint: --kernel: kernel 5.4 has no commands: 5.19 brought them\n");
        assertThat(run("--kernel", "9.0").exit()).isEqualTo(ExitCode.USAGE);
        assertThat(run("life", "flags").exit()).isEqualTo(ExitCode.USAGE);
    }

    @Test
    void thePagesKeepToTheWidthOfATerminal() throws IOException {
        for (int width : new int[] {60, 80, 200}) {
            for (String topic : ContractPages.topics().keySet()) {
                var out = new ByteArrayOutputStream();
                var printed = new PrintStream(out, false, StandardCharsets.UTF_8);
                Main.run(new Terminal(printed, printed, Path.of("."), width, false, false, true), "contract", topic);
                // Code is not broken, and neither are its names.
                assertThat(out.toString(StandardCharsets.UTF_8).lines().filter(line -> line.strip().contains(" ")))
                        .as(topic)
                        .allMatch(line -> line.length() <= Math.min(width, 100));
            }
        }
    }

    @Test
    void terminalsWithColorsGetThem() {
        var out = new ByteArrayOutputStream();
        var printed = new PrintStream(out, false, StandardCharsets.UTF_8);
        Main.run(new Terminal(printed, printed, Path.of("."), 80, true, false, true), "contract", "life");
        assertThat(out.toString(StandardCharsets.UTF_8)).startsWith("\033[1mThe life of a command\033[0m\n").doesNotContain("====", "`");
        assertThat(run("life").out()).startsWith("The life of a command\n=====================\n").doesNotContain("\033");
    }

    /// A mark that nobody understands would be shown for every kernel.
    @Test
    void everyMarkNamesReleasesThatAreKnown() throws IOException {
        var marked = Pattern.compile("\\*\\*((?:up to )?\\d+\\.\\d+[^*]*)\\*\\*|^#+ .*\\(((?:up to )?\\d[^)]*)\\)$", Pattern.MULTILINE);
        var known = new Kernels(Releases.OLDEST, Releases.NEWEST);
        int count = 0;
        for (Path page : pages()) {
            for (var mark : marked.matcher(Files.readString(page)).results().toList()) {
                String words = mark.group(1) == null ? mark.group(2) : mark.group(1).replaceFirst(":$", "");
                assertThat(ReleaseMark.parse(words)).as(page + ": " + words).isPresent();
                assertThat(ReleaseMark.parse(words).orElseThrow().ranges()).as(page + ": " + words).allSatisfy(range -> {
                    assertThat(range.first()).isLessThanOrEqualTo(range.last()).isGreaterThanOrEqualTo(known.first());
                    assertThat(range.last()).isLessThanOrEqualTo(known.last());
                });
                count++;
            }
            for (Block block : Markdown.parse(Files.readString(page))) {
                if (block instanceof Block.Table(var header, var rows)) {
                    int column = Math.max(header.indexOf("releases"), header.indexOf("since"));
                    rows.stream().filter(_ -> column >= 0).map(row -> row.get(column)).forEach(cell ->
                            assertThat(ReleaseMark.parse(cell)).as(page + ": " + cell).isPresent());
                }
            }
        }
        assertThat(count).isGreaterThan(80);
        ReleaseMark mark = ReleaseMark.parse("6.10 to 6.13, and 6.17 and newer").orElseThrow();
        assertThat(mark.holds(Kernels.only(new KernelVersion(6, 15)))).isFalse();
        assertThat(mark.holds(Kernels.only(new KernelVersion(6, 13)))).isTrue();
    }

    /// Whoever doubts a statement is to find where it comes from: a commit, a function or a file of the kernel. Or it leads to another
    /// page.
    @Test
    void everyStatementSaysWhereItIsFrom() throws IOException {
        var source = Pattern.compile("\\([^()]*`[^`]+`.*\\)|see \\[", Pattern.DOTALL);
        for (Path page : pages()) {
            if (!WITHOUT_SOURCES.contains(page.getFileName().toString())) {
                for (Block block : Markdown.parse(Files.readString(page))) {
                    // The steps of a list with numbers have one source together.
                    if (block instanceof Block.Item(_, var mark, var text) && mark.equals("-")) {
                        assertThat(text).as(page.getFileName().toString()).containsPattern(source);
                    }
                }
            }
        }
    }

    @Test
    void everyRuleIsNamedWhereTheContractIsBroken() throws IOException {
        var text = new StringBuilder();
        for (Path page : pages()) {
            text.append(Files.readString(page));
        }
        assertThat(Rules.ALL.stream().map(Rule::info))
                .allSatisfy(info -> assertThat(text).contains("(../rules/" + info.id() + ".md)"));
    }
}
