// SPDX-License-Identifier: Apache-2.0

package uringlint.cli.find;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CountDownLatch;
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
        TreeScan.Scanned scanned = TreeScan.scan(folder, ByteSearch.of("uring_cmd"));
        assertThat(scanned.files())
                .extracting(path -> path.getFileName().toString())
                .hasSize(8)
                .allMatch(name -> name.startsWith("at"));
        assertThat(scanned.unreadable()).isEmpty();
    }

    @Test
    void aFolderThatIsGoneIsUnreadable() {
        TreeScan.Scanned scanned = TreeScan.scan(folder.resolve("gone"), ByteSearch.of("uring_cmd"));
        assertThat(scanned.unreadable()).hasSize(1);
    }

    @Test
    void whatGoesWrongInAnyThreadEndsTheScan() throws IOException {
        for (int index = 0; index < 8; index++) {
            Files.createDirectories(folder.resolve("f" + index));
            Files.writeString(folder.resolve("f" + index + "/x.c"), "uring_cmd");
        }
        Thread caller = Thread.currentThread();
        for (Throwable error : List.of(
                new IllegalStateException("odd"),
                new OutOfMemoryError("full"),
                new StackOverflowError(),
                new NoClassDefFoundError("gone"))) {
            for (int run = 0; run < 20; run++) {
                assertThatThrownBy(() -> TreeScan.scan(folder, failing(error, caller))).isSameAs(error);
            }
        }
    }

    /// A search that fails in every thread but one, and there waits until another one came.
    private static TreeScan.Search failing(Throwable error, Thread caller) {
        var failed = new CountDownLatch(1);
        return new TreeScan.Search() {
            @Override
            public boolean isIn(byte[] bytes, int end) {
                if (Thread.currentThread() == caller && Runtime.getRuntime().availableProcessors() > 1) {
                    try {
                        failed.await();
                    } catch (InterruptedException _) {
                        Thread.currentThread().interrupt();
                    }
                    return true;
                }
                failed.countDown();
                if (error instanceof Error fatal) {
                    throw fatal;
                }
                throw (RuntimeException) error;
            }

            @Override
            public int length() {
                return 9;
            }
        };
    }
}
