// SPDX-License-Identifier: Apache-2.0

package uringlint.cli.mail;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/// A posted patch, and a reply to a review of it that quotes all of it two levels deep. Neither mail is part of the repository: without the
/// folder that holds them, nothing is tested.
class PostedQuotationTest {
    private static final Path MAIL = Path.of("..", "..", "shared", "mail");

    @Test
    void patchInTheQuotationIsThePatchThatWasPosted() throws IOException {
        Path patch = MAIL.resolve("rfc-v3-3of5.eml");
        Path review = MAIL.resolve("rfc-v3-3of5-review.eml");
        assumeTrue(Files.isRegularFile(patch) && Files.isRegularFile(review));

        Posted posted = only(patch);
        Posted recovered = only(review);

        assertThat(recovered.diff().text()).isEqualTo(posted.diff().text()).hasLineCount(324);
        assertThat(recovered.subject()).isEqualTo(posted.subject());
        assertThat(recovered.message()).isEqualTo(posted.message()).startsWith("Implment the io-uring");
        assertThat(recovered.number()).isEqualTo(posted.number()).isEqualTo(3);
        assertThat(recovered.isRecovered()).isTrue();
        assertThat(recovered.gaps()).isEmpty();
    }

    private static Posted only(Path file) throws IOException {
        Postings read = Input.read(Files.readAllBytes(file));
        assertThat(read.troubles()).extracting(Trouble::kind).containsExactly(Trouble.Kind.INCOMPLETE_SERIES);
        assertThat(read.series()).hasSize(1);
        return read.series().getFirst().patches().getFirst();
    }
}
