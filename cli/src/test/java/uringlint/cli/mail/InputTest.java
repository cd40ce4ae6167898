// SPDX-License-Identifier: Apache-2.0

package uringlint.cli.mail;

import static org.assertj.core.api.Assertions.assertThat;
import static uringlint.cli.mail.Samples.kinds;
import static uringlint.cli.mail.Samples.only;
import static uringlint.cli.mail.Samples.read;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class InputTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "alternative.eml", "attached-diff.eml", "attachment.eml", "base64.eml", "crlf.eml", "flowed.eml",
                        "footer.eml", "format-patch.patch",
                "forwarded.eml", "headers.eml", "in-body.eml", "inline-signed.eml", "latin1.eml", "patch.diff",
                        "plain.eml", "quoted-printable.eml",
                "scissors.eml", "signed.eml", "unknown-charset.eml", "windows-1252.eml"
            })
    void everyFormHoldsTheSamePatch(String name) {
        Postings read = read(name);

        assertThat(read.troubles()).isEmpty();
        assertThat(only(read).diff()).isEqualTo(Samples.diff());
        assertThat(only(read).gaps()).isEmpty();
        assertThat(only(read).isRecovered()).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"wrapped.eml", "flowed-wrapped.eml"})
    void wrappedLinesArePutTogetherAndThatIsSaid(String name) {
        Postings read = read(name);

        assertThat(only(read).diff()).isEqualTo(Samples.diff());
        assertThat(kinds(read)).containsExactly(Trouble.Kind.REPAIRED);
    }

    @Test
    void subjectMessageAndBaseComeWithThePatch() {
        Posted patch = only("format-patch.patch");

        assertThat(patch.subject()).isEqualTo("char: chan: add a channel device");
        assertThat(patch.message())
                .isEqualTo("Commands wait for the interrupt of the device.\n\n"
                        + "Signed-off-by: Driver Author <author@example.org>");
        assertThat(patch.number()).isZero();
        assertThat(patch.baseCommit()).get().asString().hasSize(40);
    }

    @Test
    void headersAreDecodedAndUnfolded() {
        Mail mail = only("headers.eml").mail().orElseThrow();

        assertThat(mail.subject()).isEqualTo("[PATCH] char: chan: add a channel device for 50 µs");
        assertThat(mail.messageId()).isEqualTo("<20260302-chan-author@example.org>");
        assertThat(mail.from()).containsExactly(new Address("Driver Authör", "author@example.org"));
        assertThat(mail.to())
                .containsExactly(
                        new Address("", "list@example.org"),
                        new Address("André Reviewer", "reviewer@example.org"),
                        new Address("Reviewer, Second", "second@example.org"));
        assertThat(mail.cc()).containsExactly(new Address("Driver Maintainer", "maintainer@example.org"));
        assertThat(mail.field("List-Id")).contains("<list.example.org>");
        assertThat(mail.field("Precedence")).contains("bulk");
        assertThat(mail.date()).isEqualTo("Mon, 2 Mar 2026 09:01:00 +0000");
        assertThat(only("headers.eml").subject()).isEqualTo("char: chan: add a channel device for 50 µs");
    }

    @Test
    void scissorsCutOffTheTalk() {
        Posted patch = only("scissors.eml");

        assertThat(patch.subject()).isEqualTo("char: chan: add a channel device");
        assertThat(patch.message()).startsWith("Commands wait").doesNotContain("talked");
    }

    @Test
    void headersInTheBodyAreNotPartOfTheMessage() {
        assertThat(only("in-body.eml").message()).startsWith("Commands wait");
    }

    @Test
    void messageOfAnAttachedDiffIsThatOfTheMail() {
        assertThat(only("attached-diff.eml").message()).contains("my mail program wraps lines");
        assertThat(only("attachment.eml").message()).startsWith("Commands wait");
        assertThat(only("attachment.eml").mail().orElseThrow().subject()).isEqualTo("char: chan: a channel device");
    }

    @Test
    void showNamesTheCommit() {
        Posted patch = only("show.txt");

        assertThat(patch.subject()).isEqualTo("char: chan: add a channel device");
        assertThat(patch.message()).startsWith("Commands wait").endsWith("<author@example.org>");
        assertThat(patch.mail()).isEmpty();
    }

    @Test
    void logIsReadFromItsOldestCommitOn() {
        Series series = read("log.txt").series().getFirst();

        assertThat(series.patches())
                .extracting(Posted::subject)
                .containsExactly(
                        "char: chan: add a channel device",
                        "char: chan: complete commands at the interrupt",
                        "char: chan: take large entries only");
    }

    @Test
    void logInTheOtherOrderStaysInIt() {
        String text = new String(Samples.bytes("log.txt"), StandardCharsets.UTF_8);
        List<String> commits = List.of(text.split("(?m)^(?=commit )"));
        Series series = Input.read(String.join("", commits.reversed()).getBytes(StandardCharsets.UTF_8))
                .series()
                .getFirst();

        assertThat(series.patches()).extracting(Posted::subject).startsWith("char: chan: add a channel device");
    }

    @Test
    void plainDiffsAreReadWithWhatStandsBetweenThem() {
        assertThat(only("diff.txt").diff().bytes()).isEqualTo(Samples.bytes("diff.txt"));
        assertThat(only("diff-u.txt").diff().text())
                .startsWith("--- a/drivers/char/Makefile\t2026")
                .doesNotContain("Only in")
                .hasLineCount(7);
    }

    @Test
    void colorsAreTakenOff() {
        String colored = new String(Samples.bytes("patch.diff"), StandardCharsets.UTF_8)
                .replaceAll("(?m)^(\\+[^+].*)$", "\u001b[32m$1\u001b[m");

        assertThat(only(Input.read(colored.getBytes(StandardCharsets.UTF_8))).diff()).isEqualTo(Samples.diff());
    }

    @Test
    void compressedMailboxIsExpanded() throws IOException {
        var bytes = new ByteArrayOutputStream();
        try (var out = new GZIPOutputStream(bytes)) {
            out.write(Samples.bytes("series.mbox"));
        }

        assertThat(Input.read(bytes.toByteArray())).isEqualTo(read("series.mbox"));
    }

    @Test
    void mailWithoutPatchIsSaidToBe() {
        assertThat(read("no-patch.eml").series()).isEmpty();
        assertThat(kinds(read("no-patch.eml"))).containsExactly(Trouble.Kind.NO_PATCH);
        assertThat(read("no-patch.eml").troubles().getFirst().place()).isEqualTo("mail 1 (a channel device?)");
        assertThat(read("html-only.eml").troubles())
                .singleElement()
                .satisfies(trouble -> assertThat(trouble.message()).contains("HTML"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "\n\n",
                "no patch\n",
                "\0\1\2",
                "From ",
                "Subject: x\n",
                "diff --git a/x b/x\n",
                "@@ -1 +1 @@\n",
                "--- a\n+++ b\n"
            })
    void whatIsNoPatchIsSaidToBe(String text) {
        Postings read = Input.read(text.getBytes(StandardCharsets.UTF_8));

        assertThat(read.series()).isEmpty();
        assertThat(read.troubles()).isNotEmpty();
    }

    @Test
    void filesWithReturnsKeepThem() {
        String diff =
                "diff --git a/x.c b/x.c\n--- a/x.c\n+++ b/x.c\n@@ -1,2 +1,3 @@\n int x;\r\n+int y;\r\n int z;\r\n";
        assertThat(only(Input.read(diff.getBytes(StandardCharsets.UTF_8))).diff().text()).isEqualTo(diff);
    }

    @Test
    void bytesThatAreNotUtf8StayAsTheyAreInADiff() {
        byte[] diff = "--- a/x.c\n+++ b/x.c\n@@ -1 +1 @@\n-/* caf\u00e9 */\n+/* caf\u00e9! */\n".getBytes(StandardCharsets.ISO_8859_1);
        assertThat(only(Input.read(diff)).diff().bytes()).isEqualTo(diff);
    }

    @Test
    void emptyFilesNewNamesAndBinaryFilesArePatchesToo() {
        String diff = """
            diff --git a/a b/b
            similarity index 100%
            rename from a
            rename to b
            diff --git a/e b/e
            new file mode 100644
            index 000000000000..e69de29bb2d1
            diff --git a/logo.png b/logo.png
            index 0123456..789abcd 100644
            GIT binary patch
            delta 14
            VcmZ3(w1R1ZL;xHS1ONa4

            delta 13
            UcmZ3(w1R1ZL;xHS1ONa4

            """;
        assertThat(only(Input.read(("Hello.\n\n" + diff + "Bye.\n").getBytes(StandardCharsets.UTF_8)))
                        .diff()
                        .text())
                .isEqualTo(diff);
    }

    @Test
    void mergesAreNotAppliedAndThatIsSaid() {
        String diff = "commit 0123456789\n"
                + "Merge: 1 2\n\n"
                + "diff --cc x.c\n"
                + "index 1,2..3\n"
                + "--- a/x.c\n"
                + "+++ b/x.c\n"
                + "@@@ -1,1 -1,1 +1,2 @@@\n"
                + "  a\n"
                + "++b\n";
        assertThat(kinds(Input.read(diff.getBytes(StandardCharsets.UTF_8)))).containsExactly(Trouble.Kind.UNSUPPORTED);
    }
}
