// SPDX-License-Identifier: Apache-2.0

package uringlint.cli;

import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeSet;
import java.util.function.Function;
import uringlint.Unusable;
import uringlint.cli.cache.CachePlace;
import uringlint.cli.change.Changes;
import uringlint.cli.change.GitSteps;
import uringlint.cli.change.Outcome;
import uringlint.cli.change.Step;
import uringlint.cli.config.ConfigFile;
import uringlint.cli.find.NoFiles;
import uringlint.cli.find.Snapshot;
import uringlint.cli.git.GitException;
import uringlint.cli.git.GitTree;
import uringlint.cli.mail.Series;
import uringlint.cli.patch.AppliedSeries;
import uringlint.cli.patch.Base;
import uringlint.cli.patch.Refusal;
import uringlint.cli.report.Finding;
import uringlint.cli.report.Part;
import uringlint.cli.report.Report;
import uringlint.cli.run.Kernels;
import uringlint.cli.run.ResultCache;
import uringlint.cli.run.Shard;
import uringlint.rules.model.OwnFunctions;
import uringlint.source.Problem;

/// What changes bring, as one report.
final class ChangeCheck {
    private final Terminal terminal;
    private final ChangeOptions options;
    private final KernelOptions kernelOptions;
    private final Optional<Kernels> kernels;
    private final OwnFunctions own;
    private final Function<Changes.Analysis, Report> reporter;
    private final Shard shard;
    private final CachePlace place;
    private final ResultCache results;
    private final List<String> names = new ArrayList<>();
    private final List<Finding> findings = new ArrayList<>();
    private final List<String> notes = new ArrayList<>();
    private final Map<String, Problem> problems = new LinkedHashMap<>();
    private final Map<String, Problem> brought = new LinkedHashMap<>();
    private final List<Part.Step> parts = new ArrayList<>();
    private final List<String> unseen = new ArrayList<>();
    private int files;
    private int functions;
    private int status = ExitCode.CLEAN;
    private long patches;
    private long refusedPatches;
    private long partialPatches;
    private Path top;

    ChangeCheck(
            Terminal terminal,
            ChangeOptions options,
            KernelOptions kernelOptions,
            Optional<Kernels> kernels,
            OwnFunctions own,
            Function<Changes.Analysis, Report> reporter,
            Shard shard,
            CachePlace place) {
        this.terminal = terminal;
        this.place = place;
        results = ResultCache.of(place);
        this.shard = shard;
        this.options = options;
        this.kernelOptions = kernelOptions;
        this.kernels = kernels;
        this.own = own;
        top = terminal.folder();
        this.reporter = reporter;
    }

    /// The report, the folder that its paths are relative to, and the exit status for what could not be looked at;
    /// [ExitCode#CLEAN] where all could. `names` are all changes, also those of other parts of the work. `brought` are the
    /// problems that count, and `known` those that were there before the changes.
    record Result(Report report, Path top, int status, Unseen unseen, List<Problem> brought, List<Problem> known, List<String> names) {}

    Result run() {
        try (Base base = Base.of(terminal.folder(), options.bases(), place)) {
            top = base.repository().flatMap(GitTree::top).orElse(top);
            if (options.patches().isEmpty()) {
                List<Step> steps = steps(base);
                Snapshot before = before(base, steps);
                List<Step> share = shard.of(steps, Step::weight);
                for (Outcome outcome : Outcome.together(new Changes(kernels, own, reporter).with(results)
                        .trusting(options.isTrusted())
                        .compare(before, steps, share::contains))) {
                    addPart(steps.indexOf(outcome.step()), outcome);
                }
                names.addAll(steps.stream().map(Step::name).distinct().toList());
            } else {
                patches(base);
            }
            base.unreadable().forEach((path, why) -> fail(ExitCode.INCOMPLETE, "uringlint: " + path + ": " + why));
        } catch (GitException e) {
            fail(ExitCode.NO_BASE, "uringlint: " + e.getMessage());
        } catch (UncheckedIOException e) {
            fail(ExitCode.NO_BASE, unread(e));
        }
        results.close();
        Report report = new Report(findings, 0, List.copyOf(problems.values()), files, functions)
                .withNotes(notes)
                .in(new Part(1, 1, "", Map.of(), parts));
        return new Result(
                report,
                top,
                status,
                unseen(),
                List.copyOf(brought.values()),
                problems.entrySet().stream()
                        .filter(problem -> !brought.containsKey(problem.getKey()))
                        .map(Map.Entry::getValue)
                        .toList(),
                names);
    }

    private Unseen unseen() {
        var all = new ArrayList<>(unseen);
        if (refusedPatches > 0) {
            all.addFirst(refusedPatches + " of " + patches + " patches");
        }
        if (partialPatches > 0) {
            all.add("parts of " + partialPatches + " of " + patches + " patches");
        }
        if (refusedPatches + partialPatches == 0 && status != ExitCode.CLEAN) {
            all.addFirst("a part of the input");
        } else if (files == 0 && all.isEmpty()) {
            all.add("nothing here is about a driver");
        }
        return new Unseen(all, status != ExitCode.CLEAN);
    }

    /// Adds what a change brings, and how much that is, so that the changes of several parts can be put in their order again.
    private void addPart(int position, Outcome outcome) {
        int findingsBefore = findings.size();
        int notesBefore = notes.size();
        int problemsBefore = problems.size();
        add(outcome);
        parts.add(new Part.Step(position, findings.size() - findingsBefore, notes.size() - notesBefore, problems.size() - problemsBefore));
    }

    /// The tree before all steps: a range may hold commits that started before its base.
    private Snapshot before(Base base, List<Step> steps) throws GitException {
        return options.range().isPresent() ? base.settled(options.before()).orElseGet(NoFiles::new) : steps.getFirst().before();
    }

    private List<Step> steps(Base base) throws GitException {
        GitTree git = base.repository()
                .orElseThrow(() -> new GitException(
                        "there is no git repository here: start in one, or name one with --base REPO"));
        if (options.range().isPresent()) {
            ChangeOptions.Range range = options.range().get();
            return options.isEach()
                    ? GitSteps.each(git, range.base(), range.head())
                    : List.of(GitSteps.together(git, range.base(), range.head()));
        }
        return List.of(options.isStaged() ? GitSteps.staged(git) : GitSteps.workTree(git, options.against().orElseThrow()));
    }

    private void patches(Base base) {
        List<List<Series>> all = options.patches().stream().map(file -> PatchFiles.series(terminal, file, this::fail)).toList();
        List<Series> atHand = all.stream().flatMap(List::stream).toList();
        for (int index = 0; index < all.size(); index++) {
            String file = options.patches().get(index);
            for (Series series : all.get(index)) {
                try {
                    compare(SeriesTime.timely(AppliedSeries.of(series, base, atHand)));
                } catch (GitException e) {
                    fail(ExitCode.NO_BASE, "uringlint: " + e.getMessage());
                } catch (UncheckedIOException e) {
                    fail(ExitCode.NO_BASE, unread(e));
                } catch (Unusable e) {
                    throw e;
                } catch (RuntimeException | StackOverflowError e) {
                    // The series beside it are looked at all the same.
                    fail(ExitCode.INCOMPLETE, PatchFiles.broken(file, series, e));
                }
            }
        }
    }

    private void compare(AppliedSeries series) {
        if (series.base().isEmpty() && series.lost().isPresent()) {
            fail(ExitCode.NO_BASE, "uringlint: " + PatchFiles.lost(series));
        }
        var fragments = new TreeSet<String>();
        List<Reviews.Reviewed> all = Reviews.of(series, new Changes(kernels, own, reporter).with(results).trusting(options.isTrusted()));
        long refused = all.stream().filter(reviewed -> reviewed.outcome().isEmpty()).count();
        partialPatches += all.stream()
                .filter(reviewed -> reviewed.outcome().isPresent())
                .filter(reviewed -> reviewed.patch().refusals().stream()
                        .anyMatch(refusal -> refusal.kind() == Refusal.Kind.DOES_NOT_APPLY))
                .count();
        for (Reviews.Reviewed reviewed : all) {
            fragments.addAll(reviewed.patch().fragments());
            for (Refusal refusal : reviewed.patch().refusals()) {
                fail(
                        PatchFiles.status(reviewed.patch(), refusal),
                        "uringlint: "
                                + PatchFiles.text(
                                        series.series(), reviewed.patch().posted(), refusal));
            }
            reviewed.outcome().ifPresent(this::add);
        }
        patches += all.size();
        refusedPatches += refused;
        if (refused > 0 && all.size() > 1) {
            notes.add(refused + " of " + all.size() + " patches " + (refused == 1 ? "was" : "were") + " not looked at");
        }
        if (series.base().isEmpty() && options.requiresBase()) {
            fail(
                    ExitCode.INCOMPLETE,
                    "uringlint: "
                            + series.series().title(series.series().patches().getFirst())
                            + " has no base: --base REPO names one");
        }
        if (series.base().isEmpty() && !fragments.isEmpty()) {
            notes.add("no base: of " + String.join(", ", fragments)
                    + " only what the hunks show was looked at, and told what they prove; --base"
                    + " REPO looks at all");
            unseen.add("without a base, "
                    + (fragments.size() == 1 ? "all of " + fragments.first() : "all of " + fragments.size() + " files")
                    + " but the hunks");
        }
    }

    private void add(Outcome outcome) {
        outcome.after().notes().forEach(note -> notes.add(outcome.step().name() + ": " + note));
        if (!options.isTrusted()) {
            outcome.step().paths().stream()
                    .filter(path -> path.equals(ConfigFile.NAME) || path.endsWith("/" + ConfigFile.NAME))
                    .sorted()
                    .forEach(path -> notes.add(outcome.step().name() + ": this change alters `" + path
                            + "`; the one before it counts without --trust-change"));
        }
        if (kernels.isEmpty()) {
            kernelOptions.guessed(outcome.step().after(), outcome.step().paths()).stream()
                    .filter(why -> !notes.contains(why))
                    .forEach(notes::add);
        }
        String change = outcome.step().name()
                + (outcome.step().subject().isEmpty()
                        ? ""
                        : ": " + outcome.step().subject());
        outcome.appeared().forEach(finding -> findings.add(finding.of(change)));
        outcome.gone().forEach(gone -> {
            var place = gone.diagnostic().location();
            notes.add(outcome.step().name() + " fixes " + gone.diagnostic().rule() + " in "
                    + gone.diagnostic().function() + " (" + place.file().path() + ":" + place.line() + " before)");
        });
        // The states of a tree share their files or read them anew: what reads the same is the same.
        outcome.after().problems().forEach(problem -> problems.putIfAbsent(text(problem), problem));
        outcome.brought().forEach(problem -> brought.putIfAbsent(text(problem), problem));
        files = Math.max(files, outcome.after().files());
        functions = Math.max(functions, outcome.after().functions());
    }

    private static String text(Problem problem) {
        return problem.kind() + "\0" + problem.location().file().path() + "\0"
                + problem.location().line() + "\0" + problem.message();
    }

    // Such an exception always has a cause.
    private static String unread(UncheckedIOException e) {
        return "uringlint: a part of the repository cannot be read: " + Objects.requireNonNull(e.getCause()).getMessage();
    }

    private void fail(int code, String message) {
        terminal.tell(message);
        status = status == ExitCode.CLEAN ? code : status;
    }
}
