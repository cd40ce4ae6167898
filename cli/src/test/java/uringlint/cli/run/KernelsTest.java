// SPDX-License-Identifier: Apache-2.0

package uringlint.cli.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import uringlint.version.KernelVersion;

class KernelsTest {
    @TempDir
    private Path folder;

    @Test
    void aVersionOrARangeIsRead() {
        assertThat(Kernels.parse("6.12")).map(Kernels::toString).contains("6.12");
        assertThat(Kernels.parse("6.1..7.3")).map(Kernels::toString).contains("6.1..7.3");
        assertThat(Kernels.parse("6.1..6.1.5")).map(Kernels::toString).contains("6.1");
        assertThat(Kernels.parse("7.3..6.1")).isEmpty();
        assertThat(Kernels.parse("..7.3")).isEmpty();
        assertThat(Kernels.parse("new")).isEmpty();
    }

    @Test
    void theMakefileAtTheTopOfATreeHasTheVersion() throws IOException {
        Files.createDirectories(folder.resolve("drivers/x"));
        Files.writeString(folder.resolve("Makefile"), "# SPDX\nVERSION = 6\nPATCHLEVEL = 12\nSUBLEVEL = 3\n");
        Files.writeString(folder.resolve("drivers/x/Makefile"), "obj-y += x.o\n");
        assertThat(KernelTree.version(folder.resolve("drivers/x"))).contains(new KernelVersion(6, 12));
    }

    @Test
    void noTreeHasNoVersion() {
        assertThat(KernelTree.version(folder)).isEqualTo(Optional.empty());
    }
}
