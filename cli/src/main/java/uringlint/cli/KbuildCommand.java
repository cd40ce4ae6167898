// SPDX-License-Identifier: Apache-2.0

package uringlint.cli;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.regex.Pattern;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import picocli.CommandLine.Unmatched;
import uringlint.cli.config.Config;
import uringlint.cli.find.DiskFiles;
import uringlint.cli.find.Selection;
import uringlint.cli.kbuild.CompilerLine;
import uringlint.cli.names.FileNames;
import uringlint.cli.names.NearMiss;
import uringlint.cli.report.Finding;
import uringlint.cli.report.LineReport;
import uringlint.cli.report.Palette;
import uringlint.cli.report.Printable;
import uringlint.cli.report.Report;
import uringlint.cli.report.TextReport;
import uringlint.cli.run.Analyzed;
import uringlint.cli.run.Engine;
import uringlint.cli.run.KernelTree;
import uringlint.cli.run.Kernels;
import uringlint.load.HeaderItems;
import uringlint.source.Problem;
import uringlint.source.SourceFile;

/// Checks the file that a compiler's command line names, as a kernel build asks a checker to: `make C=1
/// CHECK="uringlint kbuild"`.
///
/// A build must not break because of it, and it is called for every file: so it ends with 0 where nothing else was asked for, and
/// at once where a file does not mention commands. The other files of a driver are read, but what is wrong there is said when
/// their turn comes.
@Command(
        name = "kbuild",
        description = "Check the file that a compiler's command line names: make C=1 CHECK=\"uringlint kbuild\".",
        customSynopsis = "uringlint kbuild [OPTION...] COMPILER-ARGUMENT...",
        sortOptions = false,
        footer = {
            "",
            "Options stand before the arguments of the compiler. The exit status is 0 whatever is found or missing,"
                    + " but for --fail-on and --strict."
        })
final class KbuildCommand implements Callable<Integer> {
    private static final String WORD = "uring_cmd";
    private static final Pattern INCLUDED =
            Pattern.compile("^\\s*#\\s*include\\s*\"([^\"\n]+\\.c)\"", Pattern.MULTILINE);
    private static final int PROBLEMS = 10;
    private static final long LONGEST_RESPONSE = 16 << 20;

    private final Terminal terminal;

    @Spec
    private CommandSpec command;

    @Option(
            names = "--fail-on",
            paramLabel = "SEVERITY",
            description = "Findings from which severity on make the exit status 1: error, warning, note or never (the"
                    + " default).")
    private FailOn failOn = FailOn.never;

    @Mixin
    private RuleOptions ruleOptions;

    @Mixin
    private KernelOptions kernelOptions;

    @Mixin
    private ConfigOptions configOptions;

    @Option(names = "--strict", description = "Exit with 3 when something was not analyzed in full.")
    private boolean isStrict;

    @Option(
            names = "--allow-partial",
            description = "With --fail-on, do not exit with 3 where a bound of the analysis or a part that was not"
                    + " understood cut off what a driver does.")
    private boolean allowsPartial;

    @Unmatched
    private List<String> compiler = new ArrayList<>();

    KbuildCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        ruleOptions.policy(Optional.of(failOn), Config.none(terminal.folder()), terminal);
        kernelOptions.asked(command.commandLine());
        refuseMistyped();
        try {
            CompilerLine line = CompilerLine.of(compiler, this::response);
            if (line.sources().stream().allMatch(this::isReadWithoutWord)) {
                return ExitCode.CLEAN;
            }
            Optional<Config> config = config();
            Config used = config.orElse(Config.none(terminal.folder()));
            // A build fails only where it was asked to, and a configuration asks nothing of a build.
            Policy policy = ruleOptions.policy(Optional.of(failOn), used, terminal);
            int status = check(line, kernelOptions.kernels(command.commandLine(), used), policy);
            return isGate() && config.isEmpty() && status == ExitCode.CLEAN ? ExitCode.INCOMPLETE : status;
        } catch (CommandLine.ParameterException e) {
            terminal.tell("uringlint: " + e.getMessage());
            return isGate() ? ExitCode.INCOMPLETE : ExitCode.CLEAN;
        } catch (RuntimeException | StackOverflowError | OutOfMemoryError e) {
            int status = Failure.tell(terminal, e);
            return isGate() ? status : ExitCode.CLEAN;
        }
    }

    /// Whether the build wants to fail.
    private boolean isGate() {
        return isStrict || failOn != FailOn.never;
    }

    private boolean isReadWithoutWord(String source) {
        return text(source).map(text -> !text.contains(WORD)).orElse(false);
    }

    /// A configuration that makes no sense is told, and does not break the build.
    private Optional<Config> config() {
        try {
            return Optional.of(configOptions.load(terminal));
        } catch (CommandLine.ParameterException e) {
            terminal.tell("uringlint: " + e.getMessage());
            return Optional.empty();
        }
    }

    private int check(CompilerLine line, Optional<Kernels> asked, Policy policy) {
        boolean isMet = false;
        boolean isComplete = true;
        for (String source : line.sources()) {
            Optional<String> text = text(source);
            if (text.isEmpty() && isNamedAsSource(source)) {
                terminal.tell("uringlint: " + source + ": the file cannot be read");
                isComplete = false;
            } else if (text.isPresent() && text.get().contains(WORD)) {
                Optional<Kernels> target = asked.or(() -> target(source, line));
                Optional<String> guessed = asked.isPresent()
                        ? Optional.empty()
                        : target.flatMap(kernels -> kernelOptions.guessed(kernels.first()));
                guessed.ifPresent(why -> terminal.tell("uringlint: " + why));
                isComplete &= guessed.isEmpty();
                Report report = check(source, text.get(), line, target, policy);
                isMet |= failOn.isMetBy(report);
                isComplete &= isStrict ? report.problems().isEmpty() : allowsPartial || !Unseen.givenUp(report.problems()).counts();
            }
        }
        if (isMet) {
            return ExitCode.FINDINGS;
        }
        return isGate() && !isComplete ? ExitCode.INCOMPLETE : ExitCode.CLEAN;
    }

    /// Reports what is wrong in one file, in the headers of the driver and in files that the file includes whole.
    private Report check(String source, String text, CompilerLine line, Optional<Kernels> kernels, Policy policy) {
        Selection selection = Selection.of(terminal.folder(), List.of(source), paths(line.includes()), false);
        List<Analyzed> analyzed = new Engine(terminal.folder(), kernels)
                .with(policy.config().functions())
                .analyze(selection.drivers(), _ -> {});
        Report whole = Findings.report(selection, analyzed, policy);
        String name = DiskFiles.name(terminal.folder(), FileNames.of(source));
        Set<String> own = new HashSet<>(Set.of(name));
        INCLUDED.matcher(text)
                .results()
                .forEach(found -> own.add(DiskFiles.name(
                        terminal.folder(), FileNames.of(source).resolveSibling(FileNames.of(found.group(1))))));
        Set<String> included = included(own);
        List<Finding> findings = whole.findings().stream()
                .filter(finding -> isOwn(finding.diagnostic().location().file().path(), own, included))
                .toList();
        List<Problem> problems = whole.problems().stream()
                .filter(problem -> isOwn(problem.location().file().path(), own, included))
                .toList();
        // The build's own spelling of the path is the one that its other messages have.
        terminal.err().print(LineReport.render(findings, path -> path.equals(name) ? source : path));
        terminal.err().print(Printable.lines(new TextReport(Palette.PLAIN, terminal.width()).problems(problems, PROBLEMS)));
        return whole.with(findings, problems);
    }

    private static List<Path> paths(List<String> names) {
        var paths = new ArrayList<Path>();
        for (String name : names) {
            try {
                paths.add(FileNames.of(name));
            } catch (InvalidPathException _) {
                // It is no folder of this system.
            }
        }
        return paths;
    }

    private static boolean isOwn(String path, Set<String> own, Set<String> included) {
        return own.contains(path)
                || !isNamedAsSource(path) && included.stream().anyMatch(name -> ("/" + path).endsWith("/" + name));
    }

    /// The ends of the paths of the headers that files include, and of those that these do: the name behind the last `..`.
    private Set<String> included(Set<String> files) {
        var names = new LinkedHashSet<String>();
        var pending = new ArrayDeque<>(files);
        while (!pending.isEmpty()) {
            String path = pending.poll();
            text(path).ifPresent(text -> {
                for (HeaderItems.Include include :
                        HeaderItems.includes(new SourceFile(path, text.getBytes(StandardCharsets.ISO_8859_1)))) {
                    String name = include.name()
                            .substring(
                                    include.name().lastIndexOf("../") < 0
                                            ? 0
                                            : include.name().lastIndexOf("../") + 3);
                    if (names.add(name) && include.isQuoted()) {
                        pending.add(DiskFiles.name(
                                terminal.folder(), FileNames.of(path).resolveSibling(FileNames.of(include.name()))));
                    }
                }
            });
        }
        return names;
    }

    private static boolean isNamedAsSource(String path) {
        return path.endsWith(".c") || path.endsWith(".rs");
    }

    /// Of a module that lies outside of the kernel's tree, the headers say which kernel it is built for.
    private Optional<Kernels> target(String source, CompilerLine line) {
        var folders = new ArrayList<String>(List.of(source));
        folders.addAll(line.includes());
        for (String folder : folders) {
            try {
                var version = KernelTree.version(FileNames.resolve(terminal.folder(), folder).normalize());
                if (version.isPresent()) {
                    return Optional.of(new Kernels(version.get(), version.get()));
                }
            } catch (InvalidPathException _) {
                // It is no folder of this system, so it holds no kernel.
            }
        }
        return Optional.empty();
    }

    /// A gate that is off because of a letter would never be noticed: the first argument of the compiler must not look
    /// like an option of ours.
    private void refuseMistyped() {
        if (!compiler.isEmpty() && compiler.getFirst().startsWith("--")) {
            String given = compiler.getFirst().replaceFirst("=.*", "");
            String hint = NearMiss.hint(given, command.optionsMap().keySet());
            if (!hint.isEmpty() && !CompilerLine.isOption(given)) {
                throw new CommandLine.ParameterException(
                        command.commandLine(), "there is no option `" + given + "`" + hint);
            }
        }
    }

    private Optional<String> text(String path) {
        return read(path, Long.MAX_VALUE);
    }

    private Optional<String> response(String path) {
        return read(path, LONGEST_RESPONSE);
    }

    private Optional<String> read(String path, long longest) {
        try {
            Path file = FileNames.resolve(terminal.folder(), path);
            return Files.isRegularFile(file) && Files.size(file) <= longest
                    ? Optional.of(Files.readString(file, StandardCharsets.ISO_8859_1))
                    : Optional.empty();
        } catch (IOException | InvalidPathException _) {
            return Optional.empty();
        }
    }
}
