// SPDX-License-Identifier: Apache-2.0

package uringlint.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import uringlint.cli.find.Selection;
import uringlint.cli.report.Format;
import uringlint.cli.report.JsonReport;
import uringlint.cli.report.Palette;
import uringlint.cli.report.ReportFrame;
import uringlint.cli.report.SarifFormat;
import uringlint.cli.run.Analyzed;
import uringlint.cli.run.Engine;
import uringlint.cli.run.Shard;
import uringlint.diagnostic.Severity;
import uringlint.samples.Sample;
import uringlint.samples.Samples;

/// Parts of a run, put together, are the run: byte for byte, for every split.
class ShardsTest {
    private static final int MOST = 7;

    @TempDir
    private Path folder;

    private String json(String... more) {
        return report("json", more);
    }

    private String report(String format, String... more) {
        var arguments = new ArrayList<>(List.of("check", "--format", format, "--level", "note"));
        arguments.addAll(List.of(more));
        return Cli.run(folder, arguments.toArray(String[]::new)).out();
    }

    /// What `merge` makes of reports that are handed to it in an order that `random` chooses.
    private Cli merge(List<String> reports, Random random) throws IOException {
        var arguments = new ArrayList<String>();
        for (int at = 0; at < reports.size(); at++) {
            Drivers.write(folder.resolve("reports/" + at + ".json"), reports.get(at));
            arguments.add("reports/" + at + ".json");
        }
        Collections.shuffle(arguments, random);
        arguments.addFirst("merge");
        return Cli.run(folder, arguments.toArray(String[]::new));
    }

    private void splitsAreEqual(List<Integer> counts, String format, String... paths) throws IOException {
        String whole = report(format, paths);
        var random = new Random(5);
        for (int count : counts) {
            var reports = new ArrayList<String>();
            for (int index = 1; index <= count; index++) {
                var arguments =
                        new ArrayList<>(List.of("--shard", index + "/" + count, "--jobs", String.valueOf(index)));
                arguments.addAll(List.of(paths));
                reports.add(report(format, arguments.toArray(String[]::new)));
            }
            assertThat(merge(reports, random)).as("%d parts", count).isEqualTo(new Cli(0, whole, ""));
        }
    }

    @Test
    void allSamplesAreTheSameInEverySplit() throws IOException {
        for (Sample sample : Samples.all()) {
            Drivers.write(folder.resolve("samples").resolve(sample.path()), sample.text());
        }
        String whole = json("samples");
        assertThat(whole).hasSizeGreaterThan(100_000);
        assertThat(json("--jobs", "1", "samples")).isEqualTo(whole);

        // What one run has analyzed is split here, for the analysis of a driver knows nothing of shards; the test below runs all of it.
        Selection selection = Selection.of(folder, List.of("samples"), false);
        List<Analyzed> analyzed = new Engine(folder, Optional.empty(), 3).analyze(selection.drivers(), _ -> {});
        var random = new Random(7);
        var frame = new ReportFrame(Version.text(), folder.toUri(), RulePages::text, 1, Palette.PLAIN, 80);
        for (Format format : List.of(new JsonReport(), new SarifFormat())) {
            String expected = format.render(
                    Findings.report(selection, analyzed, Policy.of(RuleNames.ids(), Set.of(), Severity.NOTE)), frame);
            if (format instanceof JsonReport) {
                assertThat(expected).isEqualTo(whole);
            }
            for (int count = 1; count <= MOST; count++) {
                var reports = new ArrayList<String>();
                for (int index = 1; index <= count; index++) {
                    Selection part = new Shard(index, count).of(selection);
                    List<Analyzed> done = new ArrayList<>(analyzed.stream()
                            .filter(driver -> part.drivers().contains(driver.driver()))
                            .toList());
                    Collections.shuffle(done, random);
                    reports.add(format.render(
                            Findings.report(part, done, Policy.of(RuleNames.ids(), Set.of(), Severity.NOTE))
                                    .asPart(index, count, "run"),
                            frame));
                }
                assertThat(merge(reports, random).out()).as("%d parts", count).isEqualTo(expected);
            }
        }
    }

    @Test
    void driversThatShareAHeaderAreTheSameInEverySplit() throws IOException {
        Drivers.write(folder.resolve("tree/common.h"), """
            static inline int common_check(struct io_uring_cmd *cmd)
            {
            	if (cmd->cmd_op > 7)
            		return EINVAL;
            	return 0;
            }

            static inline int common_old(struct io_uring_cmd *cmd)
            {
            	/* uringlint: allow(positive-errno): needed by none */
            	return cmd->cmd_op > 9 ? -EINVAL : 0;
            }

            int common_damaged(void)
            {
            	@@ $$ ((;
            }
            """);
        for (int driver = 0; driver < 9; driver++) {
            String body = switch (driver % 3) {
                case 0 -> Drivers.BODY_WRONG;
                case 1 -> "\treturn common_check(cmd);\n";
                default -> "\treturn common_old(cmd);\n";
            };
            Drivers.write(
                    folder.resolve("tree/d" + driver + "/x.c"),
                    Drivers.driver(body).replace("cmd.h>\n", "cmd.h>\n#include \"../common.h\"\n"));
        }
        Drivers.write(folder.resolve("tree/plain/x.c"), "/* uring_cmd */\n");
        assertThat(json("tree"))
                .contains("tree/common.h")
                .contains("double-completion")
                .contains("positive-errno", "unused-suppression")
                .contains("\"parse\"");
        splitsAreEqual(List.of(1, 2, 3, 4, 5, 6, 7), "json", "tree", "missing.c", "other/missing.c");
        splitsAreEqual(List.of(1, 4), "sarif", "tree", "missing.c", "other/missing.c");
        assertThat(Cli.run(folder, "baseline", "create", "tree/d0", "tree/d1").exit()).isZero();
        splitsAreEqual(List.of(2), "json", "--baseline", ".uringlint-baseline", "tree");
        splitsAreEqual(List.of(3), "sarif", "--baseline", ".uringlint-baseline", "tree");
    }

    @Test
    void whatCommentsAllowIsTheSameInEverySplit() throws IOException {
        String allowed = Drivers.BODY_WRONG.replace(
                "return 0;", "return 0; /* uringlint: allow(double-completion): the ring is gone */");
        for (String driver : List.of("a", "b", "c")) {
            Drivers.write(
                    folder.resolve("tree/" + driver + "/x.c"),
                    Drivers.driver(driver.equals("b") ? Drivers.BODY_WRONG : allowed));
        }
        assertThat(report("sarif", "tree")).contains("\"justification\": \"the ring is gone\"");
        splitsAreEqual(List.of(2, 3, 5), "sarif", "tree");
    }

    @Test
    void aPartThatGaveSomethingUpDoesNotHideTheFindingsOfAnother() throws IOException {
        for (int driver = 0; driver < 3; driver++) {
            Drivers.write(folder.resolve("wrong" + driver + "/x.c"), Drivers.driver(Drivers.BODY_WRONG));
            Drivers.write(
                    folder.resolve("broken" + driver + "/x.c"),
                    "int f(void)\n{\n\t@@ $$ ((;\n}\n" + Drivers.driver(Drivers.BODY_RIGHT));
        }
        assertThat(report("sarif", ".")).contains("\"exitCode\": 1,", "\"parse\"");
        splitsAreEqual(List.of(2, 3, 6), "sarif", ".");
    }

    @Test
    void commitsOfARangeAreTheSameInEverySplit() throws IOException {
        assumeTrue(Program.exists("git"));
        GitFolder git = GitFolder.create(folder, System.getenv("PATH"));
        Drivers.write(folder.resolve(".gitignore"), "reports/\n");
        for (int driver = 0; driver < 4; driver++) {
            Drivers.write(folder.resolve("d" + driver + "/x.c"), Drivers.driver(Drivers.BODY_RIGHT));
        }
        String base = git.commitAll("add drivers");
        for (int commit = 0; commit < 9; commit++) {
            Drivers.write(
                    folder.resolve("d" + commit % 4 + "/x.c"),
                    Drivers.driver(
                            "\t/* " + commit + " */\n" + (commit % 3 == 1 ? Drivers.BODY_RIGHT : Drivers.BODY_WRONG)));
            if (commit == 5) {
                Drivers.write(
                        folder.resolve("d0/y.c"),
                        "int f(void)\n{\n\t@@ $$ ((;\n}\n"
                                + Drivers.driver(Drivers.BODY_RIGHT).replace("x_", "y_"));
            }
            git.commitAll("change " + commit);
        }
        String range = base + "..HEAD";
        assertThat(json("--each", "--range", range))
                .contains("double-completion", " fixes double-completion", "\"parse\"");
        splitsAreEqual(List.of(1, 2, 3, 7), "json", "--each", "--range", range);
        splitsAreEqual(List.of(3), "sarif", "--each", "--range", range);

        String first = json("--shard", "1/2", "--each", "--range", range);
        assertThat(merge(List.of(first, json("--shard", "2/2", "--each", "--range", "HEAD~2..HEAD")), new Random(1))
                        .err())
                .contains("not of the same run");
        String second = json("--shard", "2/2", "--each", "--range", range);
        String falsified = second.replaceFirst("(\"steps\": \\[\\s*\"\\d+) \\d+ ", "$1 99 ");
        assertThat(falsified).isNotEqualTo(second);
        assertThat(merge(List.of(first, falsified), new Random(1)).exit()).isEqualTo(3);
        assertThat(Cli.run(folder, "check", "--shard", "1/2", "--staged").err())
                .startsWith("uringlint: --shard does not split a change\n");
        assertThat(Cli.run(folder, "check", "--shard", "1/2", "--range", range).err())
                .startsWith(
                        "uringlint: --shard does not split a change; the commits of a range are split with --each\n");
    }

    @Test
    void whatSeveralDriversReportOfAHeaderIsReportedOnce() throws IOException {
        Drivers.write(
                folder.resolve("tree/common.h"),
                "static inline int common_check(struct io_uring_cmd *cmd)\n"
                        + "{\n"
                        + "\tif (cmd->cmd_op > 7)\n"
                        + "\t\treturn EINVAL;\n"
                        + "\treturn 0;\n"
                        + "}\n");
        for (String driver : List.of("a", "b")) {
            Drivers.write(
                    folder.resolve("tree/" + driver + "/x.c"),
                    Drivers.driver("\treturn common_check(cmd);\n")
                            .replace("cmd.h>\n", "cmd.h>\n#include \"../common.h\"\n"));
        }
        JsonObject report = JsonParser.parseString(json("tree")).getAsJsonObject();
        assertThat(report.getAsJsonArray("findings")).hasSize(1);
        assertThat(report.get("files").getAsInt()).isEqualTo(3);
    }

    @Test
    void theOrderOfTheArgumentsMovesNothing() throws IOException {
        Drivers.write(folder.resolve("a.c"), Drivers.driver(Drivers.BODY_WRONG));
        Drivers.write(folder.resolve("b.c"), Drivers.driver(Drivers.BODY_RIGHT).replace("x_", "y_"));
        var found = new TreeSet<Boolean>();
        for (int index = 1; index <= 2; index++) {
            String shard = index + "/2";
            boolean isHere = json("--shard", shard, "a.c", "b.c").contains("double-completion");
            assertThat(json("--shard", shard, "b.c", "a.c").contains("double-completion")).isEqualTo(isHere);
            found.add(isHere);
        }
        assertThat(found).containsExactly(false, true);
    }

    @Test
    void aPartHasItsOwnExitStatusAndFingerprints() throws IOException {
        Drivers.write(folder.resolve("tree/a/x.c"), Drivers.driver(Drivers.BODY_WRONG));
        Drivers.write(folder.resolve("tree/b/x.c"), Drivers.driver(Drivers.BODY_RIGHT));
        String fingerprint = JsonParser.parseString(json("tree"))
                .getAsJsonObject()
                .getAsJsonArray("findings")
                .get(0)
                .getAsJsonObject()
                .get("fingerprint")
                .getAsString();
        var exits = new ArrayList<Integer>();
        for (int index = 1; index <= 5; index++) {
            Cli run = Cli.run(folder, "check", "--shard", index + "/5", "--format", "json", "tree");
            exits.add(run.exit());
            assertThat(run.out().contains(fingerprint)).isEqualTo(run.exit() == 1);
        }
        assertThat(exits).containsOnlyOnce(1);
    }

    @Test
    void reportsOfDifferentRunsAreNotMerged() throws IOException {
        Drivers.write(folder.resolve("tree/a/x.c"), Drivers.driver(Drivers.BODY_WRONG));
        String first = json("--shard", "1/2", "tree");
        for (List<String> other : List.of(
                List.of("--kernel", "6.12", "tree"),
                List.of("--allow", "double-completion", "tree"),
                List.of("tree/a"),
                List.of("--alone", "tree"))) {
            var arguments = new ArrayList<>(List.of("--shard", "2/2"));
            arguments.addAll(other);
            Cli merged = merge(List.of(first, json(arguments.toArray(String[]::new))), new Random(1));
            assertThat(merged.exit()).isEqualTo(3);
            assertThat(merged.out()).isEmpty();
            assertThat(merged.err())
                    .startsWith("uringlint: nothing was merged: `reports/")
                    .contains("not of the same run");
        }
    }

    @Test
    void theResultIsWrittenToWhatALinkLeadsToAndKeepsTheMode() throws IOException {
        Drivers.write(folder.resolve("tree/x.c"), Drivers.driver(Drivers.BODY_WRONG));
        Drivers.write(folder.resolve("a.json"), json("--shard", "1/1", "tree"));
        Path target = Drivers.write(folder.resolve("elsewhere/target.json"), "old");
        assumeTrue(Files.getFileStore(target).supportsFileAttributeView("posix"));
        Files.setPosixFilePermissions(target, PosixFilePermissions.fromString("rw-r-----"));
        Files.createSymbolicLink(folder.resolve("link.json"), target);
        assertThat(Cli.run(folder, "merge", "-o", "link.json", "a.json").exit()).isZero();
        assertThat(folder.resolve("link.json")).isSymbolicLink();
        assertThat(Files.readString(target)).isEqualTo(json("tree"));
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(target))).isEqualTo("rw-r-----");
        Files.createSymbolicLink(folder.resolve("device.json"), Path.of("/dev/null"));
        assertThat(Cli.run(folder, "merge", "-o", "device.json", "a.json").exit()).isZero();
        assertThat(folder.resolve("device.json")).isSymbolicLink();
        assertThat(Files.isRegularFile(Path.of("/dev/null"))).isFalse();
    }

    @Test
    void theResultIsWrittenWholeOrNotAtAll() throws IOException {
        Drivers.write(folder.resolve("tree/x.c"), Drivers.driver(Drivers.BODY_WRONG));
        Drivers.write(folder.resolve("a.json"), json("--shard", "1/1", "tree"));
        Drivers.write(folder.resolve("b.json"), "{");
        assertThat(Cli.run(folder, "merge", "-o", "whole.json", "a.json")).isEqualTo(new Cli(0, "", ""));
        assertThat(Files.readString(folder.resolve("whole.json"))).isEqualTo(json("tree"));
        assertThat(Cli.run(folder, "merge", "-o", "whole.json", "b.json").exit()).isEqualTo(3);
        assertThat(Files.readString(folder.resolve("whole.json"))).isEqualTo(json("tree"));
        assertThat(Cli.run(folder, "merge", "-o", "no/such/folder.json", "a.json")
                        .err())
                .isEqualTo("uringlint: nothing was merged: `no/such/folder.json` cannot be written\n");
        assertThat(Cli.run(folder, "merge", "a.json", "a.json").err())
                .isEqualTo("uringlint: nothing was merged: `a.json` is named twice\n");
        assertThat(Cli.run(folder, "merge", "none.json").err())
                .isEqualTo("uringlint: nothing was merged: `none.json` cannot be read\n");
        assertThat(Cli.run(folder, "merge").exit()).isEqualTo(2);
        Drivers.write(folder.resolve("c.sarif"), report("sarif", "--shard", "1/1", "tree"));
        assertThat(Cli.run(folder, "merge", "a.json", "c.sarif").err())
                .isEqualTo("uringlint: nothing was merged: `c.sarif` is SARIF, and `a.json` is not\n");
        Drivers.write(folder.resolve("c.sarif"), report("sarif", "tree"));
        assertThat(Cli.run(folder, "merge", "c.sarif").err())
                .isEqualTo("uringlint: nothing was merged: `c.sarif` is no report of a part: it was written without"
                        + " --shard\n");
        Files.delete(folder.resolve("c.sarif"));
        try (var left = Files.list(folder)) {
            assertThat(left.map(path -> path.getFileName().toString()))
                    .containsExactlyInAnyOrder("tree", "a.json", "b.json", "whole.json");
        }
    }

    @Test
    void wrongNumbersAreMistakesOfTheUser() throws IOException {
        Drivers.write(folder.resolve("x.c"), Drivers.driver(Drivers.BODY_RIGHT));
        for (String shard : List.of("0/2", "3/2", "two", "1/0")) {
            assertThat(Cli.run(folder, "check", "--shard", shard, "x.c").exit()).as(shard).isEqualTo(2);
        }
        assertThat(Cli.run(folder, "check", "--shard", "3/2", "x.c").err())
                .startsWith("uringlint: `3/2` is no part of the work: write `2/5` for the second one of five\n");
        assertThat(Cli.run(folder, "check", "--jobs", "0", "x.c").exit()).isEqualTo(2);
        assertThat(Cli.run(folder, "check", "--jobs", "many", "x.c").exit()).isEqualTo(2);
        assertThat(Cli.run(folder, "entries", "--jobs", "1", "x.c").exit()).isZero();
    }
}
