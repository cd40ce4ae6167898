// SPDX-License-Identifier: Apache-2.0

package uringlint.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import uringlint.cli.config.Config;
import uringlint.cli.dump.Dump;
import uringlint.cli.dump.Stage;
import uringlint.cli.find.Selection;
import uringlint.cli.fix.WriteScope;
import uringlint.cli.names.NearMiss;
import uringlint.cli.report.Report;
import uringlint.cli.run.Analyzed;
import uringlint.diagnostic.Severity;

/// Reports where drivers break the contract of commands.
@Command(name = "check", description = "Report where drivers break the contract of commands.", sortOptions = false)
final class CheckCommand implements Callable<Integer> {
    private static final Selection NOTHING = new Selection(List.of(), List.of());

    private final Terminal terminal;

    @Spec
    private CommandSpec command;

    @Mixin
    private SourceOptions source;

    @Mixin
    private ChangeOptions change;

    @Mixin
    private OutputOptions output;

    @Mixin
    private ShardOptions shard;

    @Mixin
    private RuleOptions ruleOptions;

    @Option(
            names = "--baseline",
            paramLabel = "FILE",
            description = "Do not report what this file lists; `uringlint baseline create` writes one.")
    private String baseline = "";

    @Option(names = "--no-baseline", description = "Also report what the baseline of the configuration lists.")
    private boolean isWithoutBaseline;

    @Mixin
    private ConfigOptions configOptions;

    @Option(
            names = "--fail-on",
            paramLabel = "SEVERITY",
            description =
                    "Findings from which severity on make the exit status 1: error, warning (the default), note or"
                            + " never.")
    private Optional<FailOn> failOn = Optional.empty();

    @Option(
            names = "--fix",
            arity = "0..1",
            paramLabel = "diff",
            preprocessor = Fixing.Attached.class,
            description = "Change the named files where a finding has a certain fix, and report what is left; with"
                    + " --fix=diff, print a patch instead.")
    private Fixing.Mode fix = Fixing.Mode.no;

    @Option(names = "--exit-zero", description = "Short for --fail-on never.")
    private boolean exitsWithZero;

    @Option(names = "--strict", description = "Exit with 3 when something was not analyzed in full.")
    private boolean isStrict;

    @Option(
            names = "--dump",
            arity = "2",
            paramLabel = "STAGE FUNCTION",
            hideParamSyntax = true,
            completionCandidates = Stage.Names.class,
            description = "Instead of a report, print what a stage makes of a function. The stages are"
                    + " ${COMPLETION-CANDIDATES}. With FUNCTION:LINE, memory prints what is known on each path"
                    + " before that line.")
    private List<String> dump = new ArrayList<>();

    CheckCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        long started = System.nanoTime();
        change.checkAlone(command.commandLine());
        checkTogether();
        Config config = change.isUsed() && !change.isTrusted()
                ? configOptions.loadBefore(terminal, change.base(), change.before())
                : configOptions.load(terminal);
        failOn = exitsWithZero ? Optional.of(FailOn.never) : failOn;
        Policy policy = ruleOptions.policy(failOn, config, terminal);
        source.use(config);
        source.kernels();
        if (!change.isUsed()) {
            source.orHere();
        }
        Outputs outputs = output.outputs(
                terminal.folder(),
                change.isUsed() ? WriteScope.all() : WriteScope.of(terminal.folder(), source.paths(terminal)));
        if (change.isUsed()) {
            return changes(policy, outputs, started);
        }
        Optional<BaselineFile> known = (isWithoutBaseline
                        ? Optional.<String>empty()
                        : BaselineFile.named(baseline, config, terminal.folder()))
                .map(file -> BaselineFile.read(file, terminal.folder(), command));
        Selection selection = shard.shard().of(source.selection(terminal));
        return dump.isEmpty() ? drivers(selection, policy, outputs, known, started) : dump(selection);
    }

    /// Refuses options that say two things.
    private void checkTogether() {
        refuse(exitsWithZero && failOn.isPresent(), "either --exit-zero or --fail-on");
        refuse(
                fix == Fixing.Mode.diff && output.isNamed(),
                "--fix=diff prints a patch and no report: write `--output diff=FILE` beside other outputs");
        refuse(isWithoutBaseline && !baseline.isEmpty(), "either --baseline or --no-baseline");
        refuse(isStrict && source.allowsPartial(), "either --strict or --allow-partial");
        refuse(
                fix == Fixing.Mode.write && source.isPiped(),
                "with --stdin-filename, --fix=diff shows what would be changed");
    }

    private void refuse(boolean isWrong, String why) {
        if (isWrong) {
            throw new CommandLine.ParameterException(command.commandLine(), why);
        }
    }

    /// Reports, and fixes where that is asked for, what is wrong in drivers as they are.
    private int drivers(Selection all, Policy policy, Outputs outputs, Optional<BaselineFile> known, long started) {
        var pictures = new Pictures();
        Selection selection = all;
        List<Analyzed> analyzed = analyzed(selection, outputs, pictures);
        Report report = report(selection, analyzed, policy, known);
        if (fix == Fixing.Mode.diff) {
            new Fixing(terminal, source.paths(terminal), report).print();
            Unseen unseen = unseen(report, selection, analyzed);
            unseen.tell(terminal);
            return exitCode(report, unseen, policy, ExitCode.INCOMPLETE);
        }
        boolean isWritten = true;
        if (fix == Fixing.Mode.write) {
            isWritten = new Fixing(terminal, source.paths(terminal), report).write().isEmpty();
            // What is left is read off the files as they are now: places have moved.
            selection = shard.shard().of(source.selection(terminal));
            analyzed = analyzed(selection, outputs, pictures);
            report = report(selection, analyzed, policy, known);
        }
        Unseen unseen = unseen(report, selection, analyzed);
        int exitCode = isWritten ? exitCode(report, unseen, policy, ExitCode.INCOMPLETE) : ExitCode.INCOMPLETE;
        isWritten = output.print(
                outputs.with(pictures.figures(report)),
                report,
                selection.problems(),
                unseen,
                RepositoryTop.of(terminal.folder(), source.paths(terminal)),
                exitCode,
                (System.nanoTime() - started) / 1_000_000,
                terminal);
        return isWritten ? exitCode : ExitCode.INCOMPLETE;
    }

    /// What is found out about the drivers; `pictures` sees each of them where some report shows them.
    private List<Analyzed> analyzed(Selection selection, Outputs outputs, Pictures pictures) {
        return outputs.showsPictures()
                ? source.watched(terminal, selection, pictures::take)
                : source.results(terminal, selection);
    }

    private int changes(Policy policy, Outputs outputs, long started) {
        change.check(command.commandLine(), source.paths(terminal));
        if (!change.isEach()) {
            shard.refuse(
                    "a change" + (change.range().isPresent() ? "; the commits of a range are split with --each" : ""));
        }
        if (!baseline.isEmpty()) {
            throw new CommandLine.ParameterException(
                    command.commandLine(), "of changes only what is new is reported: --baseline has no part in that");
        }
        Policy here = policy.inFolderOfConfig();
        if (!change.patches().isEmpty()) {
            change.use(configOptions.bases(terminal, change.bases(), policy.config()));
        }
        ChangeCheck.Result result = new ChangeCheck(terminal, change, source.kernelOptions(), source.kernels(), policy.config().functions(),
                analysis -> Findings.report(analysis, here), shard.shard(), source.cache(terminal)).run();
        Unseen unseen = result.unseen().and(source.unseen(NOTHING, List.of(), result.brought()));
        if (isStrict && !unseen.counts() && !result.report().problems().isEmpty()) {
            unseen = unseen.and(new Unseen(List.of("what was not understood"), true));
        }
        unseen = unseen.and(Unseen.before(result.known()));
        int exitCode = exitCode(result.report(), unseen, policy, result.status() == ExitCode.CLEAN ? ExitCode.INCOMPLETE : result.status());
        Report report = shard.marked(
                result.report(),
                List.of(
                        source.settings(),
                        policy.settings(),
                        change.isTrusted() ? "trusted" : "",
                        String.join("\0", result.names())));
        boolean isWritten = output.print(
                outputs,
                report,
                List.of(),
                unseen,
                RepositoryTop.of(result.top(), List.of()),
                exitCode,
                (System.nanoTime() - started) / 1_000_000,
                terminal);
        return isWritten ? exitCode : ExitCode.INCOMPLETE;
    }

    private Report report(Selection selection, List<Analyzed> analyzed, Policy policy, Optional<BaselineFile> known) {
        Report all = Findings.report(
                selection,
                analyzed,
                policy.from(Severity.NOTE),
                RepositoryTop.of(terminal.folder(), source.paths(terminal))::name);
        var lookedAt = new LookedAt(terminal.folder(), source.paths(terminal), selection, analyzed, policy);
        Report report = known.map(file -> file.compare(all, lookedAt)).orElse(all).from(policy.least());
        return shard.marked(
                report, List.of(source.settings(), policy.settings(), baseline + (isWithoutBaseline ? " none" : "")));
    }

    private int dump(Selection selection) {
        String name = dump.getFirst();
        Stage stage = Stage.named(name).orElseThrow(() -> new CommandLine.ParameterException(
                command.commandLine(), "no stage is called `" + name + "`" + NearMiss.hint(name, Stage.names())));
        String text = Dump.render(stage, dump.get(1), () -> source.analyze(terminal, selection));
        if (text.isEmpty()) {
            terminal.tell("uringlint: no function `" + dump.get(1) + "` here");
            return ExitCode.INCOMPLETE;
        }
        terminal.out().print(text);
        return ExitCode.CLEAN;
    }

    private Unseen unseen(Report report, Selection selection, List<Analyzed> analyzed) {
        Unseen unseen = source.unseen(selection, analyzed, report.problems());
        boolean isUnderstood = selection.problems().containsAll(report.problems());
        return isStrict && !unseen.counts() && !isUnderstood
                ? unseen.and(new Unseen(List.of("what was not understood"), true))
                : unseen;
    }

    /// Findings win over what was not looked at: whoever reads the status must hear of them.
    private int exitCode(Report report, Unseen unseen, Policy policy, int otherwise) {
        if (failOn.orElseGet(policy::failOn).isMetBy(report)) {
            return ExitCode.FINDINGS;
        }
        return unseen.counts() ? otherwise : ExitCode.CLEAN;
    }
}
