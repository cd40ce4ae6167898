// SPDX-License-Identifier: Apache-2.0

package uringlint.cli.mail;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

/// Mails that lost their line ends.
class CollapsedTest {
    private static final String WORDS = "From: A Reviewer Subject: Re: [PATCH] rust: lamp: add commands "
            + "Date: Tue, 3 Feb 2026 10:00:00 +0000 "
            + "Message-ID: On Mon, Feb 02, 2026 at 10:00:00AM +0000, the author wrote: > On Mon, Feb 2, 2026 somebody wrote: > > ";

    private static final String PATCH = "> > Adds commands for lamps, which are answered when the lamp has changed its color. "
            + "> > --- > > drivers/lamp.rs | 9 +++++++++ > > 2 files changed, 10 insertions(+) > > > > diff --git a/drivers/lamp.rs b/drivers/lamp.rs "
            + "> > new file mode 100644 > > index 000000000000..61e88bdf4e42 > > --- /dev/null > > +++ b/drivers/lamp.rs > > @@ -0,0 +1,9 @@ "
            + "> > +pub struct Lamp { > > + inner: Opaque, > Does this need a pin? > > > +} > > + > > +impl Lamp { > > + pub fn fits(&self) -> bool { "
            + "> > + size_of::() > 4 > > + } > > +} > > diff --git a/drivers/lib.rs b/drivers/lib.rs > > index ed53169e795c..d38cf7137401 100644 "
            + "> > --- a/drivers/lib.rs > > +++ b/drivers/lib.rs > > @@ -1,2 +1,3 @@ > > pub mod fan; > > +pub mod lamp; > > pub mod motor; > > -- > > 2.43.0 > >";

    private static Posted read(String text) {
        Postings read = Input.read(text.getBytes(StandardCharsets.UTF_8));
        assertThat(read.series()).hasSize(1);
        assertThat(read.series().getFirst().patches()).hasSize(1);
        return read.series().getFirst().patches().getFirst();
    }

    @Test
    void allLinesOfThePatchComeBack() {
        Posted patch = read(WORDS + PATCH);
        assertThat(patch.isRecovered()).isTrue();
        List<String> lines = new String(patch.diff().bytes(), StandardCharsets.UTF_8).lines().toList();
        assertThat(lines).contains("@@ -0,0 +1,9 @@", "+pub struct Lamp {", "+", "+ size_of::<T>() > 4");
        assertThat(lines).contains("@@ -1,2 +1,3 @@", " pub mod fan;", "+pub mod lamp;");
        assertThat(lines.stream().filter(line -> line.startsWith("+") && !line.startsWith("+++"))).hasSize(10);
    }

    @Test
    void argumentsAreInferredWhereOneFits() {
        List<String> lines = LostArguments.inferred(List.of(
                "+pub struct Lamp {",
                "+    inner: Opaque,",
                "+}",
                "+    pub unsafe fn from_raw<'a>(ptr: *mut bindings::lamp) -> Pin<&'a mut Lamp> {",
                "+pub struct Other {",
                "+    inner: Opaque,"));
        assertThat(lines.get(1)).isEqualTo("+    inner: Opaque<bindings::lamp>,");
        assertThat(lines.get(5)).isEqualTo("+    inner: Opaque,");
    }

    @Test
    void otherTextsStayAsTheyAre() {
        assertThat(Collapsed.restored("one line".getBytes(StandardCharsets.UTF_8))).isEmpty();
        assertThat(Collapsed.restored((WORDS + PATCH).replace(" > > ", "\n> > ").getBytes(StandardCharsets.UTF_8))).isEmpty();
    }
}
