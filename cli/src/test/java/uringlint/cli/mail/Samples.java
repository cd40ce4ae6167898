// SPDX-License-Identifier: Apache-2.0

package uringlint.cli.mail;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;

/// The sample mails, which were written for these tests: a small driver is posted in every way in which people post.
final class Samples {
    private Samples() {}

    static byte[] bytes(String name) {
        try (InputStream in = Samples.class.getResourceAsStream("/mail/" + name)) {
            assertThat(in).as(name).isNotNull();
            return in.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static Postings read(String name) {
        return Input.read(bytes(name));
    }

    /// The only patch of the sample.
    static Posted only(String name) {
        return only(read(name));
    }

    static Posted only(Postings read) {
        assertThat(read.series()).hasSize(1);
        assertThat(read.series().getFirst().patches()).hasSize(1);
        return read.series().getFirst().patches().getFirst();
    }

    /// The patch that most of the samples hold.
    static DiffText diff() {
        return new DiffText(bytes("patch.diff"));
    }

    static List<Trouble.Kind> kinds(Postings read) {
        return read.troubles().stream().map(Trouble::kind).toList();
    }
}
