// SPDX-License-Identifier: Apache-2.0

package uringlint.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.google.gson.JsonParser;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/// The definitions for GitHub, GitLab and pre-commit: the commands that stand in them are run here as they stand.
class CiFilesTest {
    private static final Path ROOT = Path.of("..").toAbsolutePath().normalize();

    @TempDir
    private Path folder;

    private Path work;
    private String path;
    private GitFolder git;
    private String base;

    /// A branch on which a driver was wrong before, and a commit makes another one wrong.
    @BeforeEach
    void createRepository() throws IOException {
        assumeTrue(Program.exists("git") && Program.exists("bash"));
        work = Files.createDirectory(folder.resolve("work"));
        path = Program.path(folder.resolve("bin"));
        git = GitFolder.create(work, path);
        Drivers.write(work.resolve("old/x.c"), Drivers.driver(Drivers.BODY_WRONG));
        Drivers.write(work.resolve("new/x.c"), Drivers.driver(Drivers.BODY_RIGHT));
        base = git.commitAll("add drivers");
        Drivers.write(work.resolve("new/x.c"), Drivers.driver(Drivers.BODY_WRONG));
        git.commitAll("new: return what was completed");
    }

    private static Object yaml(String file) throws IOException {
        return new Load(LoadSettings.builder().setLabel(file).build()).loadFromString(Files.readString(ROOT.resolve(file)));
    }

    private static Map<?, ?> map(Object value) {
        return (Map<?, ?>) value;
    }

    private static List<?> list(Object value) {
        return (List<?>) value;
    }

    private Program bash(Path in, Map<String, String> environment, String script) throws IOException {
        var all = new HashMap<>(git.environment());
        all.putAll(environment);
        return Program.run(in, all, List.of("bash", "--noprofile", "--norc", "-e", "-o", "pipefail", "-c", script));
    }

    private static Map<?, ?> step(String id) throws IOException {
        for (Object step : list(map(map(yaml("action.yml")).get("runs")).get("steps"))) {
            if (id.equals(map(step).get("id"))) {
                return map(step);
            }
        }
        throw new AssertionError("the action has no step " + id);
    }

    /// Runs a step of the action. `given` are the values of the expressions in its environment; others are empty, and inputs have their
    /// defaults.
    private Program action(Path in, String id, Map<String, String> given, Map<String, String> runner) throws IOException {
        Map<?, ?> step = step(id);
        var environment = new HashMap<>(runner);
        map(step.get("env"))
                .forEach((name, expression) -> environment.put((String) name, value((String) expression, given)));
        return bash(in, environment, (String) step.get("run"));
    }

    private static String value(String expression, Map<String, String> given) {
        assertThat(expression).matches("\\$\\{\\{ .* }}");
        for (String part : expression.substring(4, expression.length() - 3).split(" \\|\\| ")) {
            String value = given.getOrDefault(
                    part, part.startsWith("inputs.") ? input(part.substring("inputs.".length())) : "");
            if (!value.isEmpty()) {
                return value;
            }
        }
        return "";
    }

    private static String input(String name) {
        try {
            Map<?, ?> inputs = map(map(yaml("action.yml")).get("inputs"));
            assertThat(inputs.containsKey(name)).as("the input %s", name).isTrue();
            return (String) map(inputs.get(name)).get("default");
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void theActionReportsWhatAPullRequestBrings() throws IOException {
        Path output = Files.createFile(folder.resolve("output"));
        Program run = action(
                work,
                "check",
                Map.of("github.event.pull_request.base.sha", base),
                Map.of("GITHUB_OUTPUT", output.toString()));
        assertThat(run.exit()).isEqualTo(1);
        assertThat(run.out()).contains("::error ").contains("file=new/x.c").doesNotContain("old/x.c");
        assertThat(output).hasContent("file=uringlint.sarif");
        String sarif = Files.readString(work.resolve("uringlint.sarif"));
        assertThat(JsonParser.parseString(sarif).getAsJsonObject().get("version").getAsString()).isEqualTo("2.1.0");
        assertThat(sarif).contains("new/x.c").doesNotContain("old/x.c");
    }

    @Test
    void theActionBlamesNothingOfTheBaseOnAPullRequest() throws IOException {
        String request = git.run("rev-parse", "HEAD");
        git.run("switch", "--quiet", "--create", "target", base);
        Drivers.write(work.resolve("target/x.c"), Drivers.driver(Drivers.BODY_WRONG));
        String target = git.commitAll("target: go on");
        var runner = Map.of("GITHUB_OUTPUT", folder.resolve("output").toString());
        // The request itself, while its base went on.
        git.run("switch", "--quiet", "--detach", request);
        Program run = action(
                work,
                "check",
                Map.of(
                        "github.event.pull_request.base.sha",
                        target,
                        "github.event.pull_request.head.sha",
                        request,
                        "inputs.file",
                        "../x.sarif"),
                runner);
        assertThat(run.out()).contains("file=new/x.c").doesNotContain("target/x.c", "old/x.c");
        // The merge of both, with the base as it was when the request was made.
        git.run("switch", "--quiet", "--detach", target);
        git.run("merge", "--quiet", "--no-edit", request);
        run = action(
                work,
                "check",
                Map.of(
                        "github.event.pull_request.base.sha",
                        base,
                        "github.event.pull_request.head.sha",
                        request,
                        "inputs.file",
                        "../y.sarif"),
                runner);
        assertThat(run.out()).contains("file=new/x.c").doesNotContain("target/x.c", "old/x.c");
    }

    @Test
    void theActionReportsAllWhereThereIsNoBase() throws IOException {
        Path output = Files.createFile(folder.resolve("output"));
        Program run = action(
                work,
                "check",
                Map.of("inputs.paths", "old new", "inputs.format", "json", "inputs.fail-on", "never"),
                Map.of("GITHUB_OUTPUT", output.toString()));
        assertThat(run.exit()).as(run.err()).isZero();
        assertThat(output).hasContent("file=uringlint.json");
        assertThat(Files.readString(work.resolve("uringlint.json"))).contains("new/x.c").contains("old/x.c");
    }

    @Test
    void theActionFetchesWhatAShallowCheckoutLacks() throws IOException {
        Path clone = folder.resolve("clone");
        bash(folder, Map.of(), "git clone --quiet --depth 1 'file://" + work + "' clone");
        Path output = Files.createFile(folder.resolve("output"));
        Program run = action(
                clone,
                "check",
                Map.of("inputs.base", base, "inputs.file", "found.sarif"),
                Map.of("GITHUB_OUTPUT", output.toString()));
        assertThat(run.exit()).as(run.err()).isEqualTo(1);
        assertThat(output).hasContent("file=found.sarif");
        assertThat(Files.readString(clone.resolve("found.sarif"))).contains("new/x.c").doesNotContain("old/x.c");
    }

    @Test
    void theActionRunsTheVersionThatIsAskedFor() throws IOException {
        Path asked = Files.createFile(folder.resolve("path"));
        Path own = folder.resolve("action");
        Program.script(own.resolve("uringlint"), "echo own \"$@\"\n");
        Program run = action(
                work, "program", Map.of("github.action_path", own.toString()), Map.of("GITHUB_PATH", asked.toString()));
        assertThat(run).isEqualTo(new Program(0, "own --version\n", ""));
        assertThat(asked).hasContent(own.toString());

        Path temporary = Files.createDirectory(folder.resolve("runner"));
        Path server = folder.resolve("server/someone/uringlint");
        Program.script(server.resolve("uringlint"), "echo released \"$@\"\n");
        GitFolder released = GitFolder.create(server, path);
        released.commitAll("release");
        released.run("tag", "v1");
        Files.writeString(asked, "");
        run = action(
                work,
                "program",
                Map.of(
                        "inputs.version",
                        "v1",
                        "github.action_repository",
                        "someone/uringlint",
                        "github.action_path",
                        own.toString()),
                Map.of(
                        "GITHUB_PATH",
                        asked.toString(),
                        "GITHUB_SERVER_URL",
                        "file://" + folder.resolve("server"),
                        "RUNNER_TEMP",
                        temporary.toString()));
        assertThat(run.exit()).as(run.err()).isZero();
        assertThat(run.out()).isEqualTo("released --version\n");
        assertThat(asked).hasContent(temporary.resolve("uringlint").toString());
    }

    /// Writes what a release has for this machine, with a program that says so.
    private static void release(Path place, String version) throws IOException {
        Program.script(place.resolve("uringlint-" + version + "/bin/uringlint"), "echo released \"$@\"\n");
        String name = "uringlint-" + version + "-$(uname -s | tr A-Z a-z)-$(uname -m).tar.gz";
        Program made = Program.run(
                place,
                Map.of(),
                List.of("sh", "-c", "tar -czf \"" + name + "\" uringlint-" + version + " && sha256sum *.tar.gz > SHA256SUMS"));
        assertThat(made.exit()).as(made.err()).isZero();
    }

    private static void spoil(Path place) throws IOException {
        try (Stream<Path> files = Files.list(place)) {
            Path archive = files.filter(file -> file.toString().endsWith(".gz")).findFirst().orElseThrow();
            Files.write(archive, new byte[] {0}, StandardOpenOption.APPEND);
        }
    }

    private void assumeDownloads() {
        assumeTrue(Program.exists("curl") && Program.exists("sha256sum") && Program.exists("tar"));
    }

    @Test
    void theActionTakesTheReleaseOfATag() throws IOException {
        assumeDownloads();
        Path download = Files.createDirectories(folder.resolve("server/someone/uringlint/releases/download/v1.2.3"));
        Path asked = Files.createFile(folder.resolve("path"));
        Path output = Files.createFile(folder.resolve("output"));
        Map<String, String> given = Map.of(
                "inputs.version", "v1.2.3", "github.action_repository", "someone/uringlint", "github.action_path", ROOT.toString());
        Map<String, String> runner = Map.of(
                "GITHUB_PATH", asked.toString(),
                "GITHUB_OUTPUT", output.toString(),
                "GITHUB_SERVER_URL", "file://" + folder.resolve("server"),
                "RUNNER_TEMP", folder.toString());
        Program none = action(work, "release", given, runner);
        assertThat(none.exit()).as(none.err()).isZero();
        assertThat(none.err()).startsWith("ci/install: no uringlint-1.2.3-");
        assertThat(output).isEmptyFile();

        release(download, "1.2.3");
        Program run = action(work, "release", given, runner);
        assertThat(run.exit()).as(run.err()).isZero();
        assertThat(output).hasContent("found=true");
        assertThat(Program.run(folder, Map.of(), List.of(Files.readString(asked).strip() + "/uringlint", "check")).out())
                .isEqualTo("released check\n");
    }

    @Test
    void aReleaseThatIsNotWhatItWasIsRefused() throws IOException {
        assumeDownloads();
        Path download = Files.createDirectories(folder.resolve("download"));
        release(download, "1.2.3");
        spoil(download);
        String install = ROOT.resolve("ci/install").toString();
        Program run = Program.run(folder, Map.of(), List.of(install, "file://" + download, "v1.2.3", folder.resolve("to").toString()));
        assertThat(run.exit()).isEqualTo(2);
        assertThat(run.err()).contains("is not what its SHA256SUMS says");
        assertThat(folder.resolve("to")).isEmptyDirectory();
    }

    /// What pre-commit checks out of a tag runs its release, and what is no tag is built.
    @Test
    void theHookOfPreCommitTakesTheReleaseOfItsTag() throws IOException {
        assumeDownloads();
        Path origin = folder.resolve("server/uringlint");
        for (String file : List.of("ci/install", "ci/uringlint")) {
            Files.createDirectories(origin.resolve("ci"));
            Files.copy(ROOT.resolve(file), origin.resolve(file), StandardCopyOption.COPY_ATTRIBUTES);
        }
        Program.script(origin.resolve("uringlint"), "echo built \"$@\"\n");
        GitFolder repository = GitFolder.create(origin, path);
        repository.commitAll("release");
        assertThat(bash(folder, Map.of(), "git clone -q 'file://" + origin + "' clone && clone/ci/uringlint check").out())
                .isEqualTo("built check\n");
        repository.run("tag", "v1.2.3");
        release(Files.createDirectories(origin.resolve("releases/download/v1.2.3")), "1.2.3");
        assertThat(bash(folder, Map.of(), "git -C clone fetch -q --tags && clone/ci/uringlint check").out()).isEqualTo("released check\n");
        assertThat(bash(folder, Map.of(), "rm -r server && clone/ci/uringlint check").out())
                .as("it is kept").isEqualTo("released check\n");
    }

    @Test
    void nothingOfAPullRequestIsPastedIntoAScriptOfTheAction() throws IOException {
        var unused = new ArrayList<String>();
        map(map(yaml("action.yml")).get("inputs")).keySet().forEach(name -> unused.add((String) name));
        for (Object step : list(map(map(yaml("action.yml")).get("runs")).get("steps"))) {
            if (map(step).containsKey("run")) {
                assertThat((String) map(step).get("run")).doesNotContain("${{");
                assertThat(map(step).get("shell")).isEqualTo("bash");
                map(map(step).get("env"))
                        .values()
                        .forEach(value ->
                                unused.removeIf(name -> ((String) value).matches(".*inputs\\." + name + "\\b(?!-).*")));
            }
        }
        assertThat(unused).as("inputs that nothing reads").isEmpty();
        String odd = "$(touch pwned); `touch pwned` \" ' ;touch pwned";
        action(work, "check", Map.of("inputs.base", odd), Map.of("GITHUB_OUTPUT", folder.resolve("output").toString()));
        action(
                work,
                "check",
                Map.of("inputs.paths", odd),
                Map.of("GITHUB_OUTPUT", folder.resolve("output").toString()));
        assertThat(work.resolve("pwned")).doesNotExist();
    }

    /// Runs the script of a GitLab job with its variables and those that GitLab sets.
    private Program gitlab(String job, String part, Map<String, String> runner) throws IOException {
        Map<?, ?> file = map(yaml("ci/gitlab.yml"));
        var environment = new HashMap<String, String>();
        map(file.get("variables")).forEach((name, value) -> environment.put((String) name, (String) value));
        environment.putAll(runner);
        Map<?, ?> defined = map(file.get(job));
        Object lines = defined.containsKey(part) ? defined.get(part) : map(file.get(defined.get("extends"))).get(part);
        return bash(work, environment, String.join("\n", list(lines).stream().map(String.class::cast).toList()));
    }

    @Test
    void theJobOfGitlabReportsWhatAMergeRequestBrings() throws IOException {
        Program run = gitlab("uringlint", "script", Map.of("CI_MERGE_REQUEST_DIFF_BASE_SHA", base));
        assertThat(run.exit()).isEqualTo(1);
        assertThat(run.out()).contains("--> new/x.c:6:2").doesNotContain("old/x.c");
        String report = Files.readString(work.resolve("gl-code-quality-report.json"));
        assertThat(JsonParser.parseString(report).getAsJsonArray()).hasSize(1);
        assertThat(report).contains("new/x.c").contains("double-completion");
        assertThat(gitlab(
                                "uringlint",
                                "script",
                                Map.of("CI_MERGE_REQUEST_DIFF_BASE_SHA", base, "URINGLINT_FAIL_ON", "never"))
                        .exit())
                .isZero();
    }

    @Test
    void theJobOfGitlabGetsTheProgramFirst() throws IOException {
        Path server = folder.resolve("server/tools/uringlint.git");
        Program.script(server.resolve("uringlint"), "echo released \"$@\"\n");
        GitFolder.create(server, path).commitAll("release");
        Path builds = Files.createDirectory(folder.resolve("builds"));
        Program run = gitlab(
                "uringlint",
                "before_script",
                Map.of("CI_SERVER_URL", "file://" + folder.resolve("server"), "CI_BUILDS_DIR", builds.toString()));
        assertThat(run.exit()).as(run.err()).isZero();
        assertThat(run.out()).isEqualTo("released --version\n");
    }

    @Test
    void theJobOfGitlabTakesTheReleaseOfATag() throws IOException {
        assumeDownloads();
        Path server = folder.resolve("server/tools/uringlint.git");
        Program.script(server.resolve("uringlint"), "echo built \"$@\"\n");
        Files.createDirectories(server.resolve("ci"));
        Files.copy(ROOT.resolve("ci/install"), server.resolve("ci/install"), StandardCopyOption.COPY_ATTRIBUTES);
        GitFolder repository = GitFolder.create(server, path);
        repository.commitAll("release");
        repository.run("tag", "v1.2.3");
        release(Files.createDirectories(folder.resolve("server/tools/uringlint/-/releases/v1.2.3/downloads")), "1.2.3");
        Path builds = Files.createDirectory(folder.resolve("builds"));
        Program run = gitlab(
                "uringlint",
                "before_script",
                Map.of(
                        "CI_SERVER_URL", "file://" + folder.resolve("server"),
                        "CI_BUILDS_DIR", builds.toString(),
                        "URINGLINT_VERSION", "v1.2.3"));
        assertThat(run.exit()).as(run.err()).isZero();
        assertThat(run.out()).isEqualTo("released --version\n");
    }

    @Test
    void theJobsOfGitlabSplitATreeAndMergeTheReports() throws IOException {
        for (int index = 1; index <= 3; index++) {
            Program part = gitlab(
                    ".uringlint-tree", "script", Map.of("CI_NODE_INDEX", String.valueOf(index), "CI_NODE_TOTAL", "3"));
            assertThat(part.exit()).as(part.err()).isZero();
        }
        assertThat(gitlab(".uringlint-merge", "script", Map.of()).exit()).isZero();
        assertThat(Files.readString(work.resolve("uringlint.json")))
                .isEqualTo(Cli.run(work, "check", "--format", "json", ".").out());
    }

    @Test
    void jobsOfGitlabKeepWhatTheirScriptsWrite() throws IOException {
        Map<?, ?> file = map(yaml("ci/gitlab.yml"));
        for (String job : List.of("uringlint", ".uringlint-tree", ".uringlint-merge")) {
            Map<?, ?> artifacts = map(map(file.get(job)).get("artifacts"));
            String kept = artifacts.containsKey("paths")
                    ? (String) list(artifacts.get("paths")).getFirst()
                    : (String) map(artifacts.get("reports")).get("codequality");
            String script = String.join(
                    "\n",
                    list(map(file.get(job)).get("script")).stream()
                            .map(String.class::cast)
                            .toList());
            assertThat(script.replaceAll("\\$\\w+", "*")).as(job).contains(kept);
        }
    }

    /// Runs an entry as pre-commit does: the first word is a program in the repository of the definition.
    private Program preCommit(String id, String... files) throws IOException {
        for (Object hook : list(yaml(".pre-commit-hooks.yaml"))) {
            if (id.equals(map(hook).get("id"))) {
                List<String> words = List.of(((String) map(hook).get("entry")).split(" "));
                assertThat(map(hook).get("language")).isEqualTo("script");
                assertThat(ROOT.resolve(words.getFirst())).isExecutable();
                var command = new ArrayList<>(words);
                command.set(0, folder.resolve("bin").resolve(Path.of(words.getFirst()).getFileName()).toString());
                var wanted = Pattern.compile((String) map(hook).get("files"));
                if (!Boolean.FALSE.equals(map(hook).get("pass_filenames"))) {
                    List.of(files).stream().filter(file -> wanted.matcher(file).find()).forEach(command::add);
                }
                return Program.run(work, git.environment(), command);
            }
        }
        throw new AssertionError("there is no hook " + id);
    }

    @Test
    void theHookOfPreCommitIsAboutWhatIsStaged() throws IOException {
        assertThat(preCommit("uringlint", "old/x.c").exit()).isZero();
        Drivers.write(work.resolve("third/x.c"), Drivers.driver(Drivers.BODY_WRONG));
        git.run("add", "third/x.c");
        Program run = preCommit("uringlint", "third/x.c");
        assertThat(run.exit()).isEqualTo(1);
        assertThat(run.out()).contains("--> third/x.c:6:2").doesNotContain("old/x.c");
    }

    @Test
    void theHookForFilesIsAboutAllOfThem() throws IOException {
        Program run = preCommit("uringlint-files", "old/x.c", "new/x.c", "README");
        assertThat(run.exit()).isEqualTo(1);
        assertThat(run.out()).contains("--> old/x.c:6:2").contains("--> new/x.c:6:2");
    }

    /// A branch or a tag can be moved to another commit by whoever can write to the repository of an action.
    @Test
    void whatIsRunByExamplesIsPinnedByItsCommit() throws IOException {
        List<Path> shipped = new ArrayList<>(
                List.of(ROOT.resolve("action.yml"), ROOT.resolve(".pre-commit-hooks.yaml"), ROOT.resolve("README.md")));
        for (String where : List.of("docs", "ci", ".github")) {
            if (Files.exists(ROOT.resolve(where))) {
                try (Stream<Path> files = Files.walk(ROOT.resolve(where))) {
                    files.filter(file -> file.toString().matches(".*\\.(md|ya?ml)")).sorted().forEach(shipped::add);
                }
            }
        }
        Pattern uses = Pattern.compile("(?:uses|rev|ref): +(\\S.*)");
        var others = new ArrayList<String>();
        for (Path file : shipped) {
            uses.matcher(Files.readString(file))
                    .results()
                    .map(use -> use.group(1))
                    .filter(use -> !use.matches("(OWNER/uringlint@)?COMMIT"))
                    .forEach(others::add);
        }
        assertThat(others)
                .hasSizeGreaterThanOrEqualTo(3)
                .allMatch(use -> use.matches("[\\w-]+(/[\\w-]+)+@[0-9a-f]{40} # v\\d+(\\.\\d+)*"));
    }
}
