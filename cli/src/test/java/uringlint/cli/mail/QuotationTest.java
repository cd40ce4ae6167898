// SPDX-License-Identifier: Apache-2.0

package uringlint.cli.mail;

import static org.assertj.core.api.Assertions.assertThat;
import static uringlint.cli.mail.Samples.only;
import static uringlint.cli.mail.Samples.read;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class QuotationTest {
    @ParameterizedTest
    @ValueSource(strings = {"quoted.eml", "quoted-tight.eml", "quoted-twice.eml", "quoted-wrapped.eml"})
    void wholePatchIsRecovered(String name) {
        Posted patch = only(name);

        assertThat(patch.isRecovered()).isTrue();
        assertThat(patch.gaps()).isEmpty();
        assertThat(patch.diff()).isEqualTo(Samples.diff());
        assertThat(patch.subject()).isEqualTo("char: chan: add a channel device");
        assertThat(patch.message()).startsWith("Commands wait").endsWith("<author@example.org>");
        assertThat(patch.number()).isEqualTo(1);
        assertThat(read(name).series().getFirst().total()).isEqualTo(3);
    }

    @Test
    void tabsThatBecameBlanksAreTabsAgain() {
        assertThat(only("quoted-blanks.eml").diff().text())
                .contains("\n+\tspin_lock_irq(&chan_lock);\n+\tif (waiting) {\n+\t\tspin_unlock_irq")
                .contains("\n+\t.owner                = THIS_MODULE");
    }

    @Test
    void whatWasLeftOutOfANewFileIsAGap() {
        Posted patch = only("quoted-snipped.eml");

        assertThat(patch.gaps())
                .singleElement()
                .asString()
                .isEqualTo("the hunk `@@ -0,0 +1,37 @@` of `drivers/char/chan.c` ends after 15 lines");
        assertThat(read("quoted-snipped.eml").troubles()).extracting(Trouble::kind).contains(Trouble.Kind.PARTIAL);
        assertThat(patch.diff().text())
                .contains("@@ -0,0 +1,15 @@\n")
                .doesNotContain("chan_wait(struct")
                .endsWith("+};\n");
    }

    @Test
    void hunksThatAreCutShortCountTheirLines() {
        assertThat(only("quoted-cut.eml").diff().text()).isEqualTo("""
            diff --git a/drivers/char/chan.c b/drivers/char/chan.c
            index 2f04f9f..03e0b7a 100644
            --- a/drivers/char/chan.c
            +++ b/drivers/char/chan.c
            @@ -5,3 +5,4 @@
             #include <linux/module.h>
            \s
             #define CHAN_OP_WAIT	1
            +#define CHAN_OP_NOP	2
            @@ -41,4 +42,7 @@ static void chan_interrupt(void)
            \s
             static int chan_uring_cmd(struct io_uring_cmd *cmd, unsigned int issue_flags)
             {
            +	if (!(issue_flags & IO_URING_F_SQE128))
            +		return -EINVAL;
            +
             	switch (cmd->cmd_op) {
            """);
    }

    @Test
    void hunkWhoseMiddleWasLeftOutIsTwo() {
        String text = """
            From: Reviewer <reviewer@example.org>
            Subject: Re: [PATCH] x: y
            Message-ID: <r@example.org>

            > diff --git a/x.c b/x.c
            > --- a/x.c
            > +++ b/x.c
            > @@ -10,9 +10,11 @@ int f(void)
            >  one
            > +two
            >  three

            <snip>

            >  eight
            > +nine
            >  ten
            """;
        assertThat(only(Input.read(text.getBytes(StandardCharsets.UTF_8)))
                        .diff()
                        .text())
                .endsWith("@@ -10,2 +10,3 @@ int f(void)\n"
                        + " one\n"
                        + "+two\n"
                        + " three\n"
                        + "@@ -17,2 +18,3 @@ int f(void)\n"
                        + " eight\n"
                        + "+nine\n"
                        + " ten\n");
    }

    @Test
    void emptyLinesAroundAnAnswerAreNotContext() {
        String text = """
            From: Reviewer <reviewer@example.org>
            Subject: Re: [PATCH] x: y
            Message-ID: <r@example.org>

            > diff --git a/x.c b/x.c
            > --- a/x.c
            > +++ b/x.c
            > @@ -1,3 +1,4 @@
            > \s
            > +two
            >

            Why?

            >
            >  three
            >  four
            """;
        Posted patch = only(Input.read(text.getBytes(StandardCharsets.UTF_8)));
        assertThat(patch.diff().text()).endsWith("@@ -1,3 +1,4 @@\n \n+two\n three\n four\n");
        assertThat(patch.gaps()).isEmpty();
    }

    @Test
    void blanksThatContextHasLostAreGivenBack() {
        String text = """
            From: Reviewer <reviewer@example.org>
            Subject: Re: [PATCH] x: y
            Message-ID: <r@example.org>

            > diff --git a/x.c b/x.c
            > --- a/x.c
            > +++ b/x.c
            > @@ -1,4 +1,5 @@
            > int f(void)
            > {
            > +	g();
            > 	return 0;
            > }
            """;
        assertThat(only(Input.read(text.getBytes(StandardCharsets.UTF_8)))
                        .diff()
                        .text())
                .endsWith("@@ -1,4 +1,5 @@\n int f(void)\n {\n+\tg();\n \treturn 0;\n }\n");
    }

    @Test
    void blanksThatDoNotBreakAreBlanks() {
        String text = """
            From: Reviewer <reviewer@example.org>
            Subject: Re: [PATCH] x: y
            Message-ID: <r@example.org>

            > diff --git a/x.c b/x.c
            > --- a/x.c
            > +++ b/x.c
            > @@ -1,2 +1,3 @@ int f(struct file *file,
            > unsigned int flags)
            >  ~g();
            > +~h();
            >  }
            """.replace("~", "\u00a0".repeat(7));
        assertThat(only(Input.read(text.getBytes(StandardCharsets.UTF_8))).diff().text())
                .endsWith("@@ -1,2 +1,3 @@ int f(struct file *file, unsigned int flags)\n \tg();\n+\th();\n }\n");
    }

    @Test
    void ownPatchCountsMoreThanTheQuotedOne() {
        Posted patch = only("quoted-own.eml");

        assertThat(patch.isRecovered()).isFalse();
        assertThat(patch.diff().text()).contains("+#define CHAN_OP_NOP");
        assertThat(patch.number()).isZero();
    }
}
