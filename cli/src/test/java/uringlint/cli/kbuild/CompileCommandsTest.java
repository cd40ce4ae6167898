// SPDX-License-Identifier: Apache-2.0

package uringlint.cli.kbuild;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

class CompileCommandsTest {
    private static List<String> files(String text) throws CompileCommands.Damaged {
        return CompileCommands.read(text, Path.of("/src")).files().stream().map(Path::toString).toList();
    }

    private static void refused(int line, String message, String text) {
        assertThatThrownBy(() -> files(text)).isInstanceOfSatisfying(CompileCommands.Damaged.class, damaged -> {
            assertThat(damaged).hasMessage(message);
            assertThat(damaged.line()).isEqualTo(line);
        });
    }

    @Test
    void filesAreRelativeToTheirDirectoriesAndThoseToTheDatabase() throws CompileCommands.Damaged {
        assertThat(files("""
                [
                  {"directory": "/build", "command": "gcc -c -o a.o ../src/a.c", "file": "../src/a.c"},
                  {"directory": "out", "arguments": ["gcc", "-c", "b.c"], "file": "b.c", "output": "b.o"},
                  {"directory": ".", "arguments": ["rustc", "c.rs"], "file": "/elsewhere/c.rs"},
                  {"file": "d.c"},
                  {"file": "d.c", "directory": ""},
                  {"directory": "/src", "command": "gcc -c -DX='\\"y z\\"' -o e.o e.c"},
                  {"directory": "/src", "arguments": ["gcc", "-include", "x.c", "f.c"]},
                  {"directory": "/src", "file": "head.S", "command": "gcc -c head.S"}
                ]
                """)).containsExactly("/elsewhere/c.rs", "/src/a.c", "/src/d.c", "/src/e.c", "/src/f.c", "/src/out/b.c");
        assertThat(files("[]")).isEmpty();
    }

    @Test
    void whatIsWrongIsNamedWithItsPlace() {
        refused(1, "a compilation database is an array of objects", "{}");
        refused(2, "an entry is an object", "[\n  3]");
        refused(2, "`file` is a string", "[\n  {\"file\": 3}]");
        refused(1, "`arguments` is an array of strings", "[{\"arguments\": \"gcc a.c\"}]");
        refused(1, "`arguments` is an array of strings", "[{\"arguments\": [7]}]");
        refused(1, "this entry has no `file`", "[{\"directory\": \"/\"}]");
    }

    @Test
    void damageIsNeverAnExceptionOfTheReader() throws CompileCommands.Damaged {
        String whole = "[{\"directory\": \"/b\", \"file\": \"a.c\", \"arguments\": [\"cc\", \"a.c\"]}]";
        assertThat(files(whole)).containsExactly("/b/a.c");
        for (int length = 0; length < whole.length() - 1; length++) {
            String cut = whole.substring(0, length);
            assertThatThrownBy(() -> files(cut)).as(cut).isInstanceOf(CompileCommands.Damaged.class);
        }
        for (String odd : List.of(whole.substring(0, whole.length() - 1), whole + " x")) {
            assertThat(CompileCommands.read(odd, Path.of("/src")).wrong()).as(odd).hasSize(1);
            assertThat(files(odd)).containsExactly("/b/a.c");
        }
        assertThatThrownBy(() -> files("[{\"x\": " + "[".repeat(100_000))).isInstanceOf(CompileCommands.Damaged.class);
        assertThatThrownBy(() -> files("[{\"file\": \"a\\u0000.c\"}]")).isInstanceOf(CompileCommands.Damaged.class);
    }
}
