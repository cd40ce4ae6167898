// SPDX-License-Identifier: Apache-2.0

package uringlint.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The wrapper of Maven runs what has the hash that it knows, and nothing else, whatever it is given from outside.
class WrapperTest {
    private static final Path ROOT = Path.of("..");
    private static final String PROPERTIES = ".mvn/wrapper/maven-wrapper.properties";
    private static final String HASH = "distributionSha256Sum=";

    @TempDir
    private Path folder;

    @Test
    void aDistributionWithAnotherHashIsNotRun() throws IOException {
        Program run = run(Files.readString(ROOT.resolve(PROPERTIES)));
        assertThat(run.exit()).isNotZero();
        assertThat(run.out()).doesNotContain("was run");
        assertThat(run.err()).contains("Failed to validate Maven distribution SHA-256");
    }

    @Test
    void theDistributionWithTheHashIsRun() throws IOException {
        Program run = run(Files.readString(ROOT.resolve(PROPERTIES))
                .replaceFirst(HASH + "[0-9a-f]{64}", HASH + hash(distribution())));
        assertThat(run.out()).contains("was run with verify");
    }

    /// Runs the wrapper where every download is a small Maven of our own.
    private Program run(String properties) throws IOException {
        assumeTrue(Program.exists("sha256sum") && Program.exists("unzip"));
        Path checkout = Files.createDirectory(folder.resolve("checkout"));
        Files.copy(ROOT.resolve("mvnw"), checkout.resolve("mvnw"), StandardCopyOption.COPY_ATTRIBUTES);
        Files.createDirectories(checkout.resolve(PROPERTIES).getParent());
        Files.writeString(checkout.resolve(PROPERTIES), properties);
        Path zip = distribution();
        // The names of a download and of its target stand in this order for wget, and in the other one for curl.
        Program.script(
                folder.resolve("bin/wget"), "while [ \"$1\" != -O ]; do shift; done\nexec cp '" + zip + "' \"$2\"\n");
        String path = folder.resolve("bin") + ":" + System.getenv("PATH");
        return Program.run(
                checkout,
                Map.of(
                        "PATH",
                        path,
                        "HOME",
                        folder.toString(),
                        "MAVEN_USER_HOME",
                        folder.resolve("home").toString()),
                List.of("./mvnw", "verify"));
    }

    private Path distribution() throws IOException {
        Path zip = folder.resolve("maven.zip");
        String version = "apache-maven-"
                + Files.readString(ROOT.resolve(PROPERTIES))
                        .replaceFirst("(?s).*apache-maven-([\\d.]+)-bin\\.zip.*", "$1");
        if (!Files.exists(zip)) {
            try (FileSystem inside =
                    FileSystems.newFileSystem(zip, Map.of("create", "true", "enablePosixFileAttributes", "true"))) {
                Path program = inside.getPath(version, "bin", "mvn");
                Files.createDirectories(program.getParent());
                Files.writeString(program, "#!/bin/sh\necho was run with \"$@\"\n");
                Files.setPosixFilePermissions(program, PosixFilePermissions.fromString("rwxr-xr-x"));
            }
        }
        return zip;
    }

    private static String hash(Path file) throws IOException {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(Files.readAllBytes(file)));
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError(e);
        }
    }
}
