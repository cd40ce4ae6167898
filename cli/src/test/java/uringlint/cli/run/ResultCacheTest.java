// SPDX-License-Identifier: Apache-2.0

package uringlint.cli.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import uringlint.cli.cache.EntryFiles;
import uringlint.cli.find.Driver;
import uringlint.cli.find.Selection;
import uringlint.rules.model.OwnFunctions;

class ResultCacheTest {
    private static final String DRIVER = """
            #include "own.h"
            static int own_uring_cmd(struct io_uring_cmd *cmd, unsigned int issue_flags)
            {
            	if (OWN_FAILS)
            		io_uring_cmd_done(cmd, 0, issue_flags);
            	own_note(cmd);
            	return 0;
            }
            static const struct file_operations own_fops = { .uring_cmd = own_uring_cmd };
            """;

    /// What an engine adds to the settings to which nobody said anything.
    private static final String NOTHING_SAID = "\0" + OwnFunctions.NONE + "\0" + Engine.Dating.UNKNOWN;

    @TempDir
    private Path top;

    /// Long after the files of the tests were written.
    private final long later = System.currentTimeMillis() + 60_000;

    @BeforeEach
    void write() throws IOException {
        Files.createDirectories(top.resolve("tree/include"));
        Files.writeString(top.resolve("tree/own.c"), DRIVER);
        Files.writeString(top.resolve("tree/own.h"), "#define OWN_FAILS 1\n");
        Files.writeString(top.resolve("tree/note.c"), "void own_note(struct io_uring_cmd *cmd) { }\n");
    }

    private ResultCache cache(String settings, long started) {
        return ResultCache.in(new EntryFiles(top.resolve("uringlint/results"), 1 << 20), settings, started);
    }

    private Driver driver() {
        Selection selection = Selection.of(top.resolve("tree"), List.of("own.c"), false);
        assertThat(selection.problems()).isEmpty();
        assertThat(selection.drivers()).hasSize(1);
        return selection.drivers().getFirst();
    }

    private List<Analyzed> run(String settings, long started) {
        return new Engine(top.resolve("tree"), Optional.empty())
                .with(cache(settings, started))
                .analyze(List.of(driver()), _ -> {});
    }

    /// Whether the result of an earlier run still holds.
    private boolean isKnown(String settings, long started) {
        return cache(settings, started).with(NOTHING_SAID).find(driver(), Optional.empty()).isPresent();
    }

    @Test
    void theSameResultIsFoundAgain() {
        assertThat(isKnown("a", later)).isFalse();
        Analyzed first = run("a", later).getFirst();
        assertThat(first.versions()).isNotEmpty();
        assertThat(isKnown("a", later)).isTrue();
        Analyzed again = run("a", later).getFirst();
        assertThat(again.versions()).as("it has no programs").isEmpty();
        assertThat(first.reports()).isNotEmpty();
        // Files are other objects, with the same names.
        assertThat(again.reports().toString()).isEqualTo(first.reports().toString());
        assertThat(again.problems().toString()).isEqualTo(first.problems().toString());
        assertThat(again.units().toString()).isEqualTo(first.units().toString());
        assertThat(again.coverage()).isEqualTo(first.coverage());
    }

    @Test
    void otherSettingsHaveOtherResults() {
        run("a", later);
        assertThat(isKnown("b", later)).isFalse();
        assertThat(isKnown("a", later)).isTrue();
    }

    @Test
    void aChangeOfAnyFileThatWasReadIsSeen() throws IOException {
        run("a", later);
        Files.writeString(top.resolve("tree/own.h"), "#define OWN_FAILS 0\n");
        assertThat(isKnown("a", later)).as("a header").isFalse();
        assertThat(run("a", later).getFirst().reports()).isEmpty();
        assertThat(isKnown("a", later)).isTrue();
        Files.writeString(top.resolve("tree/note.c"), "void own_note(struct io_uring_cmd *cmd) { own_note(cmd); }\n");
        assertThat(isKnown("a", later)).as("a file beside it").isFalse();
        run("a", later);
        Files.writeString(top.resolve("tree/own.c"), DRIVER + "\n");
        assertThat(isKnown("a", later)).as("the driver").isFalse();
    }

    @Test
    void aFileThatWasNotThereIsSeenWhenItComes() throws IOException {
        Files.delete(top.resolve("tree/own.h"));
        run("a", later);
        assertThat(isKnown("a", later)).isTrue();
        Files.writeString(top.resolve("tree/own.h"), "#define OWN_FAILS 0\n");
        assertThat(isKnown("a", later)).as("a header").isFalse();
        run("a", later);
        Files.writeString(top.resolve("tree/more.c"), "int more;\n");
        assertThat(isKnown("a", later)).as("a file beside it").isFalse();
        run("a", later);
        Files.delete(top.resolve("tree/more.c"));
        assertThat(isKnown("a", later)).as("one that is gone").isFalse();
    }

    @Test
    void theSameBytesAtAnotherTimeAreTheSame() throws IOException {
        run("a", later);
        Files.setLastModifiedTime(top.resolve("tree/own.h"), FileTime.fromMillis(1_000_000_000_000L));
        assertThat(isKnown("a", later)).isTrue();
    }

    @Test
    void aFileOfTheSameSizeAndTimeIsSeen() throws IOException {
        long now = System.currentTimeMillis();
        run("a", now);
        FileTime time = Files.getLastModifiedTime(top.resolve("tree/own.h"));
        Files.writeString(top.resolve("tree/own.h"), "#define OWN_FAILS 0\n");
        Files.setLastModifiedTime(top.resolve("tree/own.h"), time);
        assertThat(isKnown("a", now)).isFalse();
    }

    @Test
    void entriesOfAnotherFormAreNoResults() {
        run("a", later);
        var entries = new EntryFiles(top.resolve("uringlint/results"), 1 << 20);
        for (int length = 0; length < 40; length++) {
            byte[] bytes = new byte[length];
            Arrays.fill(bytes, (byte) length);
            entries.write(cache("a", later).with(NOTHING_SAID).key(driver(), Optional.empty()), bytes);
            assertThat(isKnown("a", later)).as("%d bytes", length).isFalse();
        }
    }
}
