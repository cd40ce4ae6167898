// SPDX-License-Identifier: Apache-2.0

package uringlint.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A change is judged by what it brings, also where parts of a driver are given up.
class GivenUpBeforeTest {
    private static final String BROKEN = "static int many(void)\n{\n\tuse(1);\n\t@@ $$ ((;\n}\n\n";
    private static final String OTHER = "static int other(int a)\n{\n\treturn a;\n}\n";

    @TempDir
    private Path folder;

    private GitFolder git;
    private String base;

    @BeforeEach
    void createRepository() throws IOException {
        git = GitFolder.create(folder, System.getenv("PATH"));
        write("x/x.c", BROKEN + OTHER);
        base = git.commitAll("add a driver");
    }

    private void write(String path, String before) throws IOException {
        Drivers.write(folder.resolve(path), before + Drivers.driver(Drivers.BODY_RIGHT));
    }

    private Cli check(String... more) throws IOException {
        git.run("add", "--all");
        git.run("commit", "--quiet", "--allow-empty", "--message", "change it");
        var arguments = new ArrayList<>(List.of("check", "--range", base + "..HEAD"));
        arguments.addAll(List.of(more));
        return Cli.run(folder, arguments.toArray(String[]::new));
    }

    @Test
    void whatWasGivenUpBeforeIsToldAndDoesNotCount() throws IOException {
        assertThat(Cli.run(folder, "check", "x").exit()).isEqualTo(ExitCode.INCOMPLETE);
        write("x/x.c", BROKEN + OTHER.replace("return a", "return a + 1"));
        Cli run = check();
        assertThat(run.exit()).as(run.err()).isZero();
        assertThat(run.err()).containsPattern("not looked at: 1 place that was given up before the change, too");
        assertThat(check("--each").exit()).isZero();
    }

    @Test
    void itStaysWhereItsLineMovesOrItsFileIsRenamed() throws IOException {
        git.run("mv", "x/x.c", "x/y.c");
        write("x/y.c", "#include <linux/slab.h>\n" + BROKEN + OTHER);
        assertThat(check().exit()).isZero();
    }

    @Test
    void whatAChangeTouchesOrAddsCounts() throws IOException {
        write("x/x.c", BROKEN.replace("use(1)", "use(3)") + OTHER);
        Cli touched = check();
        assertThat(touched.exit()).isEqualTo(ExitCode.INCOMPLETE);
        assertThat(touched.err()).contains("not looked at: 1 place that was given up").doesNotContain("before the change");
        assertThat(check("--allow-partial").exit()).isZero();
        base = git.run("rev-parse", "HEAD");
        write("x/x.c", BROKEN.replace("use(1)", "use(3)") + BROKEN.replace("many", "more") + OTHER);
        Cli added = check();
        assertThat(added.exit()).isEqualTo(ExitCode.INCOMPLETE);
        assertThat(added.err()).contains("not looked at: 1 place that was given up, 1 place that was given up before the change, too");
    }

    @Test
    void findingsCountAllTheSame() throws IOException {
        Drivers.write(folder.resolve("x/x.c"), BROKEN + OTHER + Drivers.driver(Drivers.BODY_WRONG));
        assertThat(check().exit()).isEqualTo(ExitCode.FINDINGS);
    }
}
