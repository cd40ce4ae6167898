// SPDX-License-Identifier: Apache-2.0

package uringlint;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.spi.ToolProvider;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import uringlint.cli.Main;
import uringlint.rule.Rule;
import uringlint.rules.Rules;
import uringlint.rules.model.UringApi;

/// Which package may use which, and other promises about the source that no compiler keeps.
class ArchitectureTest {
    /// A line a package: what it may use of ours. A new dependency is a new word here, for a reviewer to see.
    private static final String PERMITTED = """
        source
        version
        diagnostic         source
        dialect            source version
        syntax             source dialect
        ir                 source
        ir.text            source ir
        lower              source dialect syntax ir ir.text
        lower.rust         source dialect syntax ir lower
        cfg                source ir
        callgraph          source ir
        layout             source ir callgraph
        typestate.value    ir
        typestate.protocol source version ir callgraph typestate.value
        typestate.observe  source diagnostic ir typestate.value typestate.protocol
        effects            source ir cfg callgraph typestate.value typestate.protocol typestate.observe
        typestate.state    source ir cfg callgraph typestate.value typestate.protocol typestate.observe
        typestate.entry    source ir callgraph typestate.value typestate.protocol typestate.state
        typestate.track    source ir callgraph typestate.value typestate.protocol typestate.observe effects typestate.state
        typestate.run      source ir cfg callgraph typestate.value typestate.protocol typestate.observe effects typestate.state typestate.entry typestate.track
        typestate          source ir callgraph typestate.value typestate.protocol typestate.observe effects typestate.state typestate.entry typestate.track typestate.run
        rule               source diagnostic ir callgraph typestate.protocol typestate.observe
        load               source version dialect syntax ir lower lower.rust callgraph layout
        -                  source version dialect syntax ir lower callgraph typestate.protocol typestate rule load
        rules.model        source version ir callgraph layout typestate.value typestate.protocol load
        rules.report       source diagnostic ir cfg callgraph layout typestate.value typestate.protocol typestate.observe rule rules.model
        rules.ownership    source diagnostic ir callgraph typestate.protocol rule rules.model rules.report
        rules.abstraction  source version diagnostic ir callgraph typestate.protocol rule rules.model rules.report
        rules.completion   source diagnostic ir callgraph typestate.value typestate.protocol typestate.observe rule rules.model rules.report
        rules.blocking     source version diagnostic ir cfg callgraph typestate.value typestate.protocol typestate.observe rule rules.model rules.report
        rules.checks       source version diagnostic ir cfg callgraph layout typestate.value typestate.protocol typestate.observe rule rules.model rules.report
        rules.pdu          source version diagnostic ir callgraph layout typestate.value typestate.protocol typestate.observe rule rules.model rules.report
        rules.results      source diagnostic ir callgraph typestate.protocol rule rules.model rules.report
        rules.flags        source version diagnostic ir callgraph typestate.value typestate.protocol typestate.observe rule rules.model rules.report
        rules.sqe          source version diagnostic ir cfg callgraph layout typestate.protocol typestate.observe rule rules.model rules.report
        rules              source version diagnostic dialect ir typestate.protocol rule load - rules.model rules.report rules.ownership rules.abstraction rules.completion rules.blocking rules.checks rules.pdu rules.results rules.flags rules.sqe
        cli.names
        cli.kbuild         cli.names
        cli.mail
        cli.find           source dialect load cli.names
        cli.cache
        cli.run            source version diagnostic dialect ir ir.text callgraph layout rule load - rules.model rules cli.names cli.cache cli.find
        cli.config         diagnostic rules.model cli.names cli.run
        cli.report         source diagnostic ir typestate.protocol typestate.observe rule cli.names
        cli.manual         version rules.model cli.run cli.report
        cli.graph          source diagnostic ir callgraph typestate.protocol typestate.observe typestate.value rule rules.report cli.report
        cli.page           source diagnostic rule cli.graph cli.report
        cli.fix            source diagnostic cli.names
        cli.baseline       source diagnostic cli.report
        cli.suppress       source diagnostic rule cli.names
        cli.merge          rule cli.suppress
        cli.git            source cli.names cli.cache cli.find
        cli.change         source diagnostic rules.model cli.find cli.run cli.report cli.git
        cli.patch          source rules.model cli.names cli.cache cli.mail cli.find cli.git cli.change
        cli.review         source diagnostic cli.mail cli.find cli.report cli.patch
        cli.dump           source diagnostic dialect syntax ir ir.text cfg callgraph typestate.value typestate.protocol typestate.observe typestate rule load - rules.model cli.run
        cli.lsp            source diagnostic ir callgraph typestate typestate.protocol typestate.observe rule cli.names cli.find cli.report cli.run
        cli.serve          cli.cache cli.names
        cli.watch.settings cli.config
        cli.watch.sources  cli.git cli.mail
        cli.watch.store
        cli.watch.judge    cli.mail cli.review cli.watch.settings cli.watch.store
        cli.watch.policy   cli.mail cli.review cli.watch.settings
        cli.watch.page     cli.fix cli.report cli.watch.settings cli.watch.store cli.watch.judge
        cli.watch.sinks    cli.fix cli.watch.settings cli.watch.store cli.watch.policy
        cli.watch          source rules.model cli.config cli.fix cli.find cli.git cli.mail cli.patch cli.review cli.watch.settings cli.watch.sources cli.watch.store cli.watch.judge cli.watch.policy cli.watch.page cli.watch.sinks
        cli                source version diagnostic ir callgraph typestate.protocol rule load - rules.model rules cli.names cli.cache cli.kbuild cli.mail cli.find cli.run cli.config cli.report cli.manual cli.graph cli.page cli.fix cli.baseline cli.suppress cli.merge cli.git cli.change cli.patch cli.review cli.dump cli.lsp cli.serve cli.watch.settings cli.watch.store cli.watch
        """;

    private static final Pattern EDGE = Pattern.compile("^ +(uringlint[\\w.]*) +-> ([\\w.]+) .*$", Pattern.MULTILINE);

    @Test
    void packagesUseOnlyWhatTheyMay() {
        Map<String, Set<String>> permitted = permitted();
        var forbidden = new TreeSet<String>();
        var seen = new TreeSet<String>();
        found().forEach((user, used) -> {
            seen.add(user);
            seen.addAll(used);
            for (String other : used) {
                if (!permitted.getOrDefault(user, Set.of()).contains(other)) {
                    forbidden.add(user + " uses " + other);
                }
            }
        });

        assertThat(forbidden).isEmpty();
        assertThat(permitted.keySet()).as("packages of the table").containsExactlyInAnyOrderElementsOf(seen);
    }

    @Test
    void packagesStandBehindThoseThatTheyUse() {
        var known = new TreeSet<String>();
        permitted().forEach((user, used) -> {
            assertThat(known).as(user).containsAll(used);
            known.add(user);
        });
    }

    @Test
    void engineKnowsNothingOfTheApiThatItChecks() throws IOException {
        var pattern = Pattern.compile("io_uring|uring_cmd", Pattern.CASE_INSENSITIVE);
        assertThat(sources("analyzer"))
                .isNotEmpty()
                .allSatisfy(file -> assertThat(Files.readString(file)).doesNotContainPattern(pattern));
    }

    @Test
    void engineAndRulesTouchNoFilesAndNoClock() throws IOException {
        // The parser's native libraries have to be unpacked, its time limit needs a clock, and the table of effects is
        // a resource.
        var pattern = Pattern.compile(
                "import java\\.(io|nio\\.file|net|time)\\.|System\\.(out|exit|currentTimeMillis|nanoTime)");
        Set<String> exempt = Set.of("Natives.java", "Parser.java", "EffectTable.java");
        var files = new ArrayList<>(sources("analyzer"));
        files.addAll(sources("rules"));
        files.removeIf(file -> exempt.contains(file.getFileName().toString()));
        assertThat(files).allSatisfy(file -> assertThat(Files.readString(file)).doesNotContainPattern(pattern));
    }

    @Test
    void rulesReadNoSourceTextAndNoMessages() throws IOException {
        // What a report says of code, and how a fix changes it, is made in `rules.report`; the rest decides by the IR
        // and by what was observed.
        var pattern = Pattern.compile(
                "\\.file\\(\\)(\\.|::)(text|bytes|lines)|\\bfile(\\.|::)(text|bytes|lines)\\(|\\.trace\\(\\).*\\.message\\(|\\bhow\\(\\)\\.(contains|startsWith|equals|toLowerCase)");
        List<Path> rules = sources("rules").stream()
                .filter(file -> !file.getParent().endsWith("report")
                        && !file.getParent().endsWith("page")
                        && !file.getParent().endsWith("model"))
                .toList();
        assertThat(rules).isNotEmpty().allSatisfy(file -> assertThat(Files.readString(file)).doesNotContainPattern(pattern));
    }

    @Test
    void everyPackageAndEveryPublicTypeSaysWhatItIs() throws IOException {
        var type = Pattern.compile(
                "^public (abstract |final |sealed |non-sealed )*(class|interface|record|enum) ", Pattern.MULTILINE);
        for (String module : List.of("analyzer", "rules", "cli")) {
            for (Path file : sources(module)) {
                String text = Files.readString(file);
                var matcher = type.matcher(text);
                if (matcher.find()) {
                    String above = text.substring(0, matcher.start());
                    String comment = above.substring(above.lastIndexOf("\n\n") + 2);
                    assertThat(comment).as(file.toString()).startsWith("/// ");
                }
            }
        }
        for (Path folder : folders()) {
            assertThat(folder.resolve("package-info.java")).as(folder.toString()).exists();
            assertThat(Files.readString(folder.resolve("package-info.java"))).as(folder.toString())
                    .matches("(?s)(// SPDX.*?\\R\\R)?/// .*");
        }
    }

    @Test
    void listOfRulesIsSortedAndComplete() throws IOException {
        List<String> ids = Rules.ALL.stream().map(rule -> rule.info().id()).toList();
        assertThat(ids).isSorted().doesNotHaveDuplicates().allMatch(id -> id.matches("[a-z][a-z0-9]*(-[a-z0-9]+)*"));

        var pattern = Pattern.compile("\\bimplements\\b[^{]*\\bRule\\b");
        Set<String> written = new TreeSet<>();
        for (Path file : sources("rules")) {
            if (pattern.matcher(Files.readString(file)).find()) {
                written.add(file.getFileName().toString().replace(".java", ""));
            }
        }
        assertThat(Rules.ALL).extracting(rule -> rule.getClass().getSimpleName()).containsExactlyInAnyOrderElementsOf(written);
        assertThat(Rules.ALL).allSatisfy(rule -> assertThat(idOf(rule.getClass().getSimpleName())).isEqualTo(rule.info().id()));
    }

    @Test
    void rulesAreFoundByTheirIds() {
        for (Rule rule : Rules.ALL) {
            assertThat(Rules.byId(rule.info().id())).containsSame(rule);
            assertThat(rule.info().summary()).as(rule.info().id()).matches("[a-z`].*[^.]");
        }
        assertThat(Rules.byId("no-such-rule")).isEmpty();
    }

    @Test
    void namesOfTheKernelStandInTheModelAlone() throws IOException {
        var literal = Pattern.compile("\"((?:[^\"\\\\]|\\\\.)*)\"");
        for (Path file : sources("rules")) {
            if (!file.getParent().endsWith("model")) {
                String code = Files.readString(file).replaceAll("(?m)^\\s*///.*$", "");
                List<String> names = literal.matcher(code)
                        .results()
                        .map(found -> found.group(1))
                        .filter(name -> UringApi.isName(name) || name.matches("\\w*(?i:io_?uring|uring_cmd)\\w*"))
                        .toList();
                assertThat(names).as(file.toString()).isEmpty();
            }
        }
    }

    @Test
    void rulesAreCoveredByOthersThatExist() {
        for (Rule rule : Rules.ALL) {
            assertThat(rule.info().coveredBy()).as(rule.info().id()).doesNotContain(rule.info().id())
                    .allSatisfy(id -> assertThat(Rules.byId(id)).isPresent());
        }
    }

    private static String idOf(String name) {
        return name.replaceAll("(?<=[a-z0-9])(?=[A-Z])", "-").toLowerCase(java.util.Locale.ROOT);
    }

    private static Map<String, Set<String>> permitted() {
        var permitted = new LinkedHashMap<String, Set<String>>();
        for (String line : PERMITTED.lines().toList()) {
            List<String> words = List.of(line.split(" +"));
            permitted.put(words.getFirst(), new TreeSet<>(words.subList(1, words.size())));
        }
        return permitted;
    }

    /// What each package uses, as jdeps reads it off the classes. The root package is `-`.
    private static Map<String, Set<String>> found() {
        var output = new StringWriter();
        try (var writer = new PrintWriter(output)) {
            ToolProvider jdeps = ToolProvider.findFirst("jdeps").orElseThrow();
            var arguments = new ArrayList<>(List.of("--multi-release", "25", "-verbose:package", "-filter:none"));
            Stream.of(Analyzer.class, Rules.class, Main.class).forEach(type -> arguments.add(classes(type).toString()));
            jdeps.run(writer, writer, arguments.toArray(String[]::new));
        }
        var found = new TreeMap<String, Set<String>>();
        var edges = EDGE.matcher(output.toString());
        while (edges.find()) {
            String user = shortened(edges.group(1));
            Set<String> all = found.computeIfAbsent(user, _ -> new TreeSet<>());
            if (edges.group(2).startsWith("uringlint") && !edges.group(2).equals(edges.group(1))) {
                all.add(shortened(edges.group(2)));
            }
        }
        return found;
    }

    private static String shortened(String name) {
        return name.equals("uringlint") ? "-" : name.substring("uringlint.".length());
    }

    private static Path classes(Class<?> type) {
        try {
            return Path.of(type.getProtectionDomain().getCodeSource().getLocation().toURI());
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }

    private static List<Path> sources(String module) throws IOException {
        Path root = Path.of("..", module, "src", "main", "java");
        try (Stream<Path> files = Files.walk(root)) {
            return files.filter(file -> file.toString().endsWith(".java")).sorted().toList();
        }
    }

    /// The folders with classes, but for the root package, which holds the façade alone.
    private static List<Path> folders() throws IOException {
        var folders = new ArrayList<Path>();
        for (String module : List.of("analyzer", "rules", "cli")) {
            folders.addAll(sources(module).stream().map(Path::getParent).collect(Collectors.toSet()));
        }
        folders.removeIf(folder -> folder.endsWith(Path.of("java", "uringlint")));
        folders.sort(Comparator.naturalOrder());
        return folders.stream().distinct().toList();
    }
}
