// SPDX-License-Identifier: Apache-2.0

package uringlint.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.google.gson.JsonParser;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import uringlint.cli.names.FileNames;

/// Names of files are bytes: whatever the locale says, each file is found, read, and named.
class NamesTest {
    private static final List<String> LOCALES = List.of(
            "LC_ALL=C", "LC_ALL=POSIX", "LC_ALL=C.UTF-8", "LC_ALL=xx_YY.UTF-8", "-u LC_ALL -u LANG -u LC_CTYPE");

    /// A folder in UTF-8, a file in UTF-8, both in bytes that are none, and one of each in the other.
    private static final List<String> NAMES =
            List.of("plain/x.c", "ü/x.c", "k/ж.c", "o\udcff/x.c", "p/\udcfe\udc80.c", "ü\udcc3/\udce9é😀.c");

    @TempDir
    private Path folder;

    private String path;

    @BeforeEach
    void write() throws IOException {
        assumeTrue(Program.exists("bash") && Files.isDirectory(Path.of("/proc/self")));
        path = Program.path(folder.resolve("bin"));
        for (String name : NAMES) {
            Path file = FileNames.resolve(folder.resolve("in"), name);
            Files.createDirectories(file.getParent());
            Files.writeString(file, Drivers.driver(Drivers.BODY_WRONG));
        }
    }

    private Program run(Path in, String locale, String arguments) throws IOException {
        return Program.run(
                in, Map.of("PATH", path), List.of("bash", "-c", "exec env " + locale + " uringlint " + arguments));
    }

    @Test
    void aNameHasOneTextThatLeadsBack() {
        for (String name : List.of(
                "a", "ä/b", "\udc80", "a\udcff\udcfe/ü\udc80", "../ü/../x", "/ü\udcff/x", "😀", "%41ü", "ü b?#&")) {
            assertThat(FileNames.text(FileNames.of(name))).isEqualTo(name);
            assertThat(FileNames.decode(FileNames.encode(name))).isEqualTo(name);
        }
        assertThat(FileNames.resolve(Path.of("/a"), "../ü/").normalize()).isEqualTo(FileNames.of("/ü"));
        assertThat(new String(FileNames.encode("\udcff"), StandardCharsets.ISO_8859_1)).isEqualTo("ÿ");
        for (String name : List.of("ü\0", "\ud800")) {
            try {
                assertThat(Files.exists(FileNames.of(name))).isFalse();
            } catch (InvalidPathException _) {
                // As good.
            }
        }
    }

    @Test
    void everyFileIsFoundWhateverTheLocale() throws IOException {
        for (String locale : LOCALES) {
            Program run = run(folder.resolve("in"), locale, "check --format json .");
            assertThat(run.exit()).as(locale + run.err()).isEqualTo(1);
            var found = new HashMap<String, Integer>();
            JsonParser.parseString(run.out())
                    .getAsJsonObject()
                    .getAsJsonArray("findings")
                    .forEach(finding ->
                            found.merge(finding.getAsJsonObject().get("path").getAsString(), 1, Integer::sum));
            assertThat(found.keySet()).as(locale).containsExactlyInAnyOrderElementsOf(NAMES);
            Program text = run(folder, locale, "check in");
            assertThat(text.out())
                    .contains("in/o\\xff/x.c:", "in/p/\\xfe\\x80.c:", "in/ü\\xc3/\\xe9é😀.c:", "in/ü/x.c:");
            assertThat(text.out()).isEqualTo(run(folder, "LC_ALL=C.UTF-8", "check in").out());
            assertThat(run(folder, locale, "check --format sarif in").out())
                    .contains("in/o%FF/x.c", "in/p/%FE%80.c", "in/%C3%BC/x.c");
            assertThat(run(folder, locale, "check --format checkstyle in").out()).contains("in/o\\xff/x.c");
            assertThat(run(folder, locale, "check --format gcc in").out()).contains("in/o\\xff/x.c");
        }
    }

    @Test
    void everyFileCanBeNamedWhateverTheLocale() throws IOException {
        for (String locale : LOCALES) {
            Program run = run(
                    folder.resolve("in"),
                    locale,
                    "check --format gcc ü/x.c k/ж.c $'o\\xff/x.c' $'p/\\xfe\\x80.c' $'ü\\xc3/\\xe9é😀.c'");
            assertThat(run.exit()).as(locale + run.err()).isEqualTo(1);
            assertThat(run.out().lines()).as(locale + run.err()).hasSize(5);
        }
    }

    @Test
    void theFolderOfARunCanHaveAnyName() throws IOException {
        for (String locale : LOCALES) {
            for (String name : NAMES) {
                Path file = FileNames.resolve(folder.resolve("in"), name);
                Program run = Program.run(
                        folder,
                        Map.of("PATH", path, "LC_ALL", "C.UTF-8"),
                        List.of(
                                "bash",
                                "-c",
                                "cd in/" + "$(printf '" + octal(name.substring(0, name.lastIndexOf('/')))
                                        + "') && exec env " + locale + " uringlint check --format gcc ."));
                assertThat(run.exit()).as(file + locale + run.err()).isEqualTo(1);
            }
        }
    }

    private static String octal(String name) {
        var text = new StringBuilder();
        for (byte one : FileNames.encode(name)) {
            text.append("\\%03o".formatted(one & 0xff));
        }
        return text.toString();
    }

    @Test
    void fixesAreWrittenToEveryFile() throws IOException {
        for (String name : NAMES) {
            Files.writeString(FileNames.resolve(folder.resolve("in"), name), Drivers.driver("\treturn -ENOTSUPP;\n"));
        }
        Program run = run(folder, "LC_ALL=C", "check --fix --level note in");
        for (String name : NAMES) {
            assertThat(Files.readString(FileNames.resolve(folder.resolve("in"), name)))
                    .as(name + run.err())
                    .contains("-EOPNOTSUPP");
        }
    }
}
