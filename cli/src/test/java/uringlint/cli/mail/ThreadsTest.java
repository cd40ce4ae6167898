// SPDX-License-Identifier: Apache-2.0

package uringlint.cli.mail;

import static org.assertj.core.api.Assertions.assertThat;
import static uringlint.cli.mail.Samples.kinds;
import static uringlint.cli.mail.Samples.read;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ThreadsTest {
    private static final List<String> TITLES = List.of(
            "char: chan: add a channel device",
            "char: chan: complete commands at the interrupt",
            "char: chan: take large entries only");

    @Test
    void twoVersionsInAnyOrderAreTwoSeries() {
        Postings read = read("series.mbox");

        assertThat(read.troubles()).isEmpty();
        assertThat(read.series()).extracting(Series::version).containsExactly(1, 2);
        assertThat(read.series()).allSatisfy(series -> {
            assertThat(series.total()).isEqualTo(3);
            assertThat(series.cover()).isPresent();
            assertThat(series.patches()).extracting(Posted::number).containsExactly(1, 2, 3);
            assertThat(series.patches()).extracting(Posted::subject).isEqualTo(TITLES);
        });
    }

    @Test
    void baseOfTheCoverLetterIsThatOfAllPatches() {
        assertThat(read("series.mbox").series().getFirst().patches())
                .extracting(Posted::baseCommit)
                .allMatch(base -> base.isPresent())
                .hasSize(3);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4, 5, 6, 7, 8})
    void orderOfTheMailsDoesNotMatter(int seed) {
        var mails = new ArrayList<>(
                List.of(new String(Samples.bytes("series.mbox"), StandardCharsets.UTF_8).split("(?m)^(?=From list)")));
        Collections.shuffle(mails, new Random(seed));
        Postings read = Input.read(String.join("", mails).getBytes(StandardCharsets.UTF_8));

        assertThat(read.troubles()).isEmpty();
        assertThat(read.series()).containsExactlyInAnyOrderElementsOf(read("series.mbox").series());
    }

    @Test
    void missingPatchIsNamedAndTheOthersAreDelivered() {
        Postings read = read("incomplete.mbox");

        assertThat(kinds(read)).containsExactly(Trouble.Kind.INCOMPLETE_SERIES);
        assertThat(read.troubles().getFirst().message()).isEqualTo("patch 2/3 of the series is not there");
        assertThat(read.series().getFirst().patches()).extracting(Posted::number).containsExactly(1, 3);
    }

    @Test
    void missingPatchIsTakenFromTheReplyThatQuotesIt() {
        String box = new String(Samples.bytes("incomplete.mbox"), StandardCharsets.UTF_8);
        String all = new String(Samples.bytes("series.mbox"), StandardCharsets.UTF_8);
        int start = all.indexOf("From list@example.org Mon Mar  2 09:30:00 2026\nFrom: Driver Maintainer");
        Postings read = Input.read(
                (box + all.substring(start, all.indexOf("\nFrom list", start) + 1)).getBytes(StandardCharsets.UTF_8));

        assertThat(read.troubles()).isEmpty();
        assertThat(read.series()).hasSize(1);
        assertThat(read.series().getFirst().patches()).extracting(Posted::isRecovered).containsExactly(false, true, false);
        assertThat(read.series().getFirst().patches().get(1).diff())
                .isEqualTo(
                        read("series.mbox").series().getFirst().patches().get(1).diff());
    }

    @Test
    void outputOfFormatPatchIsOneSeries() {
        for (String name : List.of("stdout.mbox", "unnumbered.mbox")) {
            assertThat(read(name).troubles()).as(name).isEmpty();
            assertThat(read(name).series()).as(name).hasSize(1);
            assertThat(read(name).series().getFirst().patches()).extracting(Posted::subject).as(name).isEqualTo(TITLES);
        }
    }

    @Test
    void laterPatchOfTheSameThreadIsASeriesOfItsOwn() {
        String first = mail("[PATCH 1/2] a: one", "1", "0", diff("a"));
        String second = mail("[PATCH 2/2] a: two", "2", "0", diff("b"));
        String again = mail("[PATCH RESEND 1/2] a: one", "3", "2", diff("a"))
                + mail("[PATCH RESEND 2/2] a: two", "4", "3", diff("c"));
        Postings read = box(first + second + again);

        assertThat(read.troubles()).isEmpty();
        assertThat(read.series()).hasSize(2);
        assertThat(read.series().getLast().patches())
                .extracting(patch -> patch.mail().orElseThrow().messageId())
                .containsExactly("<3@example.org>", "<4@example.org>");
    }

    @Test
    void chainOfRepliesIsOneSeries() {
        Postings read = box(mail("[PATCH 3/3] c", "3", "2", diff("c"))
                + mail("[PATCH 1/3] a", "1", "0", diff("a"))
                + mail("[PATCH 2/3] b", "2", "1", diff("b")));

        assertThat(read.troubles()).isEmpty();
        assertThat(read.series()).hasSize(1);
    }

    @Test
    void mailsWithoutThreadAreJoinedByTheirAuthor() {
        Postings read = box(mail("[PATCH 1/2] a", "1", "", diff("a"))
                + mail("[PATCH 2/2] b", "2", "", diff("b"))
                + mail("[PATCH 1/2] c", "3", "", diff("c"))
                + mail("[PATCH 2/2] d", "4", "", diff("d")));

        assertThat(read.troubles()).isEmpty();
        assertThat(read.series()).hasSize(2);
    }

    @Test
    void patchInAReplyStandsForItself() {
        Postings read = box(mail("[PATCH] a", "1", "", diff("a"))
                + mail("Re: [PATCH] a", "2", "1", "> quoted\n\nOr so:\n\n" + diff("b")));

        assertThat(read.troubles()).isEmpty();
        assertThat(read.series()).hasSize(2);
        assertThat(read.series().getLast().patches().getFirst().message()).isEqualTo("Or so:");
    }

    @Test
    void replyIsNoPatchWhereThePatchIsAtHand() {
        String quoted = diff("a").replaceAll("(?m)^", "> ");
        Postings read =
                box(mail("[PATCH] a", "1", "", diff("a")) + mail("Re: [PATCH] a", "2", "1", quoted + "\nFine.\n"));

        assertThat(read.troubles()).isEmpty();
        assertThat(read.series()).hasSize(1);
        assertThat(box(mail("Re: [PATCH] a", "2", "1", quoted + "\nFine.\n")).series()).hasSize(1);
    }

    @Test
    void fragmentInAReplyIsNoTroubleWhereThePatchIsAtHand() {
        String fragment = "How about\n\n--- a/a\n+++ b/a\n@@ -1,7 +1,9 @@\n one\n+two\n";

        assertThat(box(mail("[PATCH] a", "1", "", diff("a")) + mail("Re: [PATCH] a", "2", "1", fragment))
                        .troubles())
                .isEmpty();
        assertThat(kinds(box(mail("Re: [PATCH] a", "2", "1", fragment)))).containsExactly(Trouble.Kind.TRUNCATED);
    }

    @Test
    void diffInACoverLetterIsNoPatchOfTheSeries() {
        Postings read = box(mail("[PATCH 0/1] a", "0", "", "For tests:\n\n" + diff("test"))
                + mail("[PATCH 1/1] b", "1", "0", diff("b")));

        assertThat(read.troubles()).isEmpty();
        assertThat(read.series().getFirst().patches()).extracting(Posted::subject).containsExactly("b");
    }

    @Test
    void subjectsAreTakenApart() {
        assertThat(SubjectLine.of("Re: [RFC PATCH net-next v12 03/17] x: [y] z"))
                .isEqualTo(new SubjectLine("x: [y] z", true, true, 12, 3, 17));
        assertThat(SubjectLine.of("[PATCHv2] x")).isEqualTo(new SubjectLine("x", false, true, 2, -1, 0));
        assertThat(SubjectLine.of("[PATCH,v3, 0/4] x")).isEqualTo(new SubjectLine("x", false, true, 3, 0, 4));
        assertThat(SubjectLine.of("AW: [EXT] Re: [list] [RFC] x"))
                .isEqualTo(new SubjectLine("x", true, true, 1, -1, 0));
        assertThat(SubjectLine.of("Fwd: [BUG] x")).isEqualTo(new SubjectLine("[BUG] x", false, false, 1, -1, 0));
        assertThat(SubjectLine.of("[PATCH 5.10 007/120] x").number()).isEqualTo(7);
    }

    private static Postings box(String text) {
        return Input.read(text.getBytes(StandardCharsets.UTF_8));
    }

    private static String diff(String name) {
        return "diff --git a/%1$s b/%1$s\n--- a/%1$s\n+++ b/%1$s\n@@ -1 +1 @@\n-old\n+new\n".formatted(name);
    }

    private static String mail(String subject, String id, String parent, String body) {
        String reply = parent.isEmpty() ? "" : "In-Reply-To: <%s@example.org>\n".formatted(parent);
        return "From x@example.org Mon Mar  2 09:30:00 2026\nFrom: Driver Author <author@example.org>\nSubject: %s\nMessage-ID: <%s@example.org>\n%s\n%s\n"
                .formatted(subject, id, reply, body);
    }
}
