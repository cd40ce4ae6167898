// SPDX-License-Identifier: Apache-2.0

package uringlint.syntax;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Which code of the system is loaded, and from where.
class NativesTest {
    @TempDir
    private Path folder;

    private static String own(String library) {
        return Natives.fileName(library, System.getProperty("os.name"), System.getProperty("os.arch"));
    }

    private static byte[] packed(String name) throws IOException {
        try (InputStream input = Natives.class.getResourceAsStream("/lib/" + name)) {
            return input.readAllBytes();
        }
    }

    @Test
    void everyLibraryOfEverySystemIsPinned() throws IOException, NoSuchAlgorithmException {
        for (String library : List.of("tree-sitter", "tree-sitter-c", "tree-sitter-rust")) {
            for (String system : List.of("Linux", "Mac OS X")) {
                for (String cpu : List.of("amd64", "x86_64", "aarch64", "arm64")) {
                    String name = Natives.fileName(library, system, cpu);
                    assertThat(Natives.HASHES)
                            .containsEntry(
                                    name,
                                    HexFormat.of()
                                            .formatHex(MessageDigest.getInstance("SHA-256")
                                                    .digest(packed(name))));
                }
            }
        }
    }

    @Test
    void otherSystemsAreNamed() {
        for (String cpu : List.of("riscv64", "s390x", "ppc64le", "arm", "x86", "loongarch64")) {
            assertThatThrownBy(() -> Natives.fileName("tree-sitter", "Linux", cpu))
                    .isInstanceOf(Natives.Unusable.class)
                    .hasMessageContaining(cpu);
        }
        assertThatThrownBy(() -> Natives.fileName("tree-sitter", "Windows 11", "amd64"))
                .isInstanceOf(Natives.Unusable.class);
    }

    @Test
    void aFolderThatIsRelativeIsNeverUsed() {
        assertThat(Natives.caches(null, "?")).isEmpty();
        assertThat(Natives.caches("cache", "?")).isEmpty();
        assertThat(Natives.caches("", null)).isEmpty();
        assertThat(Natives.caches("cache", "/home/x")).contains(Path.of("/home/x/.cache/uringlint"));
        assertThat(Natives.caches("/caches", "/home/x")).contains(Path.of("/caches/uringlint"));
    }

    @Test
    void whatIsNotTheLibraryIsReplacedBeforeItIsLoaded() throws IOException {
        String name = own("tree-sitter-c");
        byte[] right = packed(name);
        Path cache = folder.resolve("a/b");
        assertThat(Natives.cached(cache, name)).contains(cache.resolve(name));
        for (byte[] wrong : List.of(new byte[0], "evil".getBytes(StandardCharsets.US_ASCII), Arrays.copyOf(right, right.length / 2))) {
            Files.write(cache.resolve(name), wrong);
            assertThat(Natives.cached(cache, name)).contains(cache.resolve(name));
            assertThat(Files.readAllBytes(cache.resolve(name))).isEqualTo(right);
        }
        Path elsewhere = Files.write(folder.resolve("elsewhere"), right);
        Files.delete(cache.resolve(name));
        Files.createSymbolicLink(cache.resolve(name), elsewhere);
        assertThat(Natives.cached(cache, name)).isPresent();
        assertThat(cache.resolve(name)).isRegularFile().matches(file -> !Files.isSymbolicLink(file));
    }

    @Test
    void aFolderOfOthersIsNotUsed() throws IOException {
        String name = own("tree-sitter-c");
        Path open = Files.createDirectories(folder.resolve("a/open"));
        Files.setPosixFilePermissions(open, PosixFilePermissions.fromString("rwxrwxrwx"));
        assertThat(Natives.cached(open, name)).isPresent();
        assertThat(Files.getPosixFilePermissions(open)).isEqualTo(PosixFilePermissions.fromString("rwx------"));
        assertThat(Natives.cached(Path.of("/proc/1/a"), name)).isEmpty();
        if ((int) Files.getAttribute(Path.of("/proc/self"), "unix:uid") == 0) {
            Path strange = Files.createDirectories(folder.resolve("strange/v"));
            Files.setAttribute(strange, "unix:uid", 12_345);
            assertThat(Natives.cached(strange, name)).isEmpty();
            Path below = Files.createDirectories(folder.resolve("above/v"));
            Files.setAttribute(below.getParent(), "unix:uid", 12_345);
            assertThat(Natives.cached(below, name)).isEmpty();
            Path link = Files.createSymbolicLink(folder.resolve("a/link"), strange);
            assertThat(Natives.cached(link, name)).isEmpty();
        }
    }
}
