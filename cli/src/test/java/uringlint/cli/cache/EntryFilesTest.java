// SPDX-License-Identifier: Apache-2.0

package uringlint.cli.cache;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EntryFilesTest {
    @TempDir
    private Path top;

    private EntryFiles entries(long limit) {
        return new EntryFiles(top.resolve("uringlint/results"), limit);
    }

    private static String text(ByteBuffer bytes) {
        return StandardCharsets.UTF_8.decode(bytes).toString();
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private List<Path> files() throws IOException {
        try (Stream<Path> files = Files.list(top.resolve("uringlint/results"))) {
            return files.sorted().toList();
        }
    }

    @Test
    void whatIsKeptIsFoundByItsKey() {
        EntryFiles entries = entries(1_000);
        assertThat(entries.read("a")).isEmpty();
        entries.write("a", bytes("one"));
        entries.write("b", bytes("two"));
        entries.write("a", bytes("three"));
        assertThat(entries.read("a").map(EntryFilesTest::text)).contains("three");
        assertThat(entries.read("b").map(EntryFilesTest::text)).contains("two");
        assertThat(entries.read("c")).isEmpty();
        assertThat(entries.size().entries()).isEqualTo(2);
    }

    @Test
    void whateverByteIsDamagedTheEntryIsGone() throws IOException {
        EntryFiles entries = entries(1_000);
        entries.write("key", bytes("some bytes"));
        Path file = files().getFirst();
        byte[] whole = Files.readAllBytes(file);
        for (int at = 0; at < whole.length; at++) {
            byte[] damaged = whole.clone();
            damaged[at] ^= 0x10;
            Files.write(file, damaged);
            Optional<ByteBuffer> read = entries.read("key");
            assertThat(read).as("byte %d", at).isEmpty();
            assertThat(file).as("byte %d", at).doesNotExist();
        }
        for (int length = 0; length < whole.length; length++) {
            Files.write(file, Arrays.copyOf(whole, length));
            assertThat(entries.read("key")).as("%d bytes", length).isEmpty();
        }
    }

    @Test
    void aFolderThatOthersMayWriteToIsNotUsed() throws IOException {
        EntryFiles entries = entries(1_000);
        entries.write("key", bytes("mine"));
        Files.setPosixFilePermissions(top.resolve("uringlint/results"), PosixFilePermissions.fromString("rwxrwxrwx"));
        assertThat(entries.read("key")).isEmpty();
        entries.write("other", bytes("mine"));
        assertThat(files()).hasSize(1);
    }

    @Test
    void aFolderThatCannotBeMadeKeepsNothing() throws IOException {
        Files.createFile(top.resolve("uringlint"));
        EntryFiles entries = entries(1_000);
        entries.write("key", bytes("lost"));
        assertThat(entries.read("key")).isEmpty();
        assertThat(entries.size().entries()).isZero();
        entries.trim();
        entries.clean();
    }

    @Test
    void theOldestGoWhereThereAreTooMany() throws IOException {
        EntryFiles entries = entries(1_000);
        for (int number = 0; number < 10; number++) {
            entries.write("key" + number, new byte[180]);
        }
        List<Path> files = files();
        for (int number = 0; number < files.size(); number++) {
            Files.setLastModifiedTime(files.get(number), FileTime.fromMillis(1_000_000_000L * (number + 1)));
        }
        entries.trim();
        assertThat(entries.size().bytes()).isBetween(500L, 750L);
        assertThat(files()).isEqualTo(files.subList(files.size() - files().size(), files.size()));
        entries.clean();
        assertThat(files()).isEmpty();
    }

    /// Several processes are like several threads that each have entries of their own.
    @Test
    void whoeverReadsWhileOthersWriteSeesOneWholeEntry() {
        List<String> seen = IntStream.range(0, 8).parallel().boxed().flatMap(writer -> {
            EntryFiles entries = entries(1 << 20);
            return IntStream.range(0, 50).mapToObj(round -> {
                entries.write("key", bytes(("" + writer).repeat(1_000)));
                return entries.read("key").map(EntryFilesTest::text).orElse("nothing");
            });
        }).toList();
        assertThat(seen).allSatisfy(text -> assertThat(text).matches("(\\d)\\1{999}"));
    }

    @Test
    void theFolderIsTheUsersAndNeverRelative() {
        assertThat(CacheFolder.of("/caches", "/home/x")).contains(Path.of("/caches/uringlint/results"));
        assertThat(CacheFolder.of("caches", "/home/x")).contains(Path.of("/home/x/.cache/uringlint/results"));
        assertThat(CacheFolder.of(null, "?")).isEmpty();
        assertThat(CachePlace.ofProcess(List.of(EntryFilesTest.class)).isUsed()).isFalse();
    }
}
