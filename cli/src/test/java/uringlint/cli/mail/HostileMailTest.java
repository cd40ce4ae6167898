// SPDX-License-Identifier: Apache-2.0

package uringlint.cli.mail;

import static org.assertj.core.api.Assertions.assertThat;
import static uringlint.cli.mail.Samples.kinds;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Input that is broken or meant to hurt: nothing throws, and nothing takes longer than its size explains.
class HostileMailTest {
    @Test
    void cutMailboxStillDeliversWhatIsWhole() {
        byte[] box = Samples.bytes("series.mbox");
        List<List<String>> all = changes(Input.read(box));
        for (int length = 0; length <= box.length; length += 50) {
            Postings read = Input.read(Arrays.copyOf(box, length));

            assertThat(read.series().isEmpty() && read.troubles().isEmpty())
                    .as("nothing is said of %d bytes", length)
                    .isFalse();
            assertThat(all).as("%d bytes", length).containsAll(changes(read));
        }
    }

    /// The added and removed lines of each patch; context at the end may be missing.
    private static List<List<String>> changes(Postings read) {
        return read.series().stream()
                .flatMap(series -> series.patches().stream())
                .filter(patch -> !patch.isRecovered())
                .map(patch -> patch.diff()
                        .text()
                        .lines()
                        .filter(line -> line.startsWith("+") || line.startsWith("-"))
                        .toList())
                .toList();
    }

    @ParameterizedTest
    @ValueSource(strings = {"plain.eml", "base64.eml", "attached-diff.eml", "quoted-printable.eml", "patch.diff"})
    void patchThatIsCutIsNotUsed(String name) {
        byte[] bytes = Samples.bytes(name);
        Postings read = Input.read(Arrays.copyOf(bytes, bytes.length * 3 / 5));

        assertThat(read.series()).isEmpty();
        assertThat(kinds(read)).contains(Trouble.Kind.TRUNCATED);
    }

    @Test
    void mailThatEndsBetweenTwoFilesIsCut() {
        String text = new String(Samples.bytes("plain.eml"), StandardCharsets.UTF_8);
        Postings read = Input.read(text.substring(0, text.indexOf("diff --git a/drivers/char/chan.c"))
                .getBytes(StandardCharsets.UTF_8));

        assertThat(read.series()).isEmpty();
        assertThat(kinds(read)).containsExactly(Trouble.Kind.TRUNCATED);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "series.mbox",
                "attachment.eml",
                "signed.eml",
                "flowed-wrapped.eml",
                "headers.eml",
                "quoted-twice.eml",
                "log.txt",
                "forwarded.eml",
                "inline-signed.eml"
            })
    void changedBytesNeverThrow(String name) {
        byte[] original = Samples.bytes(name);
        var random = new Random(name.hashCode());
        for (int round = 0; round < 60; round++) {
            byte[] bytes = original.clone();
            for (int change = 0; change < 1 + random.nextInt(40); change++) {
                int at = random.nextInt(bytes.length);
                switch (random.nextInt(4)) {
                    case 0 -> bytes[at] = (byte) random.nextInt();
                    case 1 -> bytes[at] = '\n';
                    case 2 -> bytes[at] = (byte) "+- @>=\\\r:".charAt(random.nextInt(9));
                    default -> {
                        int length = random.nextInt(Math.min(30, bytes.length - at));
                        System.arraycopy(original, random.nextInt(bytes.length - length), bytes, at, length);
                    }
                }
            }
            assertThat(Input.read(bytes)).isNotNull();
        }
    }

    @Test
    void largeMailsAreNotRead() {
        var bytes = new byte[20 << 20];
        Arrays.fill(bytes, (byte) 'x');
        byte[] start = "From: a@example.org\nSubject: [PATCH] x\n\n".getBytes(StandardCharsets.UTF_8);
        System.arraycopy(start, 0, bytes, 0, start.length);
        assertThat(kinds(Input.read(bytes))).containsExactly(Trouble.Kind.TOO_LARGE);
        Arrays.fill(bytes, (byte) '\n');
        assertThat(kinds(Input.read(Arrays.copyOfRange(bytes, 0, bytes.length)))).isNotEmpty();
        bytes[0] = 'x';
        assertThat(kinds(Input.read(bytes))).containsExactly(Trouble.Kind.TOO_LARGE);
    }

    @Test
    void mailsBesideALargeOneAreRead() {
        String large = "From x@example.org Mon Mar  2 09:30:00 2026\nFrom: a@example.org\nSubject: large\n\n"
                + "line\n".repeat(4 << 20) + "\n";
        Postings read = Input.read((large + new String(Samples.bytes("series.mbox"), StandardCharsets.UTF_8))
                .getBytes(StandardCharsets.UTF_8));

        assertThat(kinds(read)).containsExactly(Trouble.Kind.TOO_LARGE);
        assertThat(read.series()).hasSize(2);
    }

    @Test
    void deepPartsAreLeftOut() {
        var text = new StringBuilder("From: a@example.org\nSubject: [PATCH] x\nMIME-Version: 1.0\n");
        for (int level = 0; level < 3_000; level++) {
            text.append("Content-Type: multipart/mixed; boundary=\"b")
                    .append(level)
                    .append("\"\n\n--b")
                    .append(level)
                    .append('\n');
        }
        text.append("Content-Type: text/plain\n\n").append(Samples.diff().text());
        Postings read = Input.read(text.toString().getBytes(StandardCharsets.UTF_8));

        assertThat(read.series()).isEmpty();
        assertThat(kinds(read)).contains(Trouble.Kind.BROKEN_MIME);
    }

    @Test
    void manyHeadersRecipientsAndEncodedWordsAreRead() {
        String headers = "X-Filler: y\n".repeat(100_000);
        String recipients = "To: " + "Someone <someone@example.org>,\n ".repeat(50_000) + "last@example.org\n";
        String words = "Comments: " + "=?utf-8?q?".repeat(50_000) + "\nSubject: " + "=?utf-8?q?".repeat(50_000) + "\n";
        Postings read = Input.read(("From: a@example.org\n" + headers + recipients + words + "\n"
                        + Samples.diff().text())
                .getBytes(StandardCharsets.UTF_8));

        assertThat(Samples.only(read).diff()).isEqualTo(Samples.diff());
        assertThat(Samples.only(read).mail().orElseThrow().to()).hasSizeLessThanOrEqualTo(2_000);
    }

    @Test
    void manyPartsPrefixesQuotesAndHunksAreRead() {
        String parts = "From: a@example.org\nSubject: " + "Re: ".repeat(100_000)
                + "x\nContent-Type: multipart/mixed; boundary=b\n\n" + "--b\n\nx\n".repeat(20_000);
        String quotes = "From: a@example.org\nSubject: Re: x\n\n" + ">".repeat(1_000_000) + "\n"
                + "> @@ -1,9 +1,9 @@\n".repeat(100_000);
        String hunks = "--- a/x\n+++ b/x\n" + "@@ -1,999999999 +1,999999999 @@\n x\n+\n".repeat(20_000);
        String starts = "--- a\n".repeat(100_000) + "diff --git a b\n".repeat(100_000);
        String separators = "From x Mon Mar  2 09:30:00 2026\nA: b\n".repeat(10_000);
        for (String text : List.of(parts, quotes, hunks, starts, separators)) {
            assertThat(Input.read(text.getBytes(StandardCharsets.UTF_8))).isNotNull();
        }
    }
}
