package uringlint.cli.find;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TreeScanTest {
    @TempDir
    private Path folder;

    @Test
    void aWordIsFoundWhereverItLies() throws IOException {
        int buffer = 1 << 18;
        for (int at : new int[] {0, 1, buffer - 9, buffer - 5, buffer - 1, buffer, buffer + 1, 2 * buffer - 13}) {
            Files.writeString(folder.resolve("at" + at + ".c"), " ".repeat(at) + "uring_cmd" + " ".repeat(7));
        }
        Files.writeString(folder.resolve("none.c"), " ".repeat(3 * buffer) + "uring_cm");
        Files.writeString(folder.resolve("header.h"), "uring_cmd");
        TreeScan.Scanned scanned = TreeScan.scan(folder.toFile(), ByteSearch.of("uring_cmd"));
        assertThat(scanned.files()).extracting(File::getName).hasSize(8).allMatch(name -> name.startsWith("at"));
        assertThat(scanned.unreadable()).isEmpty();
    }

    @Test
    void aFolderThatIsGoneIsUnreadable() {
        TreeScan.Scanned scanned = TreeScan.scan(folder.resolve("gone").toFile(), ByteSearch.of("uring_cmd"));
        assertThat(scanned.unreadable()).hasSize(1);
    }
}
