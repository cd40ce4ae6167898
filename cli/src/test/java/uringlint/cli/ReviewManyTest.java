// SPDX-License-Identifier: Apache-2.0

package uringlint.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Replies to several versions of a patch, to mails that nobody should answer, and to patches with much to say about.
class ReviewManyTest {
    private static final String FROM = "From x Thu Jan  1 00:00:00 1970\n";

    @TempDir
    Path folder;

    private Cli review(String mails, String... more) throws IOException {
        Files.writeString(folder.resolve("mails.mbox"), mails);
        var arguments = new ArrayList<>(List.of("review", "--date", "2026-02-03T10:00:00Z", "mails.mbox"));
        arguments.addAll(List.of(more));
        return Cli.run(folder, arguments.toArray(String[]::new));
    }

    private static String mail(int version, String fields, String driver) {
        var diff = new StringBuilder("--- /dev/null\n+++ b/drivers/x/x.c\n@@ -0,0 +1," + driver.lines().count() + " @@\n");
        driver.lines().forEach(line -> diff.append('+').append(line).append('\n'));
        return FROM + "From: Driver Author <author@example.org>\nTo: list@lists.example.org\n"
                + "Cc: One <one@example.com>, Two <two@example.net>\nSubject: [PATCH" + (version > 1 ? " v" + version : "") + "] x: add a driver\n"
                + "Message-ID: <" + version + "@example.org>\nDate: Mon, 2 Feb 2026 10:00:00 +0000\n" + fields + "\nWords.\n---\n" + diff + "-- \n2.43.0\n\n";
    }

    private static String twice(String other) {
        return Drivers.driver("\tio_uring_cmd_done(cmd, 0, issue_flags);\n\treturn 0;" + other + "\n");
    }

    @Test
    void theNewestVersionOfAThreadIsAnswered() throws IOException {
        Cli run = review(mail(1, "", twice("")) + mail(3, "In-Reply-To: <1@example.org>\n", twice("")) + mail(2, "", twice("")));
        assertThat(run.out()).contains("In-Reply-To: <3@example.org>").doesNotContain("In-Reply-To: <1@", "In-Reply-To: <2@");
    }

    @Test
    void theNameOfAReplyDoesNotDependOnWhatItSays() throws IOException {
        String one = name(review(mail(2, "", twice(""))).out());
        assertThat(name(review(mail(2, "", twice(" /* words */"))).out())).isEqualTo(one);
        assertThat(name(review(mail(2, "", twice("")), "--comments", "1", "--operator", "Run by somebody.").out())).isEqualTo(one);
        assertThat(name(review(mail(3, "", twice(""))).out())).isNotEqualTo(one);
    }

    private static String name(String reply) {
        return reply.lines().filter(line -> line.startsWith("Message-ID: ")).findFirst().orElseThrow();
    }

    @Test
    void whatIsSaidIsComparedWithAnEarlierVersion() throws IOException {
        String before = Drivers.driver("\tif (issue_flags & 1) {\n\t\tio_uring_cmd_done(cmd, 0, issue_flags);\n\t\treturn 0;\n\t}\n"
                + "\tif (cmd->cmd_op == 1)\n\t\tcmd->flags = 0;\n\treturn 0;\n");
        String after = Drivers.driver("\tif (issue_flags & 1) {\n\t\tio_uring_cmd_done(cmd, 0, issue_flags);\n\t\treturn 0;\n\t}\n"
                + "\tif (cmd->cmd_op == 1)\n\t\treturn EINVAL;\n\treturn 0;\n");
        Files.writeString(folder.resolve("v1.mbox"), mail(1, "", before));
        Cli run = review(mail(2, "", after), "--against", "v1.mbox");
        assertThat(run.out())
                .contains("Since the previous version: 1 fixed, 1 still there, 1 new.", "private-field in x_uring_cmd()")
                .contains("The previous version had this, too.")
                .contains("This is new in this version.");
    }

    @Test
    void mailSystemsAreNotAnswered() throws IOException {
        for (String field : List.of("Return-Path: <>\n", "Precedence: auto_reply\n", "Content-Type: multipart/report; boundary=x\n")) {
            assertThat(review(mail(1, field, twice(""))).out()).as(field).isEmpty();
        }
        String daemon = mail(1, "", twice("")).replace("author@example.org>\nTo", "MAILER-DAEMON@example.org>\nTo");
        assertThat(review(daemon).out()).isEmpty();
        assertThat(review(daemon).err()).contains("what mail systems send is not answered");
    }

    @Test
    void whoGetsCopiesCanBeListed() throws IOException {
        String mail = mail(1, "Reply-To: elsewhere@example.net\n", twice(""));
        assertThat(review(mail).out()).contains("To: Driver Author <author@example.org>").doesNotContain("elsewhere");
        assertThat(review(mail, "--cc", "lists.example.org,one@example.com").out())
                .contains("list@lists.example.org", "one@example.com")
                .doesNotContain("two@example.net");
    }

    @Test
    void whoWroteThePatchIsAnsweredAndNotWhoSentIt() throws IOException {
        String mail = mail(1, "", twice(""));
        String head = "Driver Author <author@example.org>";
        assertThat(mail).contains("From: " + head).contains("list@lists.example.org").contains("\n\n");
        String ofOther = mail.replaceFirst("\n\n", "\n\nFrom: Two <TWO@example.net>\nSubject: x\n\n");
        assertThat(review(ofOther).out()).contains("To: Two <TWO@example.net>").containsPattern("Cc: " + head);
        String ofStranger = mail.replaceFirst("\n\n", "\n\nFrom: Stranger <stranger@example.net>\n\n");
        assertThat(review(ofStranger).out()).doesNotContain("stranger@").containsPattern("To: " + head);
        String later = mail.replaceFirst("\n\n", "\n\nIt was found so.\nFrom: Two <two@example.net>\n\n");
        assertThat(review(later).out()).contains("To: " + head);
    }

    @Test
    void aRuleIsCommentedOnOnceAndTheCommentsAreCounted() throws IOException {
        String driver = Drivers.driver("\tif (cmd->cmd_op == 1) {\n\t\tcmd->flags = 0;\n\t\tcmd->cmd_op = 2;\n\t}\n"
                + "\tio_uring_cmd_done(cmd, 0, issue_flags);\n\treturn 0;\n");
        String out = review(mail(1, "", driver)).out();
        assertThat(out.split("\\[private-field]", -1)).hasSize(2);
        assertThat(out).contains("Also `cmd_op` at line 7.");
        String one = review(mail(1, "", driver), "--comments", "1").out();
        assertThat(one)
                .contains("[double-completion]", "Besides: 2 times private-field (line 6).")
                .doesNotContain("[private-field]");
        assertThat(review(mail(1, "", driver), "--comments", "0").exit()).isEqualTo(ExitCode.USAGE);
    }
}
