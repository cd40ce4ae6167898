// SPDX-License-Identifier: Apache-2.0

package uringlint.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What is reported of a change: what it brings, and nothing that was there before.
class ChangeTest {
    private static final String DRIVER = "drivers/x/x.c";
    private static final String RIGHT = Drivers.driver(Drivers.BODY_RIGHT);
    private static final String WRONG = Drivers.driver(Drivers.BODY_WRONG);

    @TempDir
    Path folder;

    private Repo repo;

    @BeforeEach
    void start() {
        repo = new Repo(folder);
    }

    @AfterEach
    void end() {
        repo.close();
    }

    private static List<String> found(Cli run) {
        var found = new ArrayList<String>();
        for (JsonElement element : JsonParser.parseString(run.out()).getAsJsonObject().getAsJsonArray("findings")) {
            JsonObject finding = element.getAsJsonObject();
            found.add(finding.get("rule").getAsString() + " "
                    + finding.get("path").getAsString() + ":"
                    + finding.get("line").getAsInt());
        }
        return found;
    }

    private List<String> between(String before, String after) {
        Cli run = repo.check("--range", before + ".." + after, "--format", "json");
        assertThat(run.exit()).as(run.err()).isLessThan(2);
        return found(run);
    }

    @Test
    void aCommitThatBreaksADriverIsReportedWithItsSubject() {
        String base = repo.write(DRIVER, RIGHT).commit("x: add a driver");
        repo.write("README", "nothing\n").commit("x: say nothing");
        repo.write(DRIVER, WRONG).commit("x: return zero");
        Cli run = repo.check("--each", "--range", base + "..main");
        assertThat(run.exit()).isEqualTo(ExitCode.FINDINGS);
        assertThat(run.out()).startsWith("commit ").contains(": x: return zero\n\nerror[double-completion]");
        assertThat(run.err()).contains("1 error in 1 file");
    }

    @Test
    void whatWasThereBeforeIsNotReported() {
        String base = repo.write(DRIVER, WRONG).commit("x: add a driver");
        String moved = repo.write(DRIVER, "/* a comment */\n\n" + WRONG).commit("x: explain");
        assertThat(between(base, moved)).isEmpty();
        String renamed = repo.remove(DRIVER).write("drivers/y/y.c", "/* a comment */\n\n" + WRONG).commit("x: move");
        assertThat(between(moved, renamed)).isEmpty();
        String function = repo.write(
                        "drivers/y/y.c", ("/* a comment */\n\n" + WRONG).replace("x_uring_cmd", "y_uring_cmd"))
                .commit("y: rename");
        assertThat(between(renamed, function)).isEmpty();
        String blanks = repo.write(
                        "drivers/y/y.c",
                        ("/* a comment */\n\n" + WRONG)
                                .replace("x_uring_cmd", "y_uring_cmd")
                                .replace("\treturn 0", "        return  0"))
                .commit("y: blanks");
        assertThat(between(function, blanks)).isEmpty();
        String rewritten = repo.write(
                        "drivers/y/y.c",
                        ("/* a comment */\n\n" + WRONG)
                                .replace("x_uring_cmd", "y_uring_cmd")
                                .replace("return 0", "return 0 /* all is well */"))
                .commit("y: words");
        assertThat(between(blanks, rewritten)).isEmpty();
    }

    @Test
    void aSecondWayToAKnownPlaceIsNew() {
        String ways = """
            	switch (cmd->cmd_op) {
            	case 1:
            		x_finish(cmd, issue_flags);
            		break;
            	case 2:
            %s		break;
            	}
            	x_finish(cmd, issue_flags);
            	return -EIOCBQUEUED;
            """;
        String finish = "\n"
                + "static void x_finish(struct io_uring_cmd *cmd, unsigned int issue_flags)\n"
                + "{\n"
                + "\tio_uring_cmd_done(cmd, 0, 0, issue_flags);\n"
                + "}\n\n"
                + "static int x_uring_cmd";
        String one = Drivers.driver(ways.formatted("")).replace("\nstatic int x_uring_cmd", finish);
        String two = Drivers.driver(ways.formatted("\t\tx_finish(cmd, issue_flags);\n"))
                .replace("\nstatic int x_uring_cmd", finish);
        String base = repo.write(DRIVER, one).commit("x: add a driver");
        String changed = repo.write(DRIVER, two).commit("x: another command");
        assertThat(between(base, changed)).containsExactly("double-completion drivers/x/x.c:18");
        String moved = repo.write(DRIVER, two.replace("\tswitch", "\tx_count(issue_flags);\n\n\tswitch"))
                .commit("x: count");
        assertThat(between(changed, moved)).isEmpty();
        assertThat(between(moved, base)).isEmpty();
    }

    @Test
    void completingWhatWasKeptIsNewWhereErrorsWereWrongBefore() {
        String before = """
            #include <linux/io_uring/cmd.h>

            static int x_issue(struct io_uring_cmd *cmd)
            {
            	struct x_slot *slot = cmd->file->private_data;

            	slot->cmd = cmd;
            	if (slot->is_broken)
            		return -EIO;
            	return -EIOCBQUEUED;
            }

            static void x_tw(struct io_tw_req tw_req, io_tw_token_t tw)
            {
            	struct io_uring_cmd *cmd = io_uring_cmd_from_tw(tw_req);
            	int ret = x_issue(cmd);

            	if (ret != -EIOCBQUEUED)
            		io_uring_cmd_done(cmd, ret, IO_URING_CMD_TASK_WORK_ISSUE_FLAGS);
            }

            static int x_uring_cmd(struct io_uring_cmd *cmd, unsigned int issue_flags)
            {
            	io_uring_cmd_complete_in_task(cmd, x_tw);
            	return -EIOCBQUEUED;
            }

            static const struct file_operations x_fops = { .uring_cmd = x_uring_cmd };
            """;
        String base = repo.write(DRIVER, before).commit("x: add a driver");
        String after = repo.write(DRIVER, before.replace("\tif (ret != -EIOCBQUEUED)\n\t", "")).commit("x: always complete");
        assertThat(between(base, after)).containsExactly("double-completion drivers/x/x.c:18");
    }

    @Test
    void aSecondDefectOfTheSameKindIsNew() {
        String base = repo.write(DRIVER, WRONG).commit("x: add a driver");
        String other = WRONG.replace("x_", "z_").replace("#include <linux/io_uring/cmd.h>\n", "");
        String after = repo.write(DRIVER, WRONG + other).commit("x: add another");
        assertThat(between(base, after)).containsExactly("double-completion drivers/x/x.c:14");
    }

    @Test
    void whatIsBrokenElsewhereNamesTheLineThatDoesIt() {
        String helper = "#include <linux/io_uring/cmd.h>\n\n"
                + "int x_finish(struct io_uring_cmd *cmd, unsigned int issue_flags)\n"
                + "{\n"
                + "\treturn %s;\n"
                + "}\n";
        String driver = Drivers.driver("\tint ret = x_finish(cmd, issue_flags);\n\n"
                        + "\tio_uring_cmd_done(cmd, 0, 0, issue_flags);\n"
                        + "\treturn ret;\n")
                .replace(
                        "\nstatic int",
                        "\nint x_finish(struct io_uring_cmd *cmd, unsigned int issue_flags);\n\nstatic int");
        String base = repo.write(DRIVER, driver)
                .write("drivers/x/finish.c", helper.formatted("-EIOCBQUEUED"))
                .commit("x: add a driver");
        String after = repo.write("drivers/x/finish.c", helper.formatted("0")).commit("x: finish with zero");
        Cli run = repo.check("--range", base + ".." + after, "--format", "json");
        assertThat(found(run)).containsExactly("double-completion drivers/x/x.c:10");
        assertThat(run.out()).contains("drivers/x/finish.c").contains("this patch");
    }

    @Test
    void aChangedHeaderCountsForTheDriversThatUseIt() {
        String header = "static inline int x_result(struct io_uring_cmd *cmd)\n{\n\treturn %s;\n}\n";
        String driver = Drivers.driver("\tio_uring_cmd_done(cmd, 0, 0, issue_flags);\n\treturn x_result(cmd);\n")
                .replace("cmd.h>\n", "cmd.h>\n#include \"x.h\"\n");
        String base = repo.write(DRIVER, driver)
                .write("drivers/x/x.h", header.formatted("-EIOCBQUEUED"))
                .commit("x: add a driver");
        String after = repo.write("drivers/x/x.h", header.formatted("0")).commit("x: change the result");
        assertThat(between(base, after)).containsExactly("double-completion drivers/x/x.c:7");
    }

    @Test
    void whatAChangeFixesIsToldInALine() {
        String base = repo.write(DRIVER, WRONG).commit("x: add a driver");
        String after = repo.write(DRIVER, RIGHT).commit("x: fix it");
        Cli run = repo.check("--range", base + ".." + after);
        assertThat(run.exit()).isZero();
        assertThat(run.out()).contains("fixes double-completion in x_uring_cmd (drivers/x/x.c:6 before)");
    }

    /// A handler that takes a mutex, and another operation of it that takes the same below a comment on something else.
    private static final String LOCKS = """
            #include <linux/io_uring/cmd.h>
            #include <linux/mutex.h>
            struct x { struct mutex lock; u32 count; u32 heat; };
            static int x_heat(struct x *x)
            {
            	/* the heat only changes while nothing is baked */
            	mutex_lock(&x->lock);
            	x->heat++;
            	mutex_unlock(&x->lock);
            	return 0;
            }
            static int x_control(struct io_uring_cmd *cmd, unsigned int issue_flags)
            {
            	if (issue_flags & IO_URING_F_NONBLOCK)
            		return -EAGAIN;
            	return x_heat(cmd->file->private_data);
            }
            static int x_uring_cmd(struct io_uring_cmd *cmd, unsigned int issue_flags)
            {
            	struct x *x = cmd->file->private_data;
            	mutex_lock(&x->lock);
            	x->count++;
            	mutex_unlock(&x->lock);
            	return 0;
            }
            static const struct file_operations x_fops = { .uring_cmd = x_uring_cmd };
            static const struct file_operations x_control_fops = { .uring_cmd = x_control };
            """;

    @Test
    void whatIsChangedInOneHandlerIsNotToldOfAnother() {
        String untested = LOCKS.replace("\tif (issue_flags & IO_URING_F_NONBLOCK)\n\t\treturn -EAGAIN;\n", "");
        String uncommented = LOCKS.replace("\t/* the heat only changes while nothing is baked */\n", "");
        String first = repo.write(DRIVER, untested).commit("x: add a driver");
        String second = repo.write(DRIVER, LOCKS).commit("x: leave the control commands to io-wq");
        String third = repo.write(DRIVER, uncommented).commit("x: say less");
        assertThat(found(repo.check(DRIVER, "--format", "json"))).containsExactly("nonblock-ignored drivers/x/x.c:20");
        assertThat(between(first, second)).isEmpty();
        assertThat(between(second, third)).isEmpty();
        assertThat(between(third, second)).isEmpty();
    }

    @Test
    void stagedChangesAndThoseOfTheWorkTreeAreTwoThings() {
        repo.write(DRIVER, RIGHT).commit("x: add a driver");
        repo.write(DRIVER, WRONG);
        assertThat(found(repo.check("--staged", "--format", "json"))).isEmpty();
        assertThat(found(repo.check("--diff-against", "HEAD", "--format", "json")))
                .containsExactly("double-completion drivers/x/x.c:6");
        repo.stage().write(DRIVER, RIGHT);
        assertThat(found(repo.check("--staged", "--format", "json")))
                .containsExactly("double-completion drivers/x/x.c:6");
        assertThat(found(repo.check("--diff-against", "HEAD", "--format", "json"))).isEmpty();
    }

    @Test
    void theFirstCommitIsComparedWithNothing() {
        repo.write(DRIVER, WRONG).stage();
        assertThat(found(repo.check("--staged", "--format", "json")))
                .containsExactly("double-completion drivers/x/x.c:6");
    }

    @Test
    void bothSidesOfAMergeAreLookedAt() throws Exception {
        String base = repo.write(DRIVER, RIGHT).commit("x: add a driver");
        try (var git = org.eclipse.jgit.api.Git.open(folder.toFile())) {
            git.checkout().setCreateBranch(true).setName("side").call();
            repo.write("drivers/z/z.c", WRONG.replace("x_", "z_")).commit("z: add a driver");
            git.checkout().setName("main").call();
            repo.write("drivers/y/y.c", WRONG.replace("x_", "y_")).commit("y: add a driver");
            git.merge().include(git.getRepository().resolve("side")).call();
        }
        assertThat(between(base, "main"))
                .containsExactlyInAnyOrder("double-completion drivers/y/y.c:6", "double-completion drivers/z/z.c:6");
    }

    @Test
    void mistakesOfTheUserAreNamed() {
        repo.write(DRIVER, RIGHT).commit("x: add a driver");
        Cli missing = repo.check("--range", "nowhere..main");
        assertThat(missing.exit()).isEqualTo(ExitCode.NO_BASE);
        assertThat(missing.err()).contains("no commit `nowhere`").doesNotContain("Exception");
        assertThat(repo.check("--staged", "--range", "a..b").err()).contains("name one change");
        assertThat(repo.check("--range", "main").err()).contains("write `BASE..HEAD`");
        assertThat(repo.check("--staged", DRIVER).exit()).isEqualTo(ExitCode.USAGE);
    }
}
