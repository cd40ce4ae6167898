// SPDX-License-Identifier: Apache-2.0

package uringlint.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonElement;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Which conditions the path to a finding tells.
class PathStepsTest {
    @TempDir
    private Path folder;

    /// What the path to the only error in a handler tells, which may use `own`, `ret` and a label `out`.
    private List<String> steps(String body) throws IOException {
        Drivers.write(folder.resolve("x.c"), """
                #include <linux/io_uring/cmd.h>
                struct own { int a; int b; int c; struct mutex lock; };
                int ask(struct own *own);
                static int x_uring_cmd(struct io_uring_cmd *cmd, unsigned int issue_flags)
                {
                	struct own *own = cmd->file->private_data;
                	int ret = 0;

                %s}
                static const struct file_operations x_fops = { .uring_cmd = x_uring_cmd };
                """.formatted(body));
        Cli run = Cli.run(folder, "check", "--format", "json", "x.c");
        var findings = JsonParser.parseString(run.out()).getAsJsonObject().getAsJsonArray("findings").asList().stream()
                .map(JsonElement::getAsJsonObject)
                .filter(finding -> finding.get("severity").getAsString().equals("error"))
                .toList();
        assertThat(findings).as(run.out()).hasSize(1);
        return findings.getFirst().getAsJsonArray("trace").asList().stream()
                .map(step -> step.getAsJsonObject().get("message").getAsString())
                .toList();
    }

    private static final String TWICE = "\t\tio_uring_cmd_done(cmd, 0, 0, issue_flags);\n\t\treturn 0;\n";

    @Test
    void checksThatOnlyLeaveAreNotTold() throws IOException {
        assertThat(steps("\tif (own->a)\n\t\treturn -EINVAL;\n\tif (own->b || own->c)\n\t\treturn -EIO;\n" + TWICE))
                .containsExactly("`cmd` is completed");
        assertThat(steps("\tif (own->a)\n\t\tgoto out;\n"
                        + "\tif (own->b) {\n\t\tret = -EIO;\n\t\tgoto out;\n\t}\n" + TWICE + "out:\n\treturn ret;\n"))
                .containsExactly("`cmd` is completed");
    }

    @Test
    void theArmInWhichItHappensIsTold() throws IOException {
        assertThat(steps("\tif (own->a) {\n" + TWICE + "\t}\n\treturn -EINVAL;\n"))
                .containsExactly("`own->a` is not zero", "`cmd` is completed");
        assertThat(steps("\tif (own->a && own->b) {\n" + TWICE + "\t}\n\treturn -EINVAL;\n"))
                .containsExactly("`own->a` is not zero", "`own->b` is not zero", "`cmd` is completed");
        assertThat(steps("\tif (own->a) {\n\t\town->b = 1;\n\t\tret = -EIO;\n\t} else {\n" + TWICE + "\t}\n\treturn ret;\n"))
                .containsExactly("`own->a` is zero", "`cmd` is completed");
    }

    @Test
    void whatMeetsAgainBeforeIsNotTold() throws IOException {
        assertThat(steps("\tif (own->a)\n\t\town->b = 1;\n"
                        + "\telse\n\t\town->c = 1;\n\twhile (own->c > own->b)\n\t\town->b++;\n" + TWICE))
                .containsExactly("`cmd` is completed");
    }

    @Test
    void aCaseIsToldAndThoseBeforeItAreNot() throws IOException {
        assertThat(steps("\tswitch (cmd->cmd_op) {\n\tcase 1:\n\t\town->a = 1;\n\t\tbreak;\n"
                        + "\tcase 2:\n" + TWICE + "\t}\n\treturn -EINVAL;\n"))
                .containsExactly("`case 2` is taken", "`cmd` is completed");
    }

    @Test
    void theConditionOnTheResultIsTold() throws IOException {
        assertThat(steps("\tio_uring_cmd_done(cmd, 0, 0, issue_flags);\n\tret = ask(own);\n"
                        + "\tif (ret < 0)\n\t\treturn -EIOCBQUEUED;\n\treturn ret;\n"))
                .containsExactly("`cmd` is completed", "`ret >= 0`");
    }

    @Test
    void aMacroThatTheHelpNamesMakesNoConditionMatter() throws IOException {
        assertThat(steps("\tconst struct own *sqe = io_uring_sqe_cmd(cmd->sqe);\n"
                        + "\tif (READ_ONCE(sqe->a) > 3)\n\t\treturn -EINVAL;\n"
                        + "\town->b = READ_ONCE(sqe->a);\n\treturn 0;\n"))
                .containsExactly("`a` in the payload of `cmd` is read here");
    }
}
