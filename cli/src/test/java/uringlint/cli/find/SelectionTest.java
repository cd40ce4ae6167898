// SPDX-License-Identifier: Apache-2.0

package uringlint.cli.find;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import uringlint.source.SourceFile;

class SelectionTest {
    private static final String HANDLER = """
        static int %1$s_uring_cmd(struct io_uring_cmd *cmd, unsigned int issue_flags)
        {
        	io_uring_cmd_done(cmd, 0, 0, issue_flags);
        	return -EIOCBQUEUED;
        }
        """;
    private static final String TABLE =
            "static const struct file_operations %1$s_fops = {\n\t.uring_cmd = %1$s_uring_cmd,\n};\n";

    @TempDir
    private Path folder;

    private void write(String path, String text, String name) throws IOException {
        Path file = folder.resolve(path);
        Files.createDirectories(file.getParent());
        Files.writeString(file, text.formatted(name));
    }

    private List<List<String>> drivers(String... paths) {
        return Selection.of(folder, List.of(paths), false).drivers().stream()
                .map(driver -> driver.files().stream().map(SourceFile::path).toList())
                .toList();
    }

    @Test
    void filesOfAFolderThatUseEachOtherAreOneDriver() throws IOException {
        write("d/a.c", HANDLER.replace("static int", "int"), "a");
        write("d/table.c", TABLE, "a");
        write("d/b.c", HANDLER + TABLE, "b");
        write("d/other.c", "int other;\n", "");
        assertThat(drivers(".")).containsExactly(List.of("d/a.c", "d/table.c"), List.of("d/b.c"));
    }

    @Test
    void rustFilesThatDeclareTheSameForThemselvesAreDriversOfTheirOwn() throws IOException {
        write("d/horn.rs", "pub struct Command(*mut bindings::io_uring_cmd);\nfn uring_cmd(cmd: Command) {}\n", "");
        write("d/bell.rs", "pub struct Command(*mut bindings::io_uring_cmd);\nfn uring_cmd(cmd: Command) {}\n", "");
        write("d/lamp.rs", "use kernel::io_uring::{self, Light};\nfn uring_cmd(cmd: Light) { bindings::io_uring_cmd }\n", "");
        write("d/light.rs", "use kernel::bindings;\npub struct Light(*mut bindings::io_uring_cmd);\n", "");
        assertThat(drivers(".")).containsExactly(List.of("d/bell.rs"), List.of("d/horn.rs"), List.of("d/lamp.rs"), List.of("d/light.rs"));
    }

    @Test
    void rustFilesBelongTogetherWhereOneNamesATypeOfTheOther() throws IOException {
        write("rust/kernel/commands.rs", "pub struct Command { inner: NonNull<bindings::io_uring_cmd> }\n", "");
        write("drivers/horn.rs", "fn uring_cmd(cmd: Command) -> Result<i32> { Ok(0) }\n", "");
        write(
                "drivers/bell.rs",
                "struct Bell;\nunsafe extern \"C\" fn uring_cmd(cmd: *mut bindings::io_uring_cmd) -> c_int { 0 }\n",
                "");
        write("drivers/lamp.rs", "pub struct Lamp;\n", "");
        assertThat(drivers("."))
                .containsExactly(List.of("drivers/bell.rs"), List.of("drivers/horn.rs", "rust/kernel/commands.rs"));
    }

    @Test
    void theHeadersAndTheRustLibraryOfTheTreeAreAtHand() throws IOException {
        write("Makefile", "VERSION = 7\n", "");
        write("include/linux/types.h", "typedef unsigned int u32;\n", "");
        write("include/linux/lamp.h", "struct lamp;\n", "");
        write("rust/kernel/commands.rs", "pub struct Command;\n", "");
        write("rust/kernel/notes.txt", "none\n", "");
        write("outside.h", "struct outside;\n", "");
        write("drivers/lamp/lamp.rs", "fn uring_cmd() {}\n", "");
        var files = new DiskFiles(folder, List.of(folder.resolve("drivers/lamp")), false);
        assertThat(files.library("drivers/lamp/lamp.rs")).containsExactly("rust/kernel/commands.rs");
        assertThat(files.read("rust/kernel/commands.rs")).isPresent();
        assertThat(files.read("include/linux/lamp.h")).isPresent();
        assertThat(files.read("outside.h")).isEmpty();
        assertThat(new DiskFiles(folder, List.of(folder.resolve("drivers/lamp")), true).library("drivers/lamp/lamp.rs"))
                .isEmpty();
    }

    @Test
    void aHandlerMayBeRegisteredInAnotherFolder() throws IOException {
        write("one/a.c", HANDLER.replace("static int", "int"), "a");
        write("two/table.c", TABLE, "a");
        assertThat(drivers(".")).containsExactly(List.of("one/a.c", "two/table.c"));
    }

    @Test
    void theCoreIsNoDriverButForItsHandlers() throws IOException {
        write("io_uring/uring_cmd.c", "void io_uring_cmd_done(struct io_uring_cmd *cmd)\n{\n}\n", "");
        write("io_uring/mock.c", HANDLER + TABLE, "mock");
        write("drivers/a.c", HANDLER + TABLE, "a");
        assertThat(drivers(".")).containsExactly(List.of("drivers/a.c"), List.of("io_uring/mock.c"));
    }

    @Test
    void aFileThatOnlyMentionsCommandsIsNoDriver() throws IOException {
        write("security/hooks.c", "static int hook_uring_cmd(struct io_uring_cmd *cmd)\n{\n\treturn 0;\n}\n", "");
        assertThat(drivers(".")).isEmpty();
        assertThat(drivers("security/hooks.c")).containsExactly(List.of("security/hooks.c"));
    }

    @Test
    void namedFilesThatDoNotBelongTogetherAreDriversOfTheirOwn() throws IOException {
        write("d/a.c", HANDLER + TABLE, "a");
        write("d/b.c", HANDLER + TABLE, "b");
        write("e/c.c", HANDLER + TABLE, "c");
        assertThat(drivers("d/a.c", "e/c.c", "d/b.c"))
                .containsExactly(List.of("d/a.c"), List.of("e/c.c"), List.of("d/b.c"));
        assertThat(drivers("d/a.c", "d/a.c")).containsExactly(List.of("d/a.c"));
    }

    @Test
    void aNamedFileBringsWhatBelongsToIt() throws IOException {
        write("d/a.c", HANDLER.replace("static int", "int"), "a");
        write("d/table.c", TABLE, "a");
        write("d/user.c", "#include \"a.h\"\nvoid stop(struct a *a)\n{\n\ta_finish(a);\n}\n", "");
        write(
                "d/a.h",
                "struct a { struct io_uring_cmd *cmd; };\n"
                        + "static inline void a_finish(struct a *a)\n"
                        + "{\n"
                        + "\tio_uring_cmd_done(a->cmd, 0, 0);\n"
                        + "}\n",
                "");
        write(
                "d/start.c",
                "#include \"a.h\"\n"
                        + "struct io_uring_cmd;\n"
                        + "void start(struct io_uring_cmd *cmd)\n"
                        + "{\n"
                        + "\ta_uring_cmd(cmd, 0);\n"
                        + "}\n",
                "");
        write("d/other.c", HANDLER + TABLE, "other");
        List<String> all = List.of("d/a.c", "d/start.c", "d/table.c", "d/user.c");
        assertThat(drivers("d/a.c")).containsExactly(all);
        assertThat(drivers("d/table.c")).containsExactly(all);
        assertThat(drivers("d")).containsExactly(all, List.of("d/other.c"));
    }

    @Test
    void tablesAreFilledInManyWays() throws IOException {
        write(
                "arrow/a.c",
                HANDLER + "void set_up(struct file_operations *ops)\n{\n\tops->uring_cmd = %1$s_uring_cmd;\n}\n",
                "a");
        write("old/a.c", HANDLER + TABLE.replace(".uring_cmd =", "uring_cmd:"), "a");
        write("macro/a.c", HANDLER + "A_FILE(a_fops, a_uring_cmd);\n", "a");
        write("none/a.c", "/* io_uring_cmd_done() completes */\nint uring_cmds;\n", "a");
        assertThat(drivers(".")).containsExactly(List.of("arrow/a.c"), List.of("macro/a.c"), List.of("old/a.c"));
    }

    @Test
    void aFileThatIsNamedInANamedFolderIsReadOnce() throws IOException {
        write("d/a.c", HANDLER + TABLE, "a");
        assertThat(drivers("d", "d/a.c")).containsExactly(List.of("d/a.c"));
        assertThat(drivers("d", ".")).containsExactly(List.of("d/a.c"));
    }

    @Test
    void whatIsMissingIsAProblem() {
        assertThat(Selection.of(folder, List.of("nowhere"), false).problems()).singleElement()
                .satisfies(problem -> assertThat(problem.location().file().path()).isEqualTo("nowhere"));
    }

    @Test
    void aNameThatIsNoPathIsAProblem() {
        assertThat(Selection.of(folder, List.of("a\0b"), false).problems()).hasSize(1);
    }
}
