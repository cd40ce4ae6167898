// SPDX-License-Identifier: Apache-2.0

package uringlint.cli.find;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StampTest {
    @TempDir
    private Path folder;

    private Stamp stamp(Path file) {
        return Stamp.of(file).orElseThrow();
    }

    @Test
    void aFileThatIsWrittenAnewHasAnotherStamp() throws IOException {
        Path file = Files.writeString(folder.resolve("own.c"), "one");
        Stamp before = stamp(file);
        assertThat(stamp(file)).isEqualTo(before);
        FileTime time = Files.getLastModifiedTime(file);
        Path other = Files.writeString(folder.resolve("other.c"), "two");
        Files.setLastModifiedTime(other, time);
        assertThat(stamp(other)).as("another file of the same size and time").isNotEqualTo(before);
        Files.writeString(file, "longer");
        assertThat(stamp(file)).isNotEqualTo(before);
        assertThat(Stamp.of(folder)).isEmpty();
        assertThat(Stamp.of(folder.resolve("none.c"))).isEmpty();
        Path link = Files.createSymbolicLink(folder.resolve("link.c"), file);
        assertThat(Stamp.of(link, LinkOption.NOFOLLOW_LINKS)).isEmpty();
        assertThat(stamp(link)).isEqualTo(stamp(file));
    }

    /// What is written to twice in one tick of the clock has one stamp.
    @Test
    void aStampOfJustNowIsNotSettled() throws IOException {
        Path file = Files.writeString(folder.resolve("own.c"), "one");
        long now = System.currentTimeMillis();
        assertThat(stamp(file).isSettledBefore(now)).isFalse();
        assertThat(stamp(file).isSettledBefore(now + 60_000)).isTrue();
        // The time that a user sets says nothing of when the file was written.
        Files.setLastModifiedTime(file, FileTime.fromMillis(1_000_000_000_000L));
        assertThat(stamp(file).isSettledBefore(now)).isFalse();
    }

    @Test
    void whatIsNamedByItsContentIsAlwaysSettled() {
        assertThat(Stamp.of(new byte[] {1}).isSettledBefore(0)).isTrue();
        assertThat(Stamp.of(new byte[] {1})).isEqualTo(Stamp.of(new byte[] {1})).isNotEqualTo(Stamp.of(new byte[] {2}));
        byte[] id = new byte[20];
        Stamp one = Stamp.ofGit(id);
        id[19] = 1;
        assertThat(Stamp.ofGit(id)).isNotEqualTo(one);
        assertThat(one.isSettledBefore(0)).isTrue();
    }
}
