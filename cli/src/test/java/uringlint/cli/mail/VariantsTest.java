// SPDX-License-Identifier: Apache-2.0

package uringlint.cli.mail;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// However a patch travels, its bytes arrive. The patches are made up at random.
class VariantsTest {
    private static final List<String> WORDS = List.of(
            "int",
            "return 0;",
            "cmd->flags",
            "\t",
            "  ",
            "{",
            "}",
            "From here",
            ">",
            "--",
            "-- ",
            "+",
            "-",
            "µs",
            "/* … */",
            "=3D",
            "=",
            ".",
            "@@ -1 +1 @@",
            "diff --git a/a b/a",
            "--- a/x",
            "\"quoted\"",
            "\\",
            "# include",
            "<snip>",
            "Subject: x",
            "---");

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20, 21, 22, 23, 24, 25, 26, 27, 28, 29, 30})
    void allVariantsHaveTheSameBytes(int seed) {
        String diff = diff(new Random(seed));
        variants(diff).forEach((name, text) -> {
            Postings read = Input.read(text.getBytes(StandardCharsets.UTF_8));
            assertThat(read.series()).as(name + " " + read.troubles()).hasSize(1);
            assertThat(read.series().getFirst().patches()).as(name).hasSize(1);
            assertThat(read.series().getFirst().patches().getFirst().diff().text()).as(name).isEqualTo(diff);
        });
    }

    private static Map<String, String> variants(String diff) {
        String body = "What it does.\n\nSigned-off-by: Driver Author <author@example.org>\n---\n x.c | 2 +-\n\n" + diff
                + "-- \n2.43.0\n\n";
        String head = "From: Driver Author <author@example.org>\nSubject: [PATCH] x: y\nMessage-ID: <x@example.org>\n";
        String mime = head + "MIME-Version: 1.0\n";
        var variants = new LinkedHashMap<String, String>();
        variants.put("diff", diff);
        variants.put("mail", head + "\n" + body);
        variants.put("CRLF", (head + "\n" + body).replace("\n", "\r\n"));
        variants.put(
                "mailbox",
                "From x@example.org Mon Mar  2 09:30:00 2026\n" + head + "\n"
                        + body.replaceAll("(?m)^(>*From )", ">$1"));
        variants.put(
                "quoted-printable",
                mime + "Content-Type: text/plain; charset=UTF-8\nContent-Transfer-Encoding: quoted-printable\n\n"
                        + printable(body));
        variants.put(
                "base64",
                mime + "Content-Type: text/plain; charset=UTF-8\nContent-Transfer-Encoding: base64\n\n" + base64(body));
        variants.put(
                "base64 with CRLF",
                mime + "Content-Type: text/plain; charset=UTF-8\nContent-Transfer-Encoding: base64\n\n"
                        + base64(body.replace("\n", "\r\n")));
        String part = "Content-Type: text/x-patch; name=x.patch\n"
                + "Content-Disposition: attachment; filename=x.patch\n"
                + "Content-Transfer-Encoding: base64\n\n"
                + base64(head + "\n" + body);
        variants.put(
                "attachment",
                mime
                        + "Content-Type: multipart/mixed; boundary=b\n\n"
                        + "--b\n"
                        + "Content-Type: text/plain\n\n"
                        + "See below.\n\n"
                        + "--b\n"
                        + part + "\n--b--\n");
        variants.put(
                "quoted",
                head.replace("[PATCH]", "Re: [PATCH]") + "\nThe author wrote:\n" + body.replaceAll("(?m)^", "> ")
                        + "\nFine.\n");
        variants.put(
                "quoted twice",
                head.replace("[PATCH]", "Re: [PATCH]") + "\nThe other wrote:\n> The author wrote:\n"
                        + body.replaceAll("(?m)^", "> > ") + "> Fine.\n\nYes.\n");
        return variants;
    }

    private static String base64(String text) {
        return Base64.getMimeEncoder(76, new byte[] {'\n'}).encodeToString(text.getBytes(StandardCharsets.UTF_8))
                + "\n";
    }

    private static String printable(String text) {
        var encoded = new StringBuilder();
        int column = 0;
        for (byte b : text.getBytes(StandardCharsets.UTF_8)) {
            if (b == '\n') {
                encoded.append('\n');
                column = 0;
                continue;
            }
            String shown = b == '=' || b == ' ' || b == '\t' || b < ' ' ? "=%02X".formatted(b & 0xFF) : String.valueOf((char) b);
            if (column + shown.length() > 75) {
                encoded.append("=\n");
                column = 0;
            }
            encoded.append(shown);
            column += shown.length();
        }
        return encoded.toString();
    }

    /// A valid diff of one or two files with some hunks, whose lines look like anything.
    private static String diff(Random random) {
        var diff = new StringBuilder();
        for (int file = 0; file <= random.nextInt(2); file++) {
            diff.append("diff --git a/x%1$d.c b/x%1$d.c\nindex 0123456..789abcd 100644\n--- a/x%1$d.c\n+++ b/x%1$d.c\n".formatted(file));
            int line = 1;
            for (int hunk = 0; hunk <= random.nextInt(4); hunk++) {
                line += 20 + random.nextInt(100);
                diff.append(hunk(random, line));
            }
        }
        return diff.toString();
    }

    private static String hunk(Random random, int line) {
        var lines = new ArrayList<String>();
        for (int i = 0; i < 3; i++) {
            lines.add(" " + text(random));
        }
        for (int i = 0; i <= random.nextInt(20); i++) {
            lines.add((random.nextInt(3) == 0 ? " " : random.nextBoolean() ? "+" : "-") + text(random));
        }
        lines.add("+\tlast();");
        for (int i = 0; i < 3; i++) {
            lines.add(" " + (random.nextInt(3) == 0 ? "" : "\t" + text(random)));
        }
        Hunk hunk = Hunk.opening("@@ -%1$d,0 +%1$d,0 @@ int f(void)".formatted(line)).orElseThrow().withLines(lines).recounted(0, 0);
        return hunk.header() + hunk.rest() + "\n" + String.join("\n", lines) + "\n";
    }

    private static String text(Random random) {
        var text = new StringBuilder(random.nextBoolean() ? "\t" : "");
        for (int i = 0; i < random.nextInt(6); i++) {
            text.append(WORDS.get(random.nextInt(WORDS.size())));
        }
        return text.toString();
    }
}
