// SPDX-License-Identifier: Apache-2.0

package uringlint.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.apache.james.mime4j.dom.Message;
import org.apache.james.mime4j.dom.TextBody;
import org.apache.james.mime4j.message.DefaultMessageBuilder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import uringlint.cli.cache.CachePlace;

/// Replies to mailed patches. `-Dgolden=update` writes the examples in `docs/replies` anew.
class ReviewTest {
    private static final Path EXAMPLES = Path.of("..", "docs", "replies").toAbsolutePath().normalize();
    private static final String DATE = "2026-02-03T10:00:00Z";

    @TempDir
    Path folder;

    private Cli review(String mail, String... more) throws IOException {
        Path file = folder.resolve("mail.eml");
        Files.writeString(file, mail);
        var arguments = new String[more.length + 4];
        arguments[0] = "review";
        arguments[1] = "--date";
        arguments[2] = DATE;
        arguments[3] = file.toString();
        System.arraycopy(more, 0, arguments, 4, more.length);
        return Cli.run(folder, arguments);
    }

    private static String example(String name) throws IOException {
        return Files.readString(EXAMPLES.resolve(name));
    }

    @ParameterizedTest
    @CsvSource({"series.mbox, series-replies.mbox", "single.eml, single-reply.eml"})
    void theExamplesInTheDocumentsAreWhatIsPrinted(String mail, String replies) throws IOException {
        Cli run = review(example(mail));
        assertThat(run.exit()).isEqualTo(ExitCode.FINDINGS);
        assertThat(run.err()).isEmpty();
        String printed = run.out().replace(Version.text(), "0.1.0");
        if ("update".equals(System.getProperty("golden"))) {
            Files.writeString(EXAMPLES.resolve(replies), printed);
        }
        assertThat(printed).isEqualTo(example(replies));
    }

    @Test
    void repliesAreMailsThatCanBeReadAgain() throws IOException {
        String[] mails = example("series-replies.mbox").split("(?m)^From \\S+ Thu Jan  1 00:00:00 1970\n");
        assertThat(mails).hasSize(4).startsWith("");
        for (String text : List.of(mails).subList(1, mails.length)) {
            Message mail = new DefaultMessageBuilder().parseMessage(new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)));
            assertThat(mail.getSubject()).startsWith("Re: [PATCH ");
            String answered = mail.getHeader().getField("In-Reply-To").getBody();
            assertThat(mail.getHeader().getField("References").getBody()).endsWith(answered);
            assertThat(mail.getHeader().getField("Auto-Submitted").getBody()).isEqualTo("auto-replied");
            assertThat(mail.getTo()).hasSize(1);
            assertThat(mail.getCc()).hasSize(3);
            String body = new String(((TextBody) mail.getBody()).getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            assertThat(body.lines().filter(line -> !line.startsWith(">")))
                    .allSatisfy(line -> assertThat(line).hasSizeLessThanOrEqualTo(76));
        }
    }

    /// The mails are not part of the repository: without the folder that holds them, nothing is tested.
    @Test
    void commentsOnAPostedPatchStandUnderTheLinesOfItsReviewer() throws IOException {
        Path posted = Path.of("..", "..", "shared", "mail", "rfc-v3-3of5-review.eml").toAbsolutePath().normalize();
        assumeTrue(Files.isRegularFile(posted));
        var reviewed = new ArrayList<String>();
        String quoted = "";
        for (String line : Files.readAllLines(posted)) {
            if (line.startsWith("> > +")) {
                quoted = line.substring(4);
            } else if (line.startsWith("> ")
                    && !line.startsWith("> >")
                    && line.length() > 2
                    && !quoted.isEmpty()
                    && !line.matches("> (Best,|Caleb)")) {
                reviewed.add(quoted);
            }
        }
        Cli run = Cli.run(folder, "review", "--quoted", "--comments", "99", "--date", DATE, posted.toString());
        var commented = new ArrayList<String>();
        List<String> lines = run.out().lines().toList();
        for (int line = 0; line + 2 < lines.size(); line++) {
            if (lines.get(line).startsWith("> ") && lines.get(line + 1).isEmpty()) {
                commented.add(lines.get(line).substring(2));
            }
        }
        // What he says twice is said once here, and names the other line.
        var once = new ArrayList<>(reviewed.stream().distinct().toList());
        assertThat(once.removeLast()).contains("read_unaligned");
        assertThat(commented).hasSize(4).isSubsetOf(once);
        // A mail has no room for more; what is left is a note on the one line that remains.
        assertThat(once).filteredOn(line -> !commented.contains(line)).singleElement().asString().contains("MaybeUninit");
        assertThat(run.out()).contains("Besides: needless-uninit (line 76)");
        assertThat(run.out()).containsPattern("At line \\d+, the payload of an SQE is read by `ptr::read_unaligned\\(\\)`");
    }

    @Test
    void aMailIsReadFromStandardInputToo() throws IOException {
        var out = new ByteArrayOutputStream();
        var err = new ByteArrayOutputStream();
        var terminal = new Terminal(
                new ByteArrayInputStream(example("single.eml").getBytes(StandardCharsets.UTF_8)),
                new PrintStream(out),
                new PrintStream(err),
                folder,
                80,
                false,
                false,
                false,
                false,
                CachePlace.NONE);
        assertThat(Main.run(terminal, "check", "--format", "gcc", "--patch", "-")).isEqualTo(ExitCode.FINDINGS);
        assertThat(out.toString(StandardCharsets.UTF_8)).contains("drivers/leds/lamp.rs:34:12: error: ");
    }

    @Test
    void withNothingToSayThereIsNoMail() throws IOException {
        String right = example("single.eml")
                .replace("pub fn finish(&self, result: i32, issue_flags: u32)", "fn unused(&self)")
                .replaceAll(
                        "(?m)^\\+.*io_uring_cmd_done.*$", "+        unsafe { core::hint::unreachable_unchecked() };")
                .replace(
                        "core::ptr::read_unaligned(payload.cast::<u32>())",
                        "u32::from(core::ptr::read_volatile(payload))");
        Cli run = review(right);
        assertThat(run.out()).isEmpty();
        assertThat(run.exit()).isZero();
    }

    @Test
    void recipientsCanBeNarrowedDown() throws IOException {
        String mail = example("single.eml");
        assertThat(review(mail).out())
                .contains("\nTo: ")
                .contains("<author@example.org>")
                .contains("io-uring@lists.example.org")
                .contains("maintainer@example.com");
        assertThat(review(mail, "--author-only").out())
                .contains("<author@example.org>")
                .doesNotContain("Cc:", "lists.example.org");
        assertThat(review(mail, "--domain", "example.org").out())
                .contains("io-uring@lists.example.org")
                .doesNotContain("example.com");
        assertThat(review(mail, "--domain", "example.com").out())
                .contains("maintainer@example.com")
                .doesNotContain("<author@example.org>", "lists.example.org");
    }

    @Test
    void nothingOfAMailCanGetIntoTheHeaderOfTheReply() throws IOException {
        String evil = example("single.eml")
                .replace(
                        "Subject: [RFC PATCH v2] rust: lamp: answer commands of io_uring",
                        "Subject: =?UTF-8?Q?[PATCH]_lamp=0D=0ABcc:_victim@example.net=0D=0A=0D=0Abody?=")
                .replace("Cc: \"Maintainer, of the Subsystem\"", "Cc: =?UTF-8?Q?x=0D=0ABcc:_victim@example.net?=")
                .replace("Message-ID: <20260202093000.7-1-author@example.org>", "Message-ID: <a b\u0001c@example.org>");
        String out = review(evil).out();
        String header = out.substring(0, out.indexOf("\n\n"));
        assertThat(header.lines().filter(line -> !line.startsWith(" ")))
                .allSatisfy(line -> assertThat(line)
                        .matches(
                                "(From|To|Cc|Subject|Date|Message-ID|In-Reply-To|References|Auto-Submitted|X-uringlint|MIME-Version|Content-Type|Content-Transfer-Encoding):"
                                    + " .*"));
        assertThat(header).doesNotContain("\r").doesNotContain("\u0001");
        assertThat(out.substring(out.indexOf("\n\n"))).startsWith("\n\nOn ");
    }

    @Test
    void programsAreNotAnswered() throws IOException {
        for (String field : List.of("Auto-Submitted: auto-generated", "X-uringlint: uringlint 0.1.0")) {
            Cli run = review(example("single.eml").replace("MIME-Version", field + "\nMIME-Version"));
            assertThat(run.out()).isEmpty();
            assertThat(run.exit()).isZero();
            assertThat(run.err()).contains("mails of programs are not answered");
        }
        assertThat(review(example("single.eml").replace("MIME-Version", "Auto-Submitted: no\nMIME-Version"))
                        .out())
                .isNotEmpty();
    }

    @Test
    void aPatchThatIsOnlyQuotedIsReviewedWhenAskedFor() throws IOException {
        String mail = example("single.eml");
        String body = mail.substring(mail.indexOf("\n\n") + 2);
        String reply = "From: Reviewer <reviewer@example.org>\n"
                + "To: author@example.org\n"
                + "Subject: Re: [RFC PATCH v2] rust: lamp: answer commands of io_uring\n"
                + "Message-ID: <2@example.org>\n"
                + "In-Reply-To: <20260202093000.7-1-author@example.org>\n\n"
                + "On Mon, Feb 2, 2026, the author wrote:\n"
                + String.join("\n", body.lines().map(line -> "> " + line).toList())
                        .replace("> +        Ok(Self { raw })", "> +        Ok(Self { raw })\n\nIs this right?\n")
                + "\n";
        Cli unasked = review(reply);
        assertThat(unasked.out()).isEmpty();
        assertThat(unasked.err()).contains("--quoted");
        assertThat(unasked.exit()).isZero();
        Cli run = review(reply, "--quoted");
        assertThat(run.out())
                .contains("In-Reply-To: <2@example.org>")
                .contains("Reviewer quoted:\n")
                .contains("[done-by-reference]")
                .contains("[sqe-plain-read]");
        assertThat(run.out()).contains("Subject: Re: [RFC PATCH v2]").doesNotContain("Re: Re:");
    }

    @Test
    void eachMailGoesToAFileOfItsOwnWhereAFolderIsNamed() throws IOException {
        Cli run = review(example("series.mbox"), "--output-dir", "replies");
        assertThat(run.out()).isEmpty();
        try (var files = Files.list(folder.resolve("replies"))) {
            assertThat(files.map(file -> file.getFileName().toString()).sorted())
                    .containsExactly("0001.eml", "0002.eml", "0003.eml");
        }
        assertThat(Files.readString(folder.resolve("replies/0001.eml"))).startsWith("From: ");
    }

    @Test
    void programsGetAllOfItAsJson() throws IOException {
        review(example("series.mbox"), "--report", "report.json");
        JsonObject report = JsonParser.parseString(Files.readString(folder.resolve("report.json"))).getAsJsonObject();
        JsonObject series = report.getAsJsonArray("series").get(0).getAsJsonObject();
        assertThat(series.get("title").getAsString()).isEqualTo("[PATCH 0/3] frob: commands over io_uring");
        assertThat(series.get("fit").getAsString()).isEqualTo("none");
        assertThat(series.get("left").getAsString()).isEmpty();
        JsonObject second = series.getAsJsonArray("patches").get(1).getAsJsonObject();
        assertThat(second.get("messageId").getAsString()).isEqualTo("<20260131120000.1-3-author@example.org>");
        assertThat(second.getAsJsonArray("findings")).hasSize(3);
        JsonObject reply = series.getAsJsonArray("replies").get(1).getAsJsonObject();
        assertThat(reply.get("inReplyTo")).isEqualTo(second.get("messageId"));
        assertThat(reply.getAsJsonArray("cc")).hasSize(3);

        review("From: a@example.org\nSubject: [PATCH] x\nMessage-ID: <1@example.org>\n\n---\n"
                + "--- a/x.c\n+++ b/x.c\n@@ -1,1 +1,2 @@\n int x;\n+int y;\n", "--report", "report.json");
        assertThat(Files.readString(folder.resolve("report.json"))).contains("no code that works on commands could be seen in it");
    }

    @Test
    void oneMailASeriesNamesWhatIsInTheOthers() throws IOException {
        Cli run = review(example("series.mbox"), "--one");
        assertThat(run.out()).startsWith("From: uringlint").contains("Subject: Re: [PATCH 2/3] frob: spin at a speed");
        assertThat(run.out().replaceAll("\\s+", " ")).contains(
                "Found in the other patches of the series, without a mail of their own: patch 3/3: 1 error, 2 warnings.");
    }

    @Test
    void wrongOptionsAreNamed() throws IOException {
        assertThat(review(example("single.eml"), "--from", "nobody").exit()).isEqualTo(ExitCode.USAGE);
        assertThat(review(example("single.eml"), "--kernel", "new").err()).contains("no kernel version");
        assertThat(review("Hello,\n\nno patch here.\n").exit()).isEqualTo(ExitCode.NO_PATCH);
    }

    @Test
    void thePlaceOfTheTreeOnThisMachineIsNotTold() throws IOException {
        Files.createDirectories(folder.resolve("linux/drivers/leds"));
        assertThat(review(
                                example("single.eml"),
                                "--base",
                                folder.resolve("linux").toString())
                        .out())
                .contains("The patch was applied to linux.\n")
                .contains(" --base linux\n")
                .doesNotContain(folder.toString());
        try (var repo = new Repo(folder.resolve("git"))) {
            String commit = repo.write("drivers/leds/other.c", "int x;\n").commit("leds: begin");
            assertThat(review(example("single.eml"), "--base", repo.folder + "@main")
                            .out())
                    .contains("The patch was applied to REPO@" + commit.substring(0, 12) + ".\n")
                    .doesNotContain(folder.toString());
        }
    }

    @Test
    void aPatchThatOnlyRenamesIsAnsweredWithoutAQuotation() throws IOException {
        String helper =
                "#include <linux/io_uring/cmd.h>\n\nint x_finish(struct io_uring_cmd *cmd)\n{\n\treturn 0;\n}\n";
        String driver = Drivers.driver(
                "\tint ret = x_finish(cmd);\n\n\tio_uring_cmd_done(cmd, 0, 0, issue_flags);\n\treturn ret;\n");
        try (var repo = new Repo(folder.resolve("git"))) {
            repo.write("drivers/x/x.c", driver).write("lib/finish.c", helper).commit("x: begin");
            String patch = "From: Driver Author <author@example.org>\n"
                    + "Subject: [PATCH] x: move\n"
                    + "Message-ID: <1@example.org>\n\n"
                    + "---\n"
                    + "diff --git a/lib/finish.c b/drivers/x/finish.c\n"
                    + "similarity index 100%\n"
                    + "rename from lib/finish.c\n"
                    + "rename to drivers/x/finish.c\n";
            Cli run = review(patch, "--base", repo.folder.toString());
            assertThat(run.err()).isEmpty();
            assertThat(run.out())
                    .contains("\ndrivers/x/x.c:8:\n\nReturning `ret` completes `cmd` a second time")
                    .contains("[double-completion]")
                    .doesNotContain("\n> ");
        }
    }
}
