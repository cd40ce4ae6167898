// SPDX-License-Identifier: Apache-2.0

package uringlint.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import org.junit.jupiter.api.Test;

/// The bill of materials names what the program is shipped with, and nothing else.
class SbomIT {
    private static final Path BOM = Path.of("../target/bom.json");
    private static final Path SHIPPED = Path.of("target/lib");

    @Test
    void itNamesWhatIsShipped() throws IOException {
        // Maven leaves the plugin out when it is offline, see docs/decisions/cyclonedx.md.
        assumeFalse(System.getProperty("uringlint.maven", "").equals("offline=true"));
        JsonObject bom = JsonParser.parseString(Files.readString(BOM)).getAsJsonObject();
        assertThat(bom.get("specVersion").getAsString()).startsWith("1.");
        assertThat(bom.getAsJsonObject("metadata").has("timestamp")).as("depends on the clock").isFalse();
        var foreign = new TreeMap<String, String>();
        var own = new ArrayList<String>();
        for (JsonElement element : bom.getAsJsonArray("components")) {
            JsonObject component = element.getAsJsonObject();
            assertThat(component.getAsJsonArray("licenses")).as(component.toString()).isNotEmpty();
            if (component.get("group").getAsString().equals("uringlint")) {
                own.add(component.get("name").getAsString());
            } else {
                foreign.put(component.get("name").getAsString() + "-" + component.get("version").getAsString() + ".jar", sha256(component));
            }
        }
        assertThat(own).containsExactlyInAnyOrder("analyzer", "rules", "cli");
        // Compiled into the program itself.
        assertThat(foreign.keySet().removeIf(jar -> jar.startsWith("picocli-"))).isTrue();
        assertThat(foreign).isEqualTo(shipped());
    }

    private static String sha256(JsonObject component) {
        for (JsonElement hash : component.getAsJsonArray("hashes")) {
            if (hash.getAsJsonObject().get("alg").getAsString().equals("SHA-256")) {
                return hash.getAsJsonObject().get("content").getAsString();
            }
        }
        throw new AssertionError("no hash: " + component);
    }

    private static Map<String, String> shipped() throws IOException {
        List<Path> jars;
        try (Stream<Path> files = Files.list(SHIPPED)) {
            jars = files.filter(jar -> !jar.getFileName().toString().matches("(analyzer|rules)-.*")).toList();
        }
        var hashes = new TreeMap<String, String>();
        for (Path jar : jars) {
            hashes.put(jar.getFileName().toString(), hash(Files.readAllBytes(original(jar))));
        }
        return hashes;
    }

    /// The archive that was got: JGit's is shipped without its signature, and SQLite's without its libraries for machines that are not
    /// served, with all else that they hold.
    private static Path original(Path shipped) throws IOException {
        String name = shipped.getFileName().toString();
        String missing = name.startsWith("org.eclipse.jgit-") ? "META-INF/[^/]*\\.(SF|RSA)"
                : name.startsWith("sqlite-jdbc-") ? "org/sqlite/native/(?!Linux/(x86_64|aarch64)/|Mac/).*"
                : "";
        if (missing.isEmpty()) {
            return shipped;
        }
        String classes = System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
        Path original = Arrays.stream(classes.split(File.pathSeparator))
                .map(Path::of)
                .filter(entry -> entry.endsWith(name))
                .findFirst()
                .orElseThrow();
        Map<String, String> got = entries(original);
        assertThat(got.keySet().removeIf(entry -> entry.matches(missing))).as("what is left out of " + name).isTrue();
        assertThat(entries(shipped)).isEqualTo(got);
        return original;
    }

    private static Map<String, String> entries(Path jar) throws IOException {
        var entries = new TreeMap<String, String>();
        try (var archive = new ZipFile(jar.toFile())) {
            for (ZipEntry entry : Collections.list(archive.entries())) {
                // The manifest is written anew, with the same lines in another order.
                if (!entry.isDirectory() && !entry.getName().equals("META-INF/MANIFEST.MF")) {
                    entries.put(entry.getName(), hash(archive.getInputStream(entry).readAllBytes()));
                }
            }
        }
        return entries;
    }

    private static String hash(byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError(e);
        }
    }
}
