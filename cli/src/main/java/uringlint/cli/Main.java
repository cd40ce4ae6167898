// SPDX-License-Identifier: Apache-2.0

package uringlint.cli;

import java.io.BufferedOutputStream;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalInt;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import uringlint.Analyzer;
import uringlint.cli.cache.CachePlace;
import uringlint.cli.names.Arguments;
import uringlint.cli.names.NearMiss;
import uringlint.rules.model.Releases;
import uringlint.rules.model.UringApi;

/// The entry point of the program.
@Command(
        name = "uringlint",
        description = "Finds broken completion contracts in drivers of uring_cmd.",
        sortOptions = false,
        footer = {"", ExitCode.TEXT, ExitCode.OF_PATCHES})
public final class Main implements Callable<Integer> {
    @Spec
    private CommandSpec command;

    // picocli reads these two.
    @SuppressWarnings("unused")
    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            scope = CommandLine.ScopeType.INHERIT,
            description = "Show this help.")
    private boolean showsHelp;

    @SuppressWarnings("unused")
    @Option(names = {"-V", "--version"}, versionHelp = true, description = "Show the version.")
    private boolean showsVersion;

    private Main() {}

    @Override
    public Integer call() {
        throw new CommandLine.ParameterException(command.commandLine(), "a command is missing");
    }

    /// All commands with their options.
    static CommandLine commands(Terminal terminal) {
        return commands(terminal, List.of());
    }

    /// The command that the arguments name. Only where they name none all are there, for the help and for what may have been meant: to read
    /// the options of a command takes longer than many a command.
    private static CommandLine commands(Terminal terminal, List<String> arguments) {
        String first = arguments.isEmpty() ? "" : arguments.getFirst();
        var main = new CommandLine(new Main());
        boolean isForVersion = arguments.size() == 1 && (first.equals("-V") || first.equals("--version"));
        boolean isNamed = isForVersion || NAMES.contains(first);
        NAMES.stream().filter(name -> !isNamed || name.equals(first)).forEach(name -> main.addSubcommand(name, command(name, terminal)));
        return main;
    }

    private static final List<String> NAMES = List.of(
            "check", "review", "entries", "baseline", "config", "rules", "explain", "contract", "cache", "merge", "kbuild", "lsp", "serve", "watch",
            "completion");

    private static CommandLine command(String name, Terminal terminal) {
        return switch (name) {
            case "check" -> new CommandLine(new CheckCommand(terminal));
            case "review" -> new CommandLine(new ReviewCommand(terminal));
            case "entries" -> new CommandLine(new EntriesCommand(terminal));
            case "baseline" ->
                new CommandLine(new BaselineCommand())
                        .addSubcommand(new BaselineCommand.Create(terminal))
                        .addSubcommand(new BaselineCommand.Update(terminal));
            case "config" -> new CommandLine(new ConfigCommand()).addSubcommand(new ConfigCommand.Show(terminal));
            case "rules" -> new CommandLine(new RulesCommand(terminal));
            case "explain" -> new CommandLine(new ExplainCommand(terminal));
            case "contract" -> new CommandLine(new ContractCommand(terminal));
            case "cache" ->
                new CommandLine(new CacheCommand())
                        .addSubcommand(new CacheCommand.Show(terminal))
                        .addSubcommand(new CacheCommand.Clean(terminal));
            case "merge" -> new CommandLine(new MergeCommand(terminal));
            case "kbuild" -> new CommandLine(new KbuildCommand(terminal)).setStopAtUnmatched(true);
            case "completion" -> new CommandLine(new CompletionCommand(terminal, () -> commands(terminal)));
            case "lsp" -> new CommandLine(new LspCommand(terminal));
            case "serve" -> new CommandLine(new ServeCommand(terminal, Main::run));
            case "watch" -> WatchCommand.with(terminal);
            default -> throw new IllegalArgumentException("no command: " + name);
        };
    }

    /// Runs the program in a terminal and returns its exit code.
    public static int run(Terminal terminal, String... asked) {
        String[] arguments = helped(asked);
        CommandLine commands = commands(terminal, List.of(arguments));
        // A file may be called `@x`, and what compilers call a response file is not ours to read here.
        commands.setExpandAtFiles(false);
        commands.getCommandSpec().version("uringlint " + Version.text());
        commands.setOut(new PrintWriter(terminal.out(), true, StandardCharsets.UTF_8));
        commands.setErr(new PrintWriter(terminal.err(), true, StandardCharsets.UTF_8));
        commands.setUsageHelpAutoWidth(false);
        commands.setColorScheme(CommandLine.Help.defaultColorScheme(
                terminal.isInteractive() && terminal.allowsColor() ? CommandLine.Help.Ansi.ON : CommandLine.Help.Ansi.OFF));
        commands.setParameterExceptionHandler((error, _) -> {
            boolean isCommand = error instanceof CommandLine.UnmatchedArgumentException && error.getCommandLine() == commands
                    && !arguments[0].startsWith("-");
            terminal.tell("uringlint: "
                    + (isCommand ? "there is no command `" + arguments[0] + "`" + NearMiss.hint(arguments[0], NAMES) : error.getMessage()));
            if (!isCommand) {
                CommandLine.UnmatchedArgumentException.printSuggestions(error, commands.getErr());
            }
            terminal.tell("Try `" + error.getCommandLine().getCommandSpec().qualifiedName() + " --help`.");
            return ExitCode.USAGE;
        });
        try {
            commands.setExecutionExceptionHandler((error, _, _) -> Failure.tell(terminal, error));
            int status = commands.execute(arguments);
            return withOutput(terminal, status);
        } catch (RuntimeException | Error e) {
            return Failure.tell(terminal, e);
        } finally {
            terminal.out().flush();
            terminal.err().flush();
        }
    }

    /// The status of a command, unless what it wrote is lost.
    private static int withOutput(Terminal terminal, int status) {
        if (terminal.isOutputKept()) {
            return status;
        }
        terminal.tell("uringlint: standard output cannot be written to, and what was to be said there is lost");
        return ExitCode.INCOMPLETE;
    }

    /// `help check` is `check --help`.
    private static String[] helped(String... arguments) {
        if (arguments.length == 0 || !arguments[0].equals("help")) {
            return arguments;
        }
        if (arguments.length > 1 && !NAMES.contains(arguments[1])) {
            // It is told that there is no such command.
            return new String[] {arguments[1]};
        }
        String[] other = Arrays.copyOfRange(arguments, 1, arguments.length + 1);
        other[arguments.length - 1] = "--help";
        return other;
    }

    /// Runs the program and exits with its code.
    public static void main(String[] arguments) {
        String[] exact = Arguments.exact(arguments);
        CachePlace cache = Version.place();
        var out = new PrintStream(
                new BufferedOutputStream(new FileOutputStream(FileDescriptor.out), 1 << 16),
                false,
                StandardCharsets.UTF_8);
        var err = new PrintStream(new FileOutputStream(FileDescriptor.err), true, StandardCharsets.UTF_8);
        Terminal terminal = Terminal.ofProcess(out, err, cache);
        OptionalInt served = ServeCommand.ask(terminal, exact);
        if (served.isEmpty()) {
            warmUp(exact, cache);
        }
        System.exit(served.isPresent() ? withOutput(terminal, served.getAsInt()) : run(terminal, exact));
    }

    /// Loads the engine beside the reading of the first file, unless its work may have been done by an earlier run. Whatever goes wrong
    /// there goes wrong again where it is reported.
    private static void warmUp(String[] arguments, CachePlace cache) {
        String command = arguments.length > 0 ? arguments[0] : "";
        boolean isDone = List.of("check", "review").contains(command) && !List.of(arguments).contains("--no-cache") && cache.hasEntries();
        if (!isDone && List.of("check", "entries", "kbuild").contains(command)) {
            Thread engine = new Thread(() -> Analyzer.warmUp(UringApi.model(Releases.NEWEST)), "warm-up");
            engine.setDaemon(true);
            engine.setUncaughtExceptionHandler((_, _) -> {});
            engine.start();
        }
    }
}
