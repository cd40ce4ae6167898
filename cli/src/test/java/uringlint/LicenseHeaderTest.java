// SPDX-License-Identifier: Apache-2.0

package uringlint;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// Every Java file names its license in its first line, so that one that is copied elsewhere still does. `tools/headers` writes the line.
class LicenseHeaderTest {
    private static final Path ROOT = Path.of("..");
    private static final String HEADER = "// SPDX-License-Identifier: Apache-2.0\n\n";

    @Test
    void everyFileNamesTheLicense() throws IOException {
        List<Path> files = files();
        assertThat(files).hasSizeGreaterThan(300);
        var without = new ArrayList<Path>();
        for (Path file : files) {
            if (!Files.readString(file).startsWith(HEADER)) {
                without.add(file);
            }
        }
        assertThat(without).as("files without the license, which `tools/headers` puts there").isEmpty();
    }

    @Test
    void theLicenseIsTheOneOfTheProject() throws IOException {
        String name = HEADER.strip().replaceFirst(".*: ", "");
        assertThat(Files.readString(ROOT.resolve("pom.xml"))).contains("<license>\n      <name>" + name + "</name>");
        assertThat(Files.readString(ROOT.resolve("LICENSE"))).contains("Apache License", "Version 2.0");
        assertThat(Files.readString(ROOT.resolve("tools/headers"))).contains("line='" + HEADER.strip() + "'");
    }

    private static List<Path> files() throws IOException {
        var files = new ArrayList<Path>();
        for (String top : List.of("analyzer/src", "rules/src", "samples/src", "cli/src", "tools")) {
            try (Stream<Path> below = Files.walk(ROOT.resolve(top))) {
                below.filter(file -> file.toString().endsWith(".java")).sorted().forEach(files::add);
            }
        }
        return files;
    }
}
