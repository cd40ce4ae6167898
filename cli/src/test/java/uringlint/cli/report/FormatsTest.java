// SPDX-License-Identifier: Apache-2.0

package uringlint.cli.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import com.networknt.schema.Error;
import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;
import org.xml.sax.SAXException;
import uringlint.cli.page.HtmlFormat;

/// Every form of a report, byte for byte: `-Dgolden=update` writes the files anew.
class FormatsTest {
    private static final Path GOLDEN = Path.of("src", "test", "resources", "reports");
    private static final Map<String, Format> FORMATS = new TreeMap<>(Map.of(
            "text", new TextFormat(),
            "json", new JsonReport(),
            "sarif", new SarifFormat(),
            "github", new GithubFormat(),
            "gitlab", new GitlabFormat(),
            "checkstyle", new CheckstyleFormat(),
            "junit", new JunitFormat(),
            "html", new HtmlFormat(),
            "gcc", new GccFormat()));
    @TempDir
    private Path folder;

    private static final Report EMPTY = new Report(List.of(), 0, List.of(), 0, 0);

    private static Set<String> names() {
        return FORMATS.keySet();
    }

    private static String odd(String format) {
        return FORMATS.get(format).render(OddReport.report(), OddReport.frame());
    }

    private static String empty(String format) {
        return FORMATS.get(format).render(EMPTY, OddReport.frame());
    }

    @ParameterizedTest
    @MethodSource("names")
    void aReportIsWrittenByteForByte(String format) throws IOException {
        Path golden = GOLDEN.resolve("odd." + format);
        byte[] bytes = odd(format).getBytes(FORMATS.get(format).charset());
        if ("update".equals(System.getProperty("golden"))) {
            Files.createDirectories(GOLDEN);
            Files.write(golden, bytes);
        }
        assertThat(new String(bytes, StandardCharsets.UTF_8)).isEqualTo(Files.readString(golden));
    }

    @ParameterizedTest
    @MethodSource("names")
    void nothingThatControlsATerminalIsLeft(String format) {
        assertThat(odd(format)
                        .chars()
                        .filter(character ->
                                character != '\n' && character != '\t' && Character.isISOControl(character)))
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"json", "sarif", "gitlab"})
    void jsonCanBeParsed(String format) {
        JsonElement odd = JsonParser.parseString(odd(format));
        assertThat(odd.isJsonArray() || odd.isJsonObject()).isTrue();
        assertThat(odd(format)).endsWith("\n");
        JsonElement none = JsonParser.parseString(empty(format));
        assertThat(none.isJsonArray() || none.isJsonObject()).isTrue();
    }

    @Test
    void sarifKeepsToItsSchema() throws IOException {
        try (InputStream schema = FormatsTest.class.getResourceAsStream("/schema/sarif-schema-2.1.0.json")) {
            Schema sarif = SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_7).getSchema(schema);
            for (String text : List.of(odd("sarif"), empty("sarif"))) {
                List<Error> errors = sarif.validate(
                        text,
                        InputFormat.JSON,
                        context -> context.executionConfig(config -> config.formatAssertionsEnabled(true)));
                assertThat(errors).isEmpty();
            }
            assertThat(sarif.validate(
                            odd("sarif").replace("\"ruleIndex\": 1", "\"ruleIndex\": \"1\""), InputFormat.JSON))
                    .isNotEmpty();
        }
    }

    private static JsonObject run() {
        return JsonParser.parseString(odd("sarif")).getAsJsonObject().getAsJsonArray("runs").get(0).getAsJsonObject();
    }

    @Test
    void sarifMarksWhatTheBaselineLists() {
        JsonArray results = run().getAsJsonArray("results");
        assertThat(results).hasSize(7);
        for (JsonElement result : results) {
            JsonObject object = result.getAsJsonObject();
            boolean isKnown = object.get("ruleId").getAsString().equals("lost-completion");
            assertThat(object.get("baselineState").getAsString()).isEqualTo(isKnown ? "unchanged" : "new");
            JsonArray suppressions = object.getAsJsonArray("suppressions");
            String message = object.getAsJsonObject("message").get("text").getAsString();
            String kind = isKnown ? "external" : message.equals("allowed") ? "inSource" : "";
            assertThat(
                            suppressions.isEmpty()
                                    ? ""
                                    : suppressions
                                            .get(0)
                                            .getAsJsonObject()
                                            .get("kind")
                                            .getAsString())
                    .isEqualTo(kind);
        }
    }

    @Test
    void sarifRulesAreWhereResultsSay() {
        JsonArray rules = run().getAsJsonObject("tool").getAsJsonObject("driver").getAsJsonArray("rules");
        for (JsonElement result : run().getAsJsonArray("results")) {
            JsonObject rule = rules.get(result.getAsJsonObject().get("ruleIndex").getAsInt()).getAsJsonObject();
            assertThat(rule.get("id")).isEqualTo(result.getAsJsonObject().get("ruleId"));
        }
    }

    @Test
    void sarifPlacesLeadToTheFiles() {
        URI base = URI.create(run().getAsJsonObject("originalUriBaseIds")
                .getAsJsonObject("SRCROOT")
                .get("uri")
                .getAsString());
        String path = OddReport.report().findings().getFirst().diagnostic().location().file().path();
        JsonObject place = run().getAsJsonArray("results")
                .get(0)
                .getAsJsonObject()
                .getAsJsonArray("locations")
                .get(0)
                .getAsJsonObject()
                .getAsJsonObject("physicalLocation");
        JsonObject file = place.getAsJsonObject("artifactLocation");
        assertThat(base.resolve(file.get("uri").getAsString()).getPath()).isEqualTo("/home/dev tree/linux/" + path);
        assertThat(file.get("uriBaseId").getAsString()).isEqualTo("SRCROOT");
        // A tab, `printk("`, two characters of which one counts twice, `");` and a blank.
        assertThat(place.getAsJsonObject("region").get("startColumn").getAsInt()).isEqualTo(1 + 1 + 8 + 3 + 4);
        JsonObject outside = run().getAsJsonArray("results")
                .get(5)
                .getAsJsonObject()
                .getAsJsonArray("locations")
                .get(0)
                .getAsJsonObject()
                .getAsJsonObject("physicalLocation")
                .getAsJsonObject("artifactLocation");
        assertThat(outside.get("uri").getAsString()).isEqualTo("file:///usr/src/out%20side.h");
        assertThat(outside.has("uriBaseId")).isFalse();
    }

    @Test
    void sarifMessagesHaveNoArgumentsAndNoLinks() {
        String message = run().getAsJsonArray("results")
                .get(0)
                .getAsJsonObject()
                .getAsJsonObject("message")
                .get("text")
                .getAsString();
        assertThat(message).startsWith("`ops\\[i](cmd)` says \"<&>\" in {{0}}: 50%");
    }

    @ParameterizedTest
    @ValueSource(strings = {"checkstyle", "junit"})
    void xmlCanBeParsed(String format) {
        parse(empty(format));
        Document document = parse(odd(format));
        String name = format.equals("junit") ? "failure" : "error";
        NodeList found = document.getElementsByTagName(name);
        assertThat(found.getLength()).isEqualTo(5);
        assertThat(((Element) found.item(0)).getAttribute("message"))
                .isEqualTo("`ops[i](cmd)` says \"<&>\" in {0}: 50%,\n::warning::never \ufffd[2J]]>\ud83d\ude00");
    }

    private static Document parse(String text) {
        try {
            return DocumentBuilderFactory.newInstance()
                    .newDocumentBuilder()
                    .parse(new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)));
        } catch (SAXException | IOException | ParserConfigurationException e) {
            throw new AssertionError(text, e);
        }
    }

    @Test
    void junitCountsWhatItHas() {
        Document document = parse(odd("junit"));
        Element suite = (Element) document.getElementsByTagName("testsuite").item(0);
        assertThat(document.getElementsByTagName("testcase").getLength())
                .isEqualTo(Integer.parseInt(suite.getAttribute("tests")))
                .isEqualTo(7);
        assertThat(suite.getAttribute("failures") + suite.getAttribute("errors") + suite.getAttribute("skipped"))
                .isEqualTo("511");
        assertThat(parse(empty("junit")).getElementsByTagName("testcase").getLength()).isEqualTo(1);
    }

    /// What Jenkins' schema `junit-10.xsd` allows: each element with its children and its attributes.
    @Test
    void junitKeepsToTheSchemaOfJenkins() {
        Map<String, List<List<String>>> allowed = Map.of(
                "testsuites",
                        List.of(
                                List.of("testsuite"),
                                List.of("name", "time", "tests", "failures", "disabled", "errors")),
                "testsuite",
                        List.of(
                                List.of("properties", "testcase", "system-out", "system-err"),
                                List.of(
                                        "name",
                                        "tests",
                                        "failures",
                                        "errors",
                                        "time",
                                        "disabled",
                                        "skipped",
                                        "timestamp",
                                        "hostname",
                                        "id",
                                        "package",
                                        "file",
                                        "log",
                                        "url",
                                        "version",
                                        "group")),
                "testcase",
                        List.of(
                                List.of(
                                        "skipped",
                                        "error",
                                        "failure",
                                        "system-out",
                                        "system-err",
                                        "properties",
                                        "rerunFailure",
                                        "rerunError",
                                        "flakyFailure",
                                        "flakyError"),
                                List.of(
                                        "name",
                                        "assertions",
                                        "time",
                                        "classname",
                                        "status",
                                        "class",
                                        "file",
                                        "line",
                                        "log",
                                        "group",
                                        "url")),
                "failure", List.of(List.of(), List.of("type", "message")),
                "error", List.of(List.of(), List.of("type", "message")),
                "skipped", List.of(List.of(), List.of("type", "message")));
        for (String text : List.of(odd("junit"), empty("junit"))) {
            NodeList all = parse(text).getElementsByTagName("*");
            for (int at = 0; at < all.getLength(); at++) {
                var element = (Element) all.item(at);
                List<List<String>> rule = allowed.get(element.getTagName());
                assertThat(rule).as(element.getTagName()).isNotNull();
                for (int index = 0; index < element.getAttributes().getLength(); index++) {
                    assertThat(rule.get(1)).as(element.getTagName()).contains(element.getAttributes().item(index).getNodeName());
                }
                for (int index = 0; index < element.getChildNodes().getLength(); index++) {
                    if (element.getChildNodes().item(index) instanceof Element child) {
                        assertThat(rule.getFirst()).as(element.getTagName()).contains(child.getTagName());
                    }
                }
            }
        }
    }

    @Test
    void everyWeaknessIsOneOfARule() {
        for (String rule : Weakness.rules()) {
            assertThat(FormatsTest.class.getResource("/uringlint/rules/pages/" + rule + ".md")).as(rule).isNotNull();
            assertThat(Double.parseDouble(Weakness.of(rule).orElseThrow().score())).isBetween(0.1, 10.0);
        }
    }

    /// The validator of code scanning: `npm install -g @microsoft/sarif-multitool`, or its program in `SARIF_MULTITOOL`.
    @Test
    void codeScanningHasNothingToSay() throws IOException, InterruptedException {
        Optional<Path> tool = multitool();
        assumeTrue(
                tool.isPresent(),
                "not run: @microsoft/sarif-multitool is not installed; npm install -g @microsoft/sarif-multitool");
        Path file = folder.resolve("odd.sarif");
        Files.writeString(file, odd("sarif").replaceAll("file:///home[^\"]*", folder.toUri().toString()));
        Process process = new ProcessBuilder(
                        tool.get().toString(), "validate", "--rule-kind", "Sarif;Ghas", file.toString())
                .redirectErrorStream(true)
                .start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(said).isZero();
        assertThat(said.lines().filter(line -> line.contains(": error ") || line.contains(": warning ")))
                .as(said)
                .isEmpty();
    }

    private static Optional<Path> multitool() {
        var places = new ArrayList<>(List.of(Optional.ofNullable(System.getenv("SARIF_MULTITOOL")).orElse("")));
        for (String modules : List.of("/usr/lib/node_modules", "/usr/local/lib/node_modules")) {
            places.add(modules
                    + "/@microsoft/sarif-multitool/node_modules/@microsoft/sarif-multitool-linux/Sarif.Multitool");
            places.add(modules + "/@microsoft/sarif-multitool-linux/Sarif.Multitool");
        }
        return places.stream().filter(place -> !place.isEmpty()).map(Path::of).filter(Files::isExecutable).findFirst();
    }

    @Test
    void aFindingIsOneLineForGccAndForGithub() {
        assertThat(odd("gcc").lines())
                .hasSize(5)
                .allMatch(line -> line.matches(".+:\\d+:\\d+: (error|warning|note): .+ \\[[a-z-]+\\]"));
        assertThat(odd("github").lines()).hasSize(7).allMatch(line -> line.startsWith("::") && !line.contains("##["));
    }

    @Test
    void githubIsToldOfWhatItDrops() {
        List<Finding> many = new ArrayList<>(Collections.nCopies(11, OddReport.report().findings().getFirst()));
        assertThat(new GithubFormat().render(new Report(many.subList(0, 10), 0, List.of(), 1, 1), OddReport.frame()))
                .doesNotContain("no more than");
        many.add(OddReport.report().findings().get(1));
        assertThat(new GithubFormat().render(new Report(many, 0, List.of(), 1, 1), OddReport.frame()))
                .startsWith("::notice title=uringlint::11 errors, 1 warning; no more than 10 of a level become"
                        + " annotations, the log of this step has all\n");
    }

    @Test
    void withoutNotesTheTextIsThatOfTheFindings() {
        Report report = OddReport.report().withNotes(List.of());
        assertThat(new TextFormat().render(report, OddReport.frame()))
                .isEqualTo(Printable.lines(new TextReport(Palette.PLAIN, 80).findings(report.findings())));
        assertThat(odd("text")).endsWith("\n\nfixed: 1 \"lost\" <finding>, 100%\na second\ufffdnote\n");
    }

    @Test
    void aReportWithoutABaselineSaysNothingOfOne() {
        Report report = new Report(OddReport.report().findings(), Optional.empty(), 0, List.of(), 1, 1, List.of());
        assertThat(new SarifFormat().render(report, OddReport.frame()))
                .doesNotContain("baselineState")
                .contains("\"suppressions\": []");
        assertThat(JsonParser.parseString(new JsonReport().render(report, OddReport.frame()))
                        .getAsJsonObject()
                        .has("known"))
                .isFalse();
    }
}
