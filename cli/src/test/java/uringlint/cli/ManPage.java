// SPDX-License-Identifier: Apache-2.0

package uringlint.cli;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;

/// The manual page in roff, made of the commands and their options, so that it never says less than the program.
final class ManPage {
    private static final Pattern CODE = Pattern.compile("`([^`]+)`");
    private static final Pattern OPTION = Pattern.compile("(?<![\\w-])--?[a-z][\\w-]*");
    private static final Pattern STATUS = Pattern.compile("((?: *///[^\n]*\n)+) *static final int \\w+ = (\\d+);");

    private static final String ABOUT = """
        uringlint reads the C or the Rust of drivers that take io_uring commands (`uring_cmd`) as it is, without a build or a
        configuration, and reports where a driver breaks the contract of these commands. Each report has the steps that lead there, and
        a fix where the edit is certain.

        In a folder, drivers are found by themselves. Files that are named are always analyzed. Only what lies below the named folders,
        or in the folder of a named file, is ever read, and inside of a kernel tree the headers below its include/ and its Rust library.
        """;

    private static final Map<String, String> FILES = ordered(
            ".uringlint.yml",
            "The configuration: the nearest one above the files that are analyzed. `uringlint config show`"
                    + " says what is in force.",
            ".uringlint-baseline",
            "The baseline that `uringlint baseline` writes and `--baseline` reads: findings that are accepted"
                    + " for now.",
            "compile_commands.json",
            "A compilation database, whose files `--compile-commands` analyzes.",
            "Makefile",
            "The one at the top of a kernel tree says which kernel the tree is.");

    static final Map<String, String> ENVIRONMENT = ordered(
            "NO_COLOR", "If it is set and not empty, there are no colors.",
            "COLUMNS", "The width of the text, where no `--width` is given.",
            "JAVA_HOME",
                    "The JDK 25 to run on. The launcher also looks into JAVA25_HOME, at java on the PATH, and where"
                            + " systems keep JDKs.",
            "URINGLINT_NO_AOT", "If it is set, the launcher leaves out the cache that makes the program start sooner.",
            "URINGLINT_NO_BUILD", "If it is set, the launcher runs what is built, however old it is.",
            "URINGLINT_NO_SERVER", "If it is set, no `uringlint serve` is asked to run a command.");

    private static final Map<String, String> EXAMPLES = ordered(
            "uringlint check drivers/block/ublk_drv.c", "Analyzes one driver.",
            "uringlint check --kernel 6.1..6.12 .", "Finds and analyzes all drivers of a tree, for a range of kernels.",
            "uringlint check --range origin/main..HEAD",
                    "Reports what the commits of a branch bring, and nothing that was there before.",
            "git format-patch --stdout -3 | uringlint check --patch -", "The same of patches.",
            "uringlint check --output sarif=report.sarif --output text .",
                    "Prints a report and writes another one for programs.",
            "uringlint check --fix=diff widget.c | git apply", "Takes over the fixes that are certain.",
            "make C=1 CHECK=\"uringlint kbuild\" drivers/block/", "Checks what a kernel build compiles.",
            "uringlint merge -o whole.json 1.json 2.json 3.json",
                    "Puts the reports of `--shard 1/3` to `3/3` together.",
            "uringlint explain double-completion", "Says what a rule is about.",
            "uringlint contract --kernel 6.12 flags", "Says what a kernel asks of a driver about flags.");

    private final StringBuilder text = new StringBuilder();

    private ManPage() {}

    /// The page. `statuses` is the source of [ExitCode], whose comments say what each status means.
    static String render(CommandSpec program, String statuses) {
        var page = new ManPage();
        page.line(".\\\" Made of the options of the program; -Dgolden=update makes it anew.");
        page.line(".TH URINGLINT 1 \"\" uringlint \"User Commands\"");
        page.section("NAME");
        page.line("uringlint \\- find broken completion contracts in drivers of uring_cmd");
        page.section("SYNOPSIS");
        page.synopsis(program);
        page.section("DESCRIPTION");
        page.paragraphs(ABOUT);
        page.section("COMMANDS");
        page.commands(program);
        page.section("OPTIONS");
        page.options(program);
        page.section("EXIT STATUS");
        page.statuses(statuses);
        page.section("FILES");
        FILES.forEach(page::entry);
        page.section("ENVIRONMENT");
        ENVIRONMENT.forEach(page::entry);
        page.section("EXAMPLES");
        EXAMPLES.forEach(page::entry);
        page.section("SEE ALSO");
        page.line("git(1), make(1), sparse(1)");
        page.line(".PP");
        page.line("The folder docs/ of the sources has a page for each rule and each format.");
        return page.text.toString();
    }

    private static Map<String, String> ordered(String... pairs) {
        var map = new LinkedHashMap<String, String>();
        for (int at = 0; at < pairs.length; at += 2) {
            map.put(pairs[at], pairs[at + 1]);
        }
        return map;
    }

    private void synopsis(CommandSpec command) {
        for (CommandSpec inner : subcommands(command)) {
            if (inner.subcommands().isEmpty()) {
                line(".B " + plain(inner.qualifiedName()));
                line(inner.options().size() > 1 ? "[\\fIOPTION\\fR]..." : "");
                line(positionals(inner));
                line(".br");
            }
        }
        line(".B uringlint");
        line("\\-\\-help | \\-\\-version");
    }

    private static String positionals(CommandSpec command) {
        if (command.name().equals("kbuild")) {
            return "\\fICOMPILER-ARGUMENT\\fR...";
        }
        var shown = new ArrayList<String>();
        for (PositionalParamSpec positional : command.positionalParameters()) {
            String label = "\\fI" + plain(positional.paramLabel()) + "\\fR"
                    + (positional.arity().max() > 1 ? "..." : "");
            shown.add(positional.arity().min() == 0 ? "[" + label + "]" : label);
        }
        return String.join(" ", shown);
    }

    private void commands(CommandSpec program) {
        for (CommandSpec command : subcommands(program)) {
            if (command.subcommands().isEmpty()) {
                entry(
                        command.qualifiedName().substring("uringlint ".length()),
                        String.join(" ", command.usageMessage().description()));
            }
        }
    }

    private void options(CommandSpec program) {
        program.options().forEach(this::option);
        for (CommandSpec command : subcommands(program)) {
            List<OptionSpec> own = command.options().stream().filter(option -> !option.usageHelp() && !option.hidden()).toList();
            if (!own.isEmpty() || !command.positionalParameters().isEmpty()) {
                line(".SS " + plain(command.qualifiedName()));
                own.forEach(this::option);
                command.positionalParameters()
                        .forEach(positional ->
                                entry("\\fI" + plain(positional.paramLabel()) + "\\fR", positional, true));
            }
        }
    }

    private void option(OptionSpec option) {
        String names = String.join(", ", option.names()).replace("-", "\\-");
        String label = plain(option.paramLabel());
        String value = switch (option.arity().max()) {
            case 0 -> "";
            case 1 -> option.arity().min() == 0 ? "[=\\fI" + label + "\\fB]" : "=\\fI" + label + "\\fB";
            default -> " \\fI" + label + "\\fB";
        };
        entry("\\fB" + names + value + "\\fR", option, true);
    }

    private void statuses(String source) {
        Matcher status = STATUS.matcher(source);
        while (status.find()) {
            entry(status.group(2), status.group(1).replaceAll("(?m)^ *///", "").replaceAll("\\s+", " ").strip());
        }
    }

    private static List<CommandSpec> subcommands(CommandSpec command) {
        var all = new ArrayList<CommandSpec>();
        command.subcommands().values().forEach(inner -> {
            if (!inner.getCommandSpec().usageMessage().hidden()) {
                all.add(inner.getCommandSpec());
                all.addAll(subcommands(inner.getCommandSpec()));
            }
        });
        return all;
    }

    private void section(String name) {
        line(".SH " + (name.contains(" ") ? "\"" + name + "\"" : name));
    }

    private void entry(String head, String body) {
        line(".TP");
        line("\\fB" + plain(head) + "\\fR");
        paragraphs(body);
    }

    private void entry(String head, ArgSpec argument, boolean isMarkedUp) {
        line(".TP");
        line(isMarkedUp ? head : plain(head));
        paragraphs(String.join(" ", argument.description()));
    }

    private void paragraphs(String body) {
        String[] paragraphs = body.strip().split("\n\n");
        for (int at = 0; at < paragraphs.length; at++) {
            if (at > 0) {
                line(".PP");
            }
            line(prose(paragraphs[at].replaceAll("\\s+", " ")));
        }
    }

    /// Code and options stand in bold.
    private static String prose(String words) {
        var shown = new StringBuilder();
        Matcher code = CODE.matcher(words);
        int from = 0;
        while (code.find()) {
            shown.append(withOptions(words.substring(from, code.start())))
                    .append("\\fB")
                    .append(plain(code.group(1)))
                    .append("\\fR");
            from = code.end();
        }
        return shown.append(withOptions(words.substring(from))).toString();
    }

    private static String withOptions(String words) {
        return OPTION.matcher(escaped(words))
                .replaceAll(
                        found -> Matcher.quoteReplacement("\\fB" + found.group().replace("-", "\\-") + "\\fR"));
    }

    /// Text that is typed as it stands.
    private static String plain(String words) {
        return escaped(words).replace("-", "\\-");
    }

    private static String escaped(String words) {
        return words.replace("\\", "\\e")
                .replace("'", "\\(aq")
                .replace("`", "\\(ga")
                .replace("^", "\\(ha")
                .replace("~", "\\(ti");
    }

    /// A line of the page; what would be taken for a request is told apart by whoever writes one.
    private void line(String line) {
        if (!line.isEmpty()) {
            text.append(line.startsWith(".") && !line.matches("\\.(\\\\\"|TH|SH|SS|TP|PP|B|br)( .*)?") ? "\\&" : "")
                    .append(line)
                    .append('\n');
        }
    }
}
