// SPDX-License-Identifier: Apache-2.0

package uringlint.cli;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import uringlint.Unusable;
import uringlint.cli.change.Changes;
import uringlint.cli.change.Outcome;
import uringlint.cli.config.Config;
import uringlint.cli.fix.FileWriter;
import uringlint.cli.git.GitException;
import uringlint.cli.mail.Address;
import uringlint.cli.mail.Input;
import uringlint.cli.mail.Postings;
import uringlint.cli.mail.Mail;
import uringlint.cli.mail.Series;
import uringlint.cli.mail.Trouble;
import uringlint.cli.patch.AppliedSeries;
import uringlint.cli.patch.Base;
import uringlint.cli.patch.Refusal;
import uringlint.cli.report.Finding;
import uringlint.cli.review.Recipients;
import uringlint.cli.review.Reply;
import uringlint.cli.review.ReplyText;
import uringlint.cli.review.MailReview;
import uringlint.cli.review.Reviewer;
import uringlint.cli.run.Kernels;

/// Prints the mails that answer mailed patches.
@Command(
        name = "review",
        description = "Print the mail that a reviewer of a patch would send: nothing where there is nothing to say.",
        sortOptions = false)
final class ReviewCommand implements Callable<Integer> {
    private static final Pattern MAILBOX = Pattern.compile("\\s*(?:(.*?)\\s*<([^<>]+)>|([^<>\\s]+))\\s*");
    private static final DateTimeFormatter DATE =
            DateTimeFormatter.ofPattern("EEE, d MMM yyyy HH:mm:ss Z", Locale.ENGLISH);
    private static final String ROBOT = "X-uringlint";

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
                    "The tree that the patches are for: a repository and a commit of it, or a folder. Default: the"
                            + " repository around, at the commit of the `base-commit:` line, else at HEAD.")
    private Optional<String> base = Optional.empty();

    @Mixin
    private KernelOptions kernelOptions;

    @Option(
            names = "--level",
            paramLabel = "SEVERITY",
            description = "Speak of findings from which severity on: note (the default), warning or error.")
    private RuleOptions.Level level = RuleOptions.Level.note;

    @Option(
            names = "--from",
            paramLabel = "MAILBOX",
            description = "Who writes. Default: uringlint <uringlint@localhost.invalid>.")
    private String from = "uringlint <uringlint@localhost.invalid>";

    @Option(
            names = "--date",
            paramLabel = "DATE",
            description = "The date of the mails, as 2026-01-31T12:00:00Z. Default: now.")
    private Optional<ZonedDateTime> date = Optional.empty();

    @Option(names = "--author-only", description = "Write to the author and to nobody else.")
    private boolean isAuthorOnly;

    @Option(
            names = "--domain",
            paramLabel = "DOMAIN",
            split = ",",
            description = "Write only to addresses of these domains.")
    private List<String> domains = new ArrayList<>();

    @Option(
            names = "--output-dir",
            paramLabel = "FOLDER",
            description = "Write each mail to a file of its own in this folder instead of standard output.")
    private Optional<Path> folder = Optional.empty();

    @Mixin
    private ConfigOptions configOptions;

    private int status = ExitCode.CLEAN;

    ReviewCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        Config config = configOptions.loadBefore(terminal, base, Optional.empty());
        Optional<Kernels> kernels = kernelOptions.kernels(command.commandLine(), config);
        Address self = mailbox();
        var settings = new Reviewer.Settings(
                self,
                new Recipients(
                        Set.copyOf(domains.stream()
                                .map(domain -> domain.toLowerCase(Locale.ROOT))
                                .toList()),
                        isAuthorOnly),
                DATE.format(date.orElseGet(ZonedDateTime::now)),
                "uringlint " + Version.text(),
                RulePages::page);
        var reviewer = new Reviewer(settings);
        var replies = new ArrayList<Reply>();
        try (Base tree = Base.of(terminal.folder(), base)) {
            for (String file : files) {
                for (Series series : read(file)) {
                    try {
                        replies.addAll(replies(reviewer, series, tree, kernels, config));
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
        print(replies);
        return status != ExitCode.CLEAN ? status : replies.isEmpty() ? ExitCode.CLEAN : ExitCode.FINDINGS;
    }

    private Address mailbox() {
        Matcher matcher = MAILBOX.matcher(from);
        String address = !matcher.matches() ? "" : matcher.group(2) == null ? matcher.group(3) : matcher.group(2);
        if (!Recipients.isAddress(address)) {
            throw new CommandLine.ParameterException(
                    command.commandLine(), "--from: `" + from + "` is no mailbox: write `Name <name@example.org>`");
        }
        return new Address(matcher.group(1) == null ? "" : matcher.group(1), address);
    }

    private List<Series> read(String file) {
        Optional<byte[]> bytes = PatchFiles.read(terminal, file);
        if (bytes.isEmpty()) {
            fail(ExitCode.INCOMPLETE, "uringlint: " + file + ": the file cannot be read");
            return List.of();
        }
        Postings read = Input.read(bytes.get());
        for (Trouble trouble : read.troubles()) {
            fail(PatchFiles.status(trouble), PatchFiles.text(file, trouble));
        }
        return read.series();
    }

    private List<Reply> replies(Reviewer reviewer, Series series, Base tree, Optional<Kernels> kernels, Config config) {
        if (series.patches().stream().flatMap(patch -> patch.mail().stream()).anyMatch(ReviewCommand::isFromRobot)) {
            terminal.tell("uringlint: mails of programs are not answered");
            return List.of();
        }
        AppliedSeries applied;
        try {
            applied = AppliedSeries.of(series, tree);
        } catch (GitException e) {
            fail(ExitCode.NO_BASE, "uringlint: " + e.getMessage());
            return List.of();
        }
        if (applied.base().isEmpty() && applied.lost().isPresent()) {
            terminal.tell("uringlint: " + PatchFiles.lost(applied));
        }
        var changes = new Changes(kernels, config.functions(),
                analysis -> Findings.report(analysis, Policy.of(config, level.severity())));
        var reviews = new ArrayList<MailReview>();
        List<Reviews.Reviewed> reviewed = Reviews.of(applied, changes);
        if (kernels.isEmpty()) {
            reviewed.stream()
                    .flatMap(one -> one.outcome().stream())
                    .flatMap(outcome -> kernelOptions
                            .guessed(outcome.step().after(), outcome.step().paths())
                            .stream())
                    .distinct()
                    .forEach(why -> terminal.tell("uringlint: " + why));
        }
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
        return reviewer.replies(applied, reviews);
    }

    /// Which findings a later patch of the series takes away again.
    private static List<String> remarks(List<Finding> findings, List<Reviews.Reviewed> later) {
        var remarks = new ArrayList<String>();
        for (Reviews.Reviewed patch : later) {
            for (Finding gone : patch.outcome().map(Outcome::gone).orElse(List.of())) {
                if (findings.stream().anyMatch(finding -> finding.fingerprint().equals(gone.fingerprint()))) {
                    remarks.add("Of the above, " + gone.diagnostic().rule() + " in "
                            + gone.diagnostic().function() + "() is gone with "
                            + patch.outcome().orElseThrow().step().name() + "; it would be in the way of a bisection.");
                }
            }
        }
        return remarks;
    }

    private static boolean isFromRobot(Mail mail) {
        boolean isAutomatic = mail.field("Auto-Submitted")
                .filter(value -> !value.strip().equalsIgnoreCase("no"))
                .isPresent();
        return isAutomatic || mail.field(ROBOT).isPresent();
    }

    private void print(List<Reply> replies) {
        if (folder.isPresent()) {
            int number = 0;
            for (Reply reply : replies) {
                number++;
                Path file = terminal.folder().resolve(folder.get()).resolve("%04d.eml".formatted(number));
                try {
                    Files.createDirectories(file.getParent());
                    FileWriter.replace(file, ReplyText.of(reply).getBytes(StandardCharsets.UTF_8));
                } catch (IOException e) {
                    fail(ExitCode.INCOMPLETE, "uringlint: " + file + ": the file cannot be written");
                }
            }
        } else if (replies.size() == 1) {
            terminal.out().print(ReplyText.of(replies.getFirst()));
        } else {
            terminal.out().print(ReplyText.mbox(replies));
        }
        terminal.out().flush();
    }

    private void fail(int code, String message) {
        terminal.tell(message);
        status = status == ExitCode.CLEAN ? code : status;
    }
}
