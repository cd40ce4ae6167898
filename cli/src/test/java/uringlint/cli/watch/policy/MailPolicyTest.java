// SPDX-License-Identifier: Apache-2.0

package uringlint.cli.watch.policy;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import uringlint.cli.mail.Address;
import uringlint.cli.review.Reply;
import uringlint.cli.watch.settings.Limits;
import uringlint.cli.watch.settings.ListSettings;
import uringlint.cli.watch.settings.MailMode;
import uringlint.cli.watch.settings.MailSettings;
import uringlint.cli.watch.settings.SinkSettings;
import uringlint.cli.watch.settings.WatchSettings;

/// Who is written to: whatever says no wins.
class MailPolicyTest {
    private static final long NOW = 1_700_000_000;
    private static final String AUTHOR = "author@example.org";

    private static WatchSettings settings(boolean isOn, MailMode... modes) {
        List<ListSettings> lists = IntStream.range(0, modes.length)
                .mapToObj(index -> new ListSettings(
                        "list" + index, ListSettings.Kind.MBOX, Path.of("x"), 0, modes[index], Duration.ofHours(index + 1)))
                .toList();
        var mail = new MailSettings(
                isOn, Path.of("outbox"), "", Optional.empty(), List.of(), "Bot <bot@example.org>", "Run by nobody.", 10,
                Set.of("example.org"), Optional.empty(), "copy@example.org", Optional.empty(), Duration.ofHours(2), Duration.ofDays(7));
        return new WatchSettings(Path.of("state"), "", false, List.of(), lists, "warning", Duration.ZERO, List.of(), false,
                new Limits(Duration.ofMinutes(1), 1, 1, 1, 3), Optional.of(mail),
                new SinkSettings(Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty()),
                Optional.empty(), Optional.empty(),
                Duration.ofMinutes(1), Duration.ofDays(1));
    }

    private static Reply reply(List<Address> to, List<Address> cc) {
        return new Reply(new Address("Bot", "bot@example.org"), to, cc, "Re: x", "now", "<1@example.org>", Optional.empty(), List.of(),
                "x", "x\n");
    }

    private static Correspondence about(String author, List<Address> cc, String... lists) {
        return new Correspondence(
                List.of(reply(List.of(new Address("", author)), cc)), List.of(lists), List.of(author), List.of(author), NOW - 60);
    }

    private static MailDecision decide(WatchSettings settings, Correspondence about) {
        return new MailPolicy(settings, Set.of("gone@example.org", "left.example.org")).decide(about, NOW);
    }

    private static String silence(WatchSettings settings, Correspondence about) {
        return decide(settings, about) instanceof MailDecision.Silent(var reason) ? reason : "";
    }

    @ParameterizedTest
    @CsvSource({
        "MUTE, REPLY_ALL, muted for list0",
        "REPLY_ALL, MUTE, muted for list1",
        "MODERATED, REPLY_ALL, moderated",
        "AUTHOR_ONLY, MODERATED, moderated",
        "REPLY_ALL, AUTHOR_ONLY, author-only",
        "REPLY_ALL, REPLY_ALL, reply-all"
    })
    void theMostSilentListCounts(MailMode one, MailMode other, String expected) {
        MailDecision decision = decide(settings(true, one, other), about(AUTHOR, List.of(), "list0", "list1"));
        assertThat(switch (decision) {
            case MailDecision.Silent(var reason) -> reason;
            case MailDecision.Speak(_, var isHeld, _, var reason) -> {
                assertThat(isHeld).isEqualTo(expected.equals("moderated"));
                yield reason;
            }
        }).isEqualTo(expected);
    }

    @Test
    void theLongestEmbargoCounts() {
        var about = about(AUTHOR, List.of(), "list0", "list1");
        assertThat(((MailDecision.Speak) decide(settings(true, MailMode.REPLY_ALL, MailMode.REPLY_ALL), about)).notBefore())
                .isEqualTo(NOW - 60 + 2 * 3600);
    }

    @Test
    void reasonsToBeSilent() {
        WatchSettings open = settings(true, MailMode.REPLY_ALL);
        assertThat(silence(settings(false, MailMode.REPLY_ALL), about(AUTHOR, List.of(), "list0"))).isEqualTo("mail is off");
        assertThat(silence(open, about(AUTHOR, List.of()))).isEqualTo("muted");
        assertThat(silence(open, about(AUTHOR, List.of(), "unknown"))).isEqualTo("muted for unknown");
        assertThat(silence(open, about("bot@example.org", List.of(), "list0"))).contains("this service");
        assertThat(silence(open, about("copy@example.org", List.of(), "list0"))).contains("this service");
        assertThat(silence(open, about("gone@example.org", List.of(), "list0"))).isEqualTo("the author has opted out");
        assertThat(silence(open, about("x@sub.left.example.org", List.of(), "list0"))).isEqualTo("the author has opted out");
        assertThat(silence(open, about("x@elsewhere.example", List.of(), "list0"))).contains("no domain");
        assertThat(silence(open, about("x@notexample.org", List.of(), "list0"))).contains("no domain");
        List<String> author = List.of(AUTHOR);
        List<String> lists = List.of("list0");
        var old = new Correspondence(about(AUTHOR, List.of()).replies(), lists, author, author, NOW - 8 * 24 * 3600);
        assertThat(silence(open, old)).contains("older than 7 days");
        assertThat(silence(open, new Correspondence(List.of(), lists, author, author, NOW))).isEqualTo("nothing to say");
    }

    @Test
    void whoeverSendsThePatchOfAnotherOneIsNotItsAuthor() {
        WatchSettings settings = settings(true, MailMode.AUTHOR_ONLY);
        List<String> lists = List.of("list0");
        List<String> sender = List.of("sender@example.org");
        var toWriter = new Correspondence(about(AUTHOR, List.of()).replies(), lists, sender, List.of(AUTHOR), NOW);
        assertThat(((MailDecision.Speak) decide(settings, toWriter)).reply().to()).containsExactly(new Address("", AUTHOR));
        var toSender = new Correspondence(about(sender.getFirst(), List.of()).replies(), lists, sender, List.of(AUTHOR), NOW);
        assertThat(silence(settings, toSender)).contains("did not get the patch");
        var gone = new Correspondence(about(AUTHOR, List.of()).replies(), lists, List.of("gone@example.org"), List.of(AUTHOR), NOW);
        assertThat(silence(settings, gone)).isEqualTo("the author has opted out");
    }

    @Test
    void onlyTheAuthorIsAddressedAndCopiesAreBounded() {
        List<Address> cc = Stream.of("x@example.org", "gone@example.org", "y@elsewhere.example").map(one -> new Address("", one)).toList();
        var all = (MailDecision.Speak) decide(settings(true, MailMode.REPLY_ALL), about(AUTHOR, cc, "list0"));
        assertThat(all.reply().to()).containsExactly(new Address("", AUTHOR));
        assertThat(all.reply().cc()).containsExactly(new Address("", "x@example.org"));
        var one = (MailDecision.Speak) decide(settings(true, MailMode.AUTHOR_ONLY), about(AUTHOR, cc, "list0"));
        assertThat(one.reply().cc()).isEmpty();
        // Where the author cannot be written to, the mail of the child goes to others; this one to nobody.
        var others = new Correspondence(List.of(reply(cc, List.of())), List.of("list0"), List.of("broken"), List.of("broken"), NOW);
        assertThat(silence(settings(true, MailMode.REPLY_ALL), others)).contains("no domain");
    }
}
