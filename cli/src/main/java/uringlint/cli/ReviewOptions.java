// SPDX-License-Identifier: Apache-2.0

package uringlint.cli;

import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import picocli.CommandLine;
import picocli.CommandLine.Option;
import uringlint.cli.mail.Address;
import uringlint.cli.review.Recipients;
import uringlint.cli.review.Reviewer;

/// The options that say who writes, to whom, and how much.
final class ReviewOptions {
    private static final Pattern MAILBOX = Pattern.compile("\\s*(?:(.*?)\\s*<([^<>]+)>|([^<>\\s]+))\\s*");
    private static final DateTimeFormatter DATE = DateTimeFormatter.ofPattern("EEE, d MMM yyyy HH:mm:ss Z", Locale.ENGLISH);

    @Option(
            names = "--from",
            paramLabel = "MAILBOX",
            description = "Who writes. Default: uringlint <uringlint@localhost.invalid>.")
    private String from = "uringlint <uringlint@localhost.invalid>";

    @Option(
            names = "--operator",
            paramLabel = "TEXT",
            description = "Say in each mail who runs this and how to stop it, as `Run by NAME; write to ADDRESS to stop it.`")
    private String operator = "";

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
            names = "--cc",
            paramLabel = "ADDRESS|DOMAIN",
            split = ",",
            description = "Send copies only to these addresses and domains. Default: to those that the patch went to.")
    private List<String> copies = new ArrayList<>();

    @Option(
            names = "--comments",
            paramLabel = "NUMBER",
            description = "The most comments of a mail, the most severe ones first; the others are only named. Default: 5.")
    private int comments = 5;

    @Option(
            names = "--one",
            description = "Write one mail a series, to the patch with the most severe finding, which names what is in the others.")
    private boolean isOne;

    /// What they say together.
    Reviewer.Settings settings(CommandLine command) {
        if (comments < 1) {
            throw new CommandLine.ParameterException(command, "--comments: `" + comments + "` is no number of comments");
        }
        return new Reviewer.Settings(
                mailbox(command),
                new Recipients(lower(domains), lower(copies), isAuthorOnly),
                DATE.format(date.orElseGet(ZonedDateTime::now)),
                "uringlint " + Version.text(),
                RulePages::page,
                comments,
                operator,
                isOne);
    }

    private static Set<String> lower(List<String> texts) {
        return texts.stream().map(text -> text.toLowerCase(Locale.ROOT)).collect(Collectors.toSet());
    }

    private Address mailbox(CommandLine command) {
        Matcher matcher = MAILBOX.matcher(from);
        String address = !matcher.matches() ? "" : matcher.group(2) == null ? matcher.group(3) : matcher.group(2);
        if (!Recipients.isAddress(address)) {
            throw new CommandLine.ParameterException(
                    command, "--from: `" + from + "` is no mailbox: write `Name <name@example.org>`");
        }
        return new Address(matcher.group(1) == null ? "" : matcher.group(1), address);
    }
}
