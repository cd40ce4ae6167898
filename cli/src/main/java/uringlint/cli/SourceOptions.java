// SPDX-License-Identifier: Apache-2.0

package uringlint.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.function.IntConsumer;
import java.util.function.UnaryOperator;
import picocli.CommandLine;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import uringlint.cli.cache.CachePlace;
import uringlint.cli.config.Config;
import uringlint.cli.find.DiskFiles;
import uringlint.cli.find.Selection;
import uringlint.cli.kbuild.CompileCommands;
import uringlint.cli.names.FileNames;
import uringlint.cli.run.Analyzed;
import uringlint.cli.run.Engine;
import uringlint.cli.run.KernelTree;
import uringlint.cli.run.Kernels;
import uringlint.cli.run.ResultCache;
import uringlint.cli.run.Workers;
import uringlint.rules.model.OwnFunctions;
import uringlint.source.Problem;

/// The options that say what is analyzed and for which kernel; for every command that analyzes something.
final class SourceOptions {
    private static final int MOST_JOBS = 1_000;
    private static final int MOST_TOLD = 10;

    @Spec(Spec.Target.MIXEE)
    private CommandSpec command;

    @Parameters(
            paramLabel = "PATH",
            arity = "0..*",
            description = "Files, folders of drivers, or a whole kernel tree. Default: this folder.")
    private List<String> paths = new ArrayList<>();

    @Option(
            names = {"-p", "--compile-commands"},
            paramLabel = "FILE",
            description = "Instead of paths: the files of a compilation database (compile_commands.json) that mention"
                    + " commands.")
    private String database = "";

    @Mixin
    private KernelOptions kernelOptions;

    @Option(names = "--alone", description = "Read only the named files, not what belongs to them.")
    private boolean isAlone;

    @Option(
            names = "--jobs",
            paramLabel = "N",
            description = "Analyze N drivers at a time. Default: one for each core.")
    private int jobs = Workers.cores();

    @Option(
            names = "--allow-empty",
            description =
                    "Do not exit with 3 where there is no driver, and pass over named files that are no C and no Rust.")
    private boolean allowsEmpty;

    @Option(
            names = "--allow-partial",
            description =
                    "Do not exit with 3 where a bound of the analysis or a part that was not understood cut off what a"
                            + " driver does.")
    private boolean allowsPartial;

    @Option(
            names = "--stdin-filename",
            paramLabel = "FILE",
            description = "Analyze what comes by standard input as if it stood in FILE; what belongs to it is read from the disk.")
    private String piped = "";

    @Option(names = "--no-cache", description = "Neither use nor keep results of other runs.")
    private boolean isUncached;

    private Optional<byte[]> standardInput = Optional.empty();
    private OwnFunctions own = OwnFunctions.NONE;
    private Config config = Config.none(Path.of(""));

    /// Heeds a configuration, which says what no option says.
    void use(Config used) {
        own = used.functions();
        config = used;
    }

    /// Whether the user accepts what was given up in drivers.
    boolean allowsPartial() {
        return allowsPartial;
    }

    /// What was not looked at: `problems` are all of a run, with those of its selection.
    Unseen unseen(Selection selection, List<Analyzed> analyzed, List<Problem> problems) {
        Unseen givenUp = Unseen.givenUp(problems.stream().filter(problem -> !selection.problems().contains(problem)).toList());
        return Unseen.of(selection, analyzed).and(allowsPartial ? givenUp.accepted() : givenUp);
    }

    /// Whether what is analyzed comes by standard input.
    boolean isPiped() {
        return !piped.isEmpty();
    }

    /// The kernels that were asked for.
    Optional<Kernels> kernels() {
        return kernelOptions.kernels(command.commandLine(), config);
    }

    /// What a version means that a tree names.
    KernelOptions kernelOptions() {
        return kernelOptions;
    }

    /// Takes the folder in which the program was started where nothing was named.
    void orHere() {
        if (paths.isEmpty() && database.isEmpty() && piped.isEmpty()) {
            paths.add(".");
        }
    }

    /// The files and folders that were named.
    List<String> paths(Terminal terminal) {
        if (!piped.isEmpty()) {
            return List.of(piped);
        }
        return database.isEmpty() ? List.copyOf(paths) : compiled(terminal).files().stream().map(FileNames::text).toList();
    }

    /// What is analyzed, as a text: the same for the same work.
    String settings() {
        return String.join("\0", paths) + "\0\0" + database + "\0\0" + kernelOptions.settings()
                + "\0\0" + piped + (isAlone ? " alone" : "");
    }

    Selection selection(Terminal terminal) {
        Selection named = named(terminal);
        if (kernels().isPresent()) {
            return named;
        }
        Map<Path, String> guessed = new TreeMap<>();
        for (Path folder : named.drivers().stream()
                .map(driver -> FileNames.resolve(terminal.folder(), driver.name())
                        .normalize()
                        .getParent())
                .distinct()
                .toList()) {
            KernelTree.find(folder)
                    .ifPresent(tree ->
                            kernelOptions.guessed(tree.version()).ifPresent(why -> guessed.put(tree.makefile(), why)));
        }
        Selection selection = named;
        for (var tree : guessed.entrySet()) {
            selection = selection.without(DiskFiles.name(terminal.folder(), tree.getKey()), tree.getValue());
        }
        return selection;
    }

    private Selection named(Terminal terminal) {
        if (jobs < 1 || jobs > MOST_JOBS) {
            throw new CommandLine.ParameterException(
                    command.commandLine(), "--jobs takes a number from 1 to " + MOST_JOBS);
        }
        if (!piped.isEmpty()) {
            return OpenFiles.selection(terminal.folder(), piped, pipedText(terminal));
        }
        if (!database.isEmpty()) {
            CompileCommands.Compiled compiled = compiled(terminal);
            Selection found = Selection.among(terminal.folder(), compiled.files(), compiled.includes(), isAlone);
            compiled.wrong().stream()
                    .limit(MOST_TOLD)
                    .forEach(wrong ->
                            terminal.tell("uringlint: " + database + ":" + wrong.line() + ": " + wrong.getMessage()));
            String what = compiled.wrong().size()
                    + (compiled.wrong().size() == 1 ? " entry makes no sense" : " entries make no sense");
            return (compiled.wrong().isEmpty() ? found : found.without(database, what)).orEmpty(allowsEmpty, database);
        }
        if (paths.isEmpty()) {
            throw new CommandLine.ParameterException(command.commandLine(), "Missing required parameter: 'PATH'");
        }
        return Selection.of(terminal.folder(), paths, isAlone).orEmpty(allowsEmpty, String.join(", ", paths));
    }

    /// What stands for the file that was named for it.
    private Map<Path, byte[]> pipedText(Terminal terminal) {
        if (!paths.isEmpty() || !database.isEmpty() || isAlone) {
            throw new CommandLine.ParameterException(
                    command.commandLine(), "--stdin-filename names the one file that is analyzed, with what belongs to it: leave out "
                            + (paths.isEmpty() ? database.isEmpty() ? "--alone" : "-p" : "`" + paths.getFirst() + "`"));
        }
        try {
            Path file = FileNames.resolve(terminal.folder(), piped).toAbsolutePath().normalize();
            if (!piped.endsWith(".c") && !piped.endsWith(".h") && !piped.endsWith(".rs")) {
                throw new CommandLine.ParameterException(command.commandLine(), "--stdin-filename: `" + piped + "` " + Selection.NO_SOURCE);
            }
            if (standardInput.isEmpty()) {
                standardInput = Optional.of(terminal.in().readAllBytes());
            }
            return Map.of(file, standardInput.get());
        } catch (InvalidPathException _) {
            throw new CommandLine.ParameterException(command.commandLine(), "--stdin-filename: `" + piped + "` is no name of a file");
        } catch (IOException e) {
            throw new CommandLine.ParameterException(command.commandLine(), "standard input cannot be read: " + e.getMessage(), e);
        }
    }

    /// What the compilation database says.
    private CompileCommands.Compiled compiled(Terminal terminal) {
        if (!paths.isEmpty()) {
            throw new CommandLine.ParameterException(
                    command.commandLine(), "name paths or a compilation database, and not both");
        }
        try {
            Path file = FileNames.resolve(terminal.folder(), database).toAbsolutePath().normalize();
            return CompileCommands.read(Files.readString(file), file.resolveSibling(""));
        } catch (CompileCommands.Damaged e) {
            throw new CommandLine.ParameterException(
                    command.commandLine(), database + ":" + e.line() + ": " + e.getMessage());
        } catch (IOException | InvalidPathException _) {
            throw new CommandLine.ParameterException(command.commandLine(), "`" + database + "` cannot be read");
        }
    }

    /// Where results are kept, if the user lets them be.
    CachePlace cache(Terminal terminal) {
        // What is kept is known by the times of files.
        return isUncached || !piped.isEmpty() ? CachePlace.NONE : terminal.cache();
    }

    /// What the engine finds out now, or found out in an earlier run and would find out again. That has no programs.
    List<Analyzed> results(Terminal terminal, Selection selection) {
        ResultCache cache = ResultCache.of(cache(terminal));
        List<Analyzed> results = analyze(terminal, selection, engine -> engine.with(cache).withoutPrograms());
        cache.close();
        return results;
    }

    /// What the engine finds out now; `watcher` sees each driver with its programs, which are then let go.
    List<Analyzed> watched(Terminal terminal, Selection selection, Consumer<Analyzed> watcher) {
        return analyze(terminal, selection, engine -> engine.withoutPrograms().watched(watcher));
    }

    /// What the engine finds out, with the programs.
    List<Analyzed> analyze(Terminal terminal, Selection selection) {
        return analyze(terminal, selection, UnaryOperator.identity());
    }

    private List<Analyzed> analyze(Terminal terminal, Selection selection, UnaryOperator<Engine> kind) {
        int all = selection.drivers().size();
        IntConsumer progress = terminal.showsProgress() && all > 1
                ? ready -> {
                    terminal.err()
                            .print("\r"
                                    + (ready == all
                                            ? " ".repeat(40) + "\r"
                                            : "analyzed " + ready + " of " + all + " drivers"));
                    terminal.err().flush();
                }
                : _ -> {};
        return kind.apply(new Engine(terminal.folder(), kernels(), jobs).with(own)).analyze(selection.drivers(), progress);
    }
}
