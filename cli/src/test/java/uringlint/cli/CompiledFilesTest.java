// SPDX-License-Identifier: Apache-2.0

package uringlint.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CompiledFilesTest {
    @TempDir
    private Path folder;

    @BeforeEach
    void writeFiles() throws IOException {
        Drivers.write(folder.resolve("src/wrong/x.c"), Drivers.driver(Drivers.BODY_WRONG));
        Drivers.write(folder.resolve("src/other/x.c"), Drivers.driver(Drivers.BODY_WRONG));
        Drivers.write(folder.resolve("src/plain/x.c"), "int f(void)\n{\n\treturn 1;\n}\n");
        Drivers.write(folder.resolve("build/compile_commands.json"), """
            [
              {"directory": ".", "command": "gcc -c ../src/wrong/x.c", "file": "../src/wrong/x.c"},
              {"directory": "../src", "arguments": ["gcc", "-c", "plain/x.c"], "file": "plain/x.c"}
            ]
            """);
    }

    @Test
    void theFilesOfADatabaseAreAnalyzedAndNoOthers() {
        Cli run = Cli.run(folder, "check", "-p", "build/compile_commands.json");
        assertThat(run.exit()).isEqualTo(1);
        assertThat(run.out()).contains("--> src/wrong/x.c:6:2\n").doesNotContain("src/other");
        assertThat(run.err()).startsWith("1 error in 1 file (");
        assertThat(Cli.run(folder, "check", "--compile-commands=build/compile_commands.json", "--format", "json").out())
                .isEqualTo(Cli.run(folder, "check", "--format", "json", "src/wrong").out());
    }

    @Test
    void aFileThatIsGoneIsSaidAndTheOthersAreAnalyzed() throws IOException {
        Drivers.write(
                folder.resolve("build/compile_commands.json"),
                "[{\"file\": \"gone.c\"}, {\"file\": \"../src/wrong/x.c\"}]");
        Cli run = Cli.run(folder, "check", "-p", "build/compile_commands.json");
        assertThat(run.exit()).isEqualTo(1);
        assertThat(run.out()).contains("--> src/wrong/x.c:6:2\n");
        assertThat(run.err()).contains("build/gone.c: there is no such file or folder\n");
    }

    @Test
    void anEntryThatMakesNoSenseHidesNothingInTheOthers() throws IOException {
        for (String entry :
                List.of("3", "{\"file\": 3}", "{}", "{\"file\": \"a\\u0000.c\"}", "{\"arguments\": \"gcc a.c\"}")) {
            for (String driver : List.of("wrong", "right")) {
                Drivers.write(
                        folder.resolve("build/compile_commands.json"),
                        "[\n" + entry + ",\n{\"file\": \"../src/" + driver + "/x.c\"}]");
                Drivers.write(folder.resolve("src/right/x.c"), Drivers.driver(Drivers.BODY_RIGHT));
                Cli run = Cli.run(folder, "check", "-p", "build/compile_commands.json");
                assertThat(run.exit()).as(entry).isEqualTo(driver.equals("wrong") ? 1 : 3);
                assertThat(run.err())
                        .contains("uringlint: build/compile_commands.json:2: ")
                        .contains("not looked at: build/compile_commands.json (1 entry makes no sense)");
            }
        }
        Drivers.write(folder.resolve("build/compile_commands.json"), "[{\"file\": \"../src/wrong/x.c\"}, ");
        Cli cut = Cli.run(folder, "check", "-p", "build/compile_commands.json");
        assertThat(cut.exit()).isEqualTo(1);
        assertThat(cut.err()).contains("uringlint: build/compile_commands.json:1: the file ends too early\n");
    }

    @Test
    void aDamagedDatabaseIsNamedWithItsPlace() throws IOException {
        Drivers.write(folder.resolve("db.json"), "[\n  {\"file\": 3}]");
        Cli run = Cli.run(folder, "check", "-p", "db.json");
        assertThat(run.exit()).isEqualTo(2);
        assertThat(run.err()).startsWith("uringlint: db.json:2: `file` is a string\n");
        assertThat(Cli.run(folder, "check", "-p", "none.json").err())
                .startsWith("uringlint: `none.json` cannot be read\n");
        assertThat(Cli.run(folder, "check", "-p", "db.json", "src").err())
                .startsWith("uringlint: name paths or a compilation database, and not both\n");
        assertThat(Cli.run(folder, "check", "-p", "db.json", "src").exit()).isEqualTo(2);
    }
}
