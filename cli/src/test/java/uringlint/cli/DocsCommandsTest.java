// SPDX-License-Identifier: Apache-2.0

package uringlint.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/// The commands on the pages of the repository can be run as they stand there. Those of the tutorials print what stands below them:
/// `-Dgolden=update` writes that anew.
class DocsCommandsTest {
    private static final Path ROOT = Path.of("..").toAbsolutePath().normalize();
    private static final Path TUTORIALS = ROOT.resolve("docs/tutorials");

    /// Commands that are not run here, by how they begin, and why not.
    private static final Map<String, String> NOT_RUN = Map.ofEntries(
            Map.entry("mvn ", "is the build that runs this"),
            Map.entry("tools/try ", "compiles all sources anew"),
            Map.entry("java tools/Benchmark.java ", "takes minutes over a whole kernel"),
            Map.entry("java -cp cli/target/uringlint.jar tools/ReadArchive.java ", "reads an archive that comes from the network"),
            Map.entry("git clone --mirror https:", "comes from the network"),
            Map.entry("git clone --bare https:", "comes from the network"),
            Map.entry("git clone https:", "comes from the network"),
            Map.entry("uringlint/uringlint ", "is in what comes from the network"),
            Map.entry("tar -xzf uringlint-VERSION", "needs a package; DistributionIT unpacks one"),
            Map.entry("ln -s \"$PWD/uringlint-VERSION", "is about what was unpacked"),
            Map.entry("apt install ", "needs a package; tools/package/try installs one"),
            Map.entry("podman ", "gets images from the network"),
            Map.entry("JAVA_HOME=FOLDER_OF_A_JDK_25 mvn ", "takes hours"),
            Map.entry("make C=", "needs the build of a kernel; KbuildTest runs make with one of its own"),
            Map.entry("seq 4 | parallel ", "ScaleTest runs it where there is GNU parallel"),
            Map.entry("uringlint merge -o whole.json shard-*.json", "ScaleTest runs it behind the parts"),
            Map.entry("parts=$(sbatch ", "needs a cluster"),
            Map.entry("sbatch ", "needs a cluster"),
            Map.entry("kubectl ", "needs a cluster"),
            Map.entry("uringlint watch ", "needs archives and trees; WatchTest runs it with those of its own"),
            Map.entry("xdg-open ", "starts a browser"));

    private static final Pattern BLOCK = Pattern.compile("(?ms)^( *)```sh\\n(.*?)^\\1```$");
    /// A file that a tutorial has its reader write: its name in the line above.
    private static final Pattern FILE = Pattern.compile("(?ms)`([\\w./-]+)`[^`\\n]*:\\n\\n```(?:c|yaml)\\n(.*?)^```$");
    /// Commands, and what they print.
    private static final Pattern RUN = Pattern.compile("(?ms)^```sh\\n(.*?)^```\\n(?:\\n```text\\n(.*?)^```\\n)?");
    private static final Pattern FOR_A_SHELL = Pattern.compile("[|<>'\"$;&*\\\\(]");
    private static final Pattern SECONDS = Pattern.compile("\\d+\\.\\d s\\b");

    @TempDir
    private Path folder;

    @TempDir
    private Path programs;

    /// What a command ended with, and all that it printed.
    private record Outcome(int exit, String text) {}

    private static List<Path> pages() throws IOException {
        var pages = new ArrayList<>(List.of(ROOT.resolve("README.md"), ROOT.resolve("CONTRIBUTING.md"), ROOT.resolve("SECURITY.md")));
        try (Stream<Path> files = Files.walk(ROOT.resolve("docs"))) {
            files.filter(file -> file.toString().endsWith(".md") && !file.startsWith(TUTORIALS)).sorted().forEach(pages::add);
        }
        return pages;
    }

    private static List<Path> tutorials() throws IOException {
        try (Stream<Path> files = Files.list(TUTORIALS)) {
            return files.filter(file -> !file.endsWith("README.md")).sorted().toList();
        }
    }

    /// The commands of a block, without what is said of them.
    private static List<String> commands(String block) {
        return block.stripIndent().replace("\\\n", " ").lines()
                .map(line -> line.replaceFirst("(^|\\s+)# .*", "").strip())
                .filter(line -> !line.isEmpty())
                .toList();
    }

    private static boolean isNotRun(String command) {
        return NOT_RUN.keySet().stream().anyMatch(command::startsWith);
    }

    @Test
    void everyCommandIsRunOrSaysWhyNot() throws IOException {
        assumeTrue(Program.exists("git") && Program.exists("bash"));
        GitFolder git = scene();
        Set<String> notRun = new LinkedHashSet<>();
        int run = 0;
        for (Path page : pages()) {
            for (MatchResult block : BLOCK.matcher(Files.readString(page)).results().toList()) {
                for (String command : commands(block.group(2))) {
                    if (isNotRun(command)) {
                        NOT_RUN.keySet().stream().filter(command::startsWith).forEach(notRun::add);
                    } else {
                        Outcome outcome = run(git, command);
                        assertThat(outcome.exit()).as("%s: %s%n%s", page.getFileName(), command, outcome.text()).isIn(0, 1);
                        run++;
                    }
                }
            }
        }
        assertThat(run).isGreaterThan(15);
        assertThat(notRun).as("what is not run, and is on a page").containsExactlyInAnyOrderElementsOf(NOT_RUN.keySet());
    }

    /// A repository with all that pages speak of: drivers, a tag, a patch, a series, something staged, a compilation database.
    private GitFolder scene() throws IOException {
        GitFolder git = GitFolder.create(folder, Program.path(programs));
        Drivers.write(folder.resolve("drivers/block/x.c"), Drivers.driver(Drivers.BODY_WRONG));
        git.commitAll("block: add a driver");
        git.run("tag", "v7.2");
        Drivers.write(folder.resolve("drivers/widget/w.c"), Drivers.driver(Drivers.BODY_WRONG));
        git.commitAll("widget: add commands");
        git.run("format-patch", "--quiet", "-1");
        Files.writeString(folder.resolve("series.mbox"), git.run("format-patch", "--stdout", "-1") + "\n");
        Drivers.write(folder.resolve("drivers/widget/v.c"), Drivers.driver(Drivers.BODY_WRONG));
        git.run("add", "drivers/widget/v.c");
        Drivers.write(folder.resolve("path/to/driver.c"), Drivers.driver(Drivers.BODY_WRONG).replace("x_uring_cmd", "my_uring_cmd"));
        Drivers.write(folder.resolve("compile_commands.json"), "[{\"directory\": \".\", \"file\": \"drivers/block/x.c\"}]");
        Path sample = Path.of("samples/src/main/resources/samples/double-completion/done-then-zero.c");
        Drivers.write(folder.resolve(sample), Files.readString(ROOT.resolve(sample)));
        return git;
    }

    /// Runs a command: in this process if it is one of ours and needs no shell.
    private Outcome run(GitFolder git, String command) throws IOException {
        String here = command.replace("/path/to/uringlint", folder + "/uringlint").replaceFirst("^\\./uringlint ", "uringlint ");
        if (here.startsWith("uringlint ") && !FOR_A_SHELL.matcher(here).find()) {
            Cli run = Cli.run(folder, here.substring("uringlint ".length()).split(" +"));
            return new Outcome(run.exit(), run.out() + run.err());
        }
        Program run = Program.run(folder, git.environment(), List.of("bash", "-c", here));
        return new Outcome(run.exit(), run.out() + run.err());
    }

    @Test
    void theReadmeShowsTheReportOfItsFirstCommand() throws IOException {
        Path readme = ROOT.resolve("README.md");
        String text = Files.readString(readme);
        Matcher shown = Pattern.compile("(?ms)^\\./uringlint (check \\S+)$.*?^```\\n(error\\[.*?)^```$").matcher(text);
        assertThat(shown.find()).isTrue();
        String report = Cli.run(ROOT, shown.group(1).split(" ")).out().strip().lines()
                .map(String::stripTrailing).collect(Collectors.joining("\n", "", "\n"));
        if ("update".equals(System.getProperty("golden"))) {
            Files.writeString(readme, text.substring(0, shown.start(2)) + report + text.substring(shown.end(2)));
        } else {
            assertThat(shown.group(2)).as("the report in the README, which -Dgolden=update writes anew").isEqualTo(report);
        }
    }

    @TestFactory
    Stream<DynamicTest> theTutorialsSayWhatHappens() throws IOException {
        assumeTrue(Program.exists("git") && Program.exists("bash"));
        return tutorials().stream().map(page -> DynamicTest.dynamicTest(page.getFileName().toString(), () -> follow(page)));
    }

    private void follow(Path page) throws IOException {
        Path place = Files.createDirectory(folder.resolve(page.getFileName().toString()));
        String text = Files.readString(page);
        Map<Integer, MatchResult> steps = new LinkedHashMap<>();
        FILE.matcher(text).results().forEach(file -> steps.put(file.start(), file));
        RUN.matcher(text).results().forEach(run -> steps.put(run.start(), run));
        var follower = new DocsCommandsTest();
        follower.folder = place;
        GitFolder git = GitFolder.create(place, Program.path(programs));
        var shown = new StringBuilder(text);
        int moved = 0;
        int count = 0;
        for (MatchResult step : steps.entrySet().stream().sorted(Map.Entry.comparingByKey()).map(Map.Entry::getValue).toList()) {
            if (!text.startsWith("```sh", step.start())) {
                Drivers.write(place.resolve(step.group(1)), step.group(2));
                continue;
            }
            var printed = new StringBuilder();
            for (String command : commands(step.group(1))) {
                Outcome outcome = follower.run(git, command);
                assertThat(outcome.exit()).as("%s%n%s", command, outcome.text()).isIn(0, 1);
                printed.append(outcome.text());
                count++;
            }
            if (step.group(2) != null) {
                String output = withoutTimes(printed.toString());
                shown.replace(step.start(2) + moved, step.end(2) + moved, output);
                moved += output.length() - step.group(2).length();
            }
        }
        if ("update".equals(System.getProperty("golden"))) {
            Files.writeString(page, shown.toString());
        }
        assertThat(count).isGreaterThan(3);
        assertThat(Files.readString(page)).as("%s, which -Dgolden=update writes anew", page.getFileName()).isEqualTo(shown.toString());
    }

    private static String withoutTimes(String text) {
        return SECONDS.matcher(text).replaceAll("0.1 s").lines().map(String::stripTrailing).collect(Collectors.joining("\n", "", "\n"));
    }
}
