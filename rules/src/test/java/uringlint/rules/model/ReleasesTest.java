// SPDX-License-Identifier: Apache-2.0

package uringlint.rules.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.BitSet;
import java.util.List;
import org.junit.jupiter.api.Test;
import uringlint.source.SourceFile;
import uringlint.version.KernelVersion;

class ReleasesTest {
    private static List<KernelVersion> between(String first, String last) {
        return Releases.between(KernelVersion.parse(first).orElseThrow(), KernelVersion.parse(last).orElseThrow());
    }

    @Test
    void releasesFollowOneAnother() {
        assertThat(between("5.19", "6.1")).extracting(KernelVersion::toString).containsExactly("5.19", "6.0", "6.1");
        assertThat(between("6.18", "7.1"))
                .extracting(KernelVersion::toString)
                .containsExactly("6.18", "6.19", "7.0", "7.1");
        assertThat(between("6.1", "6.1")).hasSize(1);
        assertThat(between("6.1", "4000.0")).hasSizeLessThan(300);
        assertThat(Releases.before(new KernelVersion(6, 0))).contains(new KernelVersion(5, 19));
        assertThat(Releases.before(new KernelVersion(5, 19))).isEmpty();
    }

    @Test
    void someAreSaidAsRanges() {
        List<KernelVersion> all = between("6.3", "6.9");
        var some = new BitSet();
        some.set(1, 4);
        some.set(6);
        assertThat(Releases.text(all, some)).isEqualTo("6.4..6.6, 6.9");
        some.set(0, 7);
        assertThat(Releases.text(all, some)).isEmpty();
    }

    @Test
    void conditionsNameReleases() {
        String text = "#if LINUX_VERSION_CODE >= KERNEL_VERSION(6, 8, 0)\n"
                + "#if LINUX_VERSION_CODE<KERNEL_VERSION(6,3,12)\n"
                + "KERNEL_VERSION(4, 4, 0) KERNEL_VERSION(6, 8, 1) KERNEL_VERSION(99, 0, 0)";
        var file = new SourceFile("x.c", text.getBytes(StandardCharsets.US_ASCII));
        assertThat(Releases.named(List.of(file))).extracting(KernelVersion::toString).containsExactly("6.3", "6.8");
    }
}
