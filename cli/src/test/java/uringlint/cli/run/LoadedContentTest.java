// SPDX-License-Identifier: Apache-2.0

package uringlint.cli.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import uringlint.Analyzer;
import uringlint.cli.find.Driver;
import uringlint.cli.find.Selection;
import uringlint.load.Trees;
import uringlint.rules.model.Releases;
import uringlint.rules.model.UringApi;
import uringlint.version.Target;

class LoadedContentTest {
    private static final String DRIVER = """
            #include <linux/io_uring/cmd.h>
            #include <linux/lamp.h>

            static int lamp_uring_cmd(struct io_uring_cmd *cmd, unsigned int issue_flags)
            {
            	if (LAMP_IS_OFF)
            		lamp_end(cmd, issue_flags);
            	return 0;
            }
            static const struct file_operations lamp_fops = { .uring_cmd = lamp_uring_cmd };
            """;
    private static final String OFF = "#define LAMP_IS_OFF 0\n";
    private static final String QUIET =
            "static inline void lamp_end(struct io_uring_cmd *cmd, unsigned int issue_flags)\n{\n\tlamps++;\n}\n";
    private static final String OTHERS = "struct bulb {\n\tint watts;\n};\n";

    @TempDir
    private Path top;

    private Driver first;

    @BeforeEach
    void write() throws IOException {
        for (String folder : List.of("include/linux/io_uring", "include/uapi/linux", "drivers")) {
            Files.createDirectories(top.resolve(folder));
        }
        Files.writeString(top.resolve("Makefile"), "VERSION = 7\nPATCHLEVEL = 3\nSUBLEVEL = 0\n");
        Files.writeString(top.resolve("Kconfig"), "");
        Files.writeString(top.resolve("include/linux/types.h"), "typedef unsigned int u32;\n");
        Files.writeString(top.resolve("include/linux/io_uring/cmd.h"), "");
        Files.writeString(top.resolve("drivers/lamp.c"), DRIVER);
        header(OTHERS + OFF + QUIET);
        first = driver();
    }

    private void header(String text) throws IOException {
        Files.writeString(top.resolve("include/linux/lamp.h"), text);
    }

    private Driver driver() {
        return Selection.of(top, List.of("drivers/lamp.c"), false).drivers().getFirst();
    }

    /// What there is now; the driver's own files are the same objects, as in states of a tree.
    private LoadedContent content(String... partial) {
        var provider = new KnownFiles(driver().provider());
        return LoadedContent.of(
                Analyzer.load(first.files(), provider, UringApi.VOCABULARY, Target.ANY, new Trees()),
                Set.of(partial),
                List.of(Releases.NEWEST));
    }

    @Test
    void onlyWhatIsUsedOfAHeaderCounts() throws IOException {
        LoadedContent before = content();
        header("\n\n" + OTHERS.replace("int watts;", "int watts;\n\tint volts;") + OFF + QUIET);
        assertThat(content()).isEqualTo(before);
        header(OTHERS + OFF.replace('0', '1') + QUIET);
        assertThat(content()).isNotEqualTo(before);
        header(OTHERS + OFF + QUIET.replace("lamps++", "io_uring_cmd_done(cmd, 0, issue_flags)"));
        assertThat(content()).isNotEqualTo(before);
        header(OTHERS + QUIET);
        assertThat(content()).isNotEqualTo(before);
    }

    @Test
    void whatIsKnownInPartsIsAnotherThing() throws IOException {
        LoadedContent whole = content();
        LoadedContent partial = content("include/linux/lamp.h");
        assertThat(partial).isNotEqualTo(whole);
        header(OTHERS.replace("int watts;", "int watts;\n\tint volts;") + OFF + QUIET);
        assertThat(content("include/linux/lamp.h")).isEqualTo(partial);
    }

    @Test
    void placesInAHeaderMove() throws IOException {
        LoadedContent content = content();
        header(OTHERS + OFF.replace('0', '1') + QUIET.replace("lamps++", "io_uring_cmd_done(cmd, 0, issue_flags)"));
        Analyzed inHeader = new Engine(top, Optional.empty()).analyze(List.of(driver()), _ -> {}).getFirst();
        assertThat(inHeader.reports()).isNotEmpty();
        assertThat(content.holds(inHeader)).isFalse();
        header(OTHERS + OFF + QUIET);
        Analyzed own = new Engine(top, Optional.empty()).analyze(List.of(first), _ -> {}).getFirst();
        assertThat(content.holds(own)).isTrue();
    }
}
