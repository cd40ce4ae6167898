// SPDX-License-Identifier: Apache-2.0

package uringlint.cli;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import uringlint.Unusable;
import uringlint.cli.cache.CachePlace;
import uringlint.cli.change.Changes;
import uringlint.cli.change.Outcome;
import uringlint.cli.config.Config;
import uringlint.cli.fix.FileWriter;
import uringlint.cli.git.GitException;
import uringlint.cli.mail.Posted;
import uringlint.cli.mail.Series;
import uringlint.cli.mail.Versions;
import uringlint.cli.patch.AppliedSeries;
import uringlint.cli.patch.Base;
import uringlint.cli.patch.Refusal;
import uringlint.cli.report.Finding;
import uringlint.cli.review.Against;
import uringlint.cli.review.MailReview;
import uringlint.cli.review.Reply;
import uringlint.cli.review.ReplyText;
import uringlint.cli.review.Reviewer;
import uringlint.cli.review.Unanswered;
import uringlint.cli.run.Kernels;
import uringlint.cli.run.ResultCache;

/// Prints the mails that answer mailed patches.
@Command(
        name = "review",
        description = "Print the mail that a reviewer of a patch would send: nothing where there is nothing to say.",
        sortOptions = false)
final class ReviewCommand implements Callable<Integer> {
    private final Terminal terminal;

    @Spec
    private CommandSpec command;

    @Parameters(
            paramLabel = "FILE|-",
            arity = "1..*",
            description = "A mail, an mbox or a patch; `-` is standard input.")
    private List<String> files = new ArrayList<>();

    @Option(
            names = "--base",
            paramLabel = "REPO[@REV]",
            description =
                    "The tree that the patches are for: a repository, which is searched, or a commit of it, or a folder; several"
                            + " times for several. Default: the repository around.")
    private List<String> bases = new ArrayList<>();

    @Option(
            names = "--against",
            paramLabel = "FILE",
            description = "An earlier version of the series: say what is fixed, still there, and new.")
    private Optional<String> previous = Optional.empty();

    @Option(names = "--quoted", description = "Answer also replies that quote a patch which is not there itself.")
    private boolean answersQuoted;

    @Option(names = "--no-cache", description = "Neither use nor keep results of other runs.")
    private boolean isUncached;

    @Mixin
    private KernelOptions kernelOptions;

    @Option(
            names = "--level",
            paramLabel = "SEVERITY",
            description = "Speak of findings from which severity on: note (the default), warning or error.")
    private RuleOptions.Level level = RuleOptions.Level.note;

    @Mixin
    private ReviewOptions options;

    @Option(
            names = "--output-dir",
            paramLabel = "FOLDER",
            description = "Write each mail to a file of its own in this folder instead of standard output.")
    private Optional<Path> folder = Optional.empty();

    @Option(
            names = "--report",
            paramLabel = "FILE",
            description = "Write what was found, the trees that were used and the mails as JSON, also where there is nothing to say.")
    private Optional<Path> report = Optional.empty();

    @Mixin
    private ConfigOptions configOptions;

    private int status = ExitCode.CLEAN;
    private List<Series> atHand = List.of();
    private final List<ReviewReport.Entry> entries = new ArrayList<>();
    private final List<String> troubles = new ArrayList<>();

    ReviewCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        Config config = configOptions.loadBefore(terminal, bases.stream().findFirst(), Optional.empty());
        Optional<Kernels> kernels = kernelOptions.kernels(command.commandLine(), config);
        var reviewer = new Reviewer(options.settings(command.commandLine()));
        CachePlace place = isUncached ? CachePlace.NONE : terminal.cache();
        ResultCache results = ResultCache.of(place);
        var changes = new Changes(kernels, config.functions(),
                analysis -> Findings.report(analysis, Policy.of(config, level.severity()))).with(results);
        var replies = new ArrayList<Reply>();
        try (Base tree = Base.of(terminal.folder(), configOptions.bases(terminal, bases, config), place)) {
            List<Series> earlier = previous.map(file -> PatchFiles.series(terminal, file, this::fail)).orElse(List.of());
            List<List<Series>> read = files.stream().map(file -> PatchFiles.series(terminal, file, this::fail)).toList();
            atHand = Stream.concat(read.stream().flatMap(List::stream), earlier.stream()).toList();
            for (String file : files) {
                for (Series series : Versions.newest(read.get(files.indexOf(file)))) {
                    try {
                        replies.addAll(replies(reviewer, series, earlier, tree, changes, kernels));
                    } catch (Unusable e) {
                        throw e;
                    } catch (RuntimeException | StackOverflowError e) {
                        fail(ExitCode.INCOMPLETE, PatchFiles.broken(file, series, e));
                    }
                }
            }
            tree.unreadable().forEach((path, why) -> fail(ExitCode.INCOMPLETE, "uringlint: " + path + ": " + why));
        } catch (GitException e) {
            fail(ExitCode.NO_BASE, "uringlint: " + e.getMessage());
        }
        results.close();
        print(replies);
        report.ifPresent(file -> write(file, ReviewReport.of(entries, troubles)));
        return status != ExitCode.CLEAN ? status : replies.isEmpty() ? ExitCode.CLEAN : ExitCode.FINDINGS;
    }

    /// Why a series is not answered.
    private Optional<String> unanswered(Series series) {
        Optional<String> why = series.patches().stream()
                .flatMap(patch -> patch.mail().stream())
                .flatMap(mail -> Unanswered.why(mail).stream())
                .findFirst();
        boolean isQuoted = !answersQuoted && series.patches().stream().anyMatch(Posted::isRecovered);
        return why.or(() -> isQuoted
                ? Optional.of("who quotes a patch is not its author, and is not answered; --quoted does it")
                : Optional.empty());
    }

    private List<Reply> replies(
            Reviewer reviewer, Series series, List<Series> earlier, Base tree, Changes changes, Optional<Kernels> kernels) {
        Optional<String> why = unanswered(series);
        if (why.isPresent()) {
            terminal.tell("uringlint: " + why.get());
            entries.add(new ReviewReport.Entry(series, Optional.empty(), List.of(), List.of(), why.get()));
            return List.of();
        }
        Optional<AppliedSeries> applied = applied(series, tree);
        if (applied.isEmpty()) {
            entries.add(new ReviewReport.Entry(series, Optional.empty(), List.of(), List.of(), "nothing of it could be applied"));
            return List.of();
        }
        List<Reviews.Reviewed> reviewed = Reviews.of(applied.get(), changes);
        if (kernels.isEmpty()) {
            reviewed.stream()
                    .flatMap(one -> one.outcome().stream())
                    .flatMap(outcome -> kernelOptions
                            .guessed(outcome.step().after(), outcome.step().paths())
                            .stream())
                    .distinct()
                    .forEach(guess -> terminal.tell("uringlint: " + guess));
        }
        List<MailReview> reviews = reviews(series, reviewed);
        Optional<Against> against = Versions.of(series, earlier)
                .flatMap(old -> applied(old, tree))
                .map(old -> Against.of(Reviews.left(Reviews.of(old, changes)), Reviews.left(reviewed)));
        List<Reply> replies = reviewer.replies(applied.get(), reviews, against);
        String left = replies.isEmpty() ? silence(reviewed) : "";
        if (replies.isEmpty()) {
            terminal.tell("uringlint: " + series.title(series.patches().getFirst()) + " is left alone: " + left);
        }
        entries.add(new ReviewReport.Entry(series, applied, reviewed, replies, left));
        return replies;
    }

    /// The review of each patch. What of it could not be applied is told at once.
    private List<MailReview> reviews(Series series, List<Reviews.Reviewed> reviewed) {
        var reviews = new ArrayList<MailReview>();
        for (int index = 0; index < reviewed.size(); index++) {
            Reviews.Reviewed one = reviewed.get(index);
            for (Refusal refusal : one.patch().refusals()) {
                fail(
                        PatchFiles.status(one.patch(), refusal),
                        "uringlint: " + PatchFiles.text(series, one.patch().posted(), refusal));
            }
            List<Finding> findings = one.outcome().map(Outcome::appeared).orElse(List.of());
            reviews.add(new MailReview(one.patch(), findings, remarks(findings, reviewed.subList(index + 1, reviewed.size()))));
        }
        return reviews;
    }

    /// Why nothing is said.
    private static String silence(List<Reviews.Reviewed> reviewed) {
        if (reviewed.stream().allMatch(one -> one.outcome().isEmpty())) {
            return "nothing of it could be applied";
        }
        boolean isAboutDrivers = reviewed.stream()
                .flatMap(one -> one.outcome().stream())
                .anyMatch(outcome -> outcome.after().files() > 0);
        return isAboutDrivers ? "nothing was found" : "no code that works on commands could be seen in it";
    }

    private Optional<AppliedSeries> applied(Series series, Base tree) {
        try {
            AppliedSeries applied = SeriesTime.timely(AppliedSeries.of(series, tree, atHand));
            if (applied.base().isEmpty() && applied.lost().isPresent()) {
                terminal.tell("uringlint: " + PatchFiles.lost(applied));
            }
            return Optional.of(applied);
        } catch (GitException e) {
            fail(ExitCode.NO_BASE, "uringlint: " + e.getMessage());
            return Optional.empty();
        }
    }

    /// Which findings a later patch of the series takes away again.
    private static List<String> remarks(List<Finding> findings, List<Reviews.Reviewed> later) {
        var remarks = new LinkedHashSet<String>();
        for (Reviews.Reviewed patch : later) {
            for (Finding gone : patch.outcome().map(Outcome::gone).orElse(List.of())) {
                if (findings.stream().anyMatch(finding -> finding.fingerprint().equals(gone.fingerprint()))) {
                    remarks.add("Of the above, " + gone.diagnostic().rule() + " in "
                            + gone.diagnostic().function() + "() is gone with "
                            + patch.outcome().orElseThrow().step().name() + "; it would be in the way of a bisection.");
                }
            }
        }
        return List.copyOf(remarks);
    }

    private void print(List<Reply> replies) {
        if (folder.isPresent()) {
            int number = 0;
            for (Reply reply : replies) {
                number++;
                Path file = terminal.folder().resolve(folder.get()).resolve("%04d.eml".formatted(number));
                write(file, ReplyText.of(reply));
            }
        } else if (replies.size() == 1) {
            terminal.out().print(ReplyText.of(replies.getFirst()));
        } else {
            terminal.out().print(ReplyText.mbox(replies));
        }
        terminal.out().flush();
    }

    private void write(Path file, String text) {
        Path place = terminal.folder().resolve(file);
        try {
            Files.createDirectories(Objects.requireNonNullElse(place.getParent(), place));
            FileWriter.replace(place, text.getBytes(StandardCharsets.UTF_8));
        } catch (IOException e) {
            fail(ExitCode.INCOMPLETE, "uringlint: " + file + ": the file cannot be written");
        }
    }

    private void fail(int code, String message) {
        terminal.tell(message);
        troubles.add(message.replaceFirst("^uringlint: ", ""));
        status = status == ExitCode.CLEAN ? code : status;
    }
}
