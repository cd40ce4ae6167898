// SPDX-License-Identifier: Apache-2.0

package uringlint.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;
import org.xml.sax.SAXException;
import uringlint.samples.Sample;
import uringlint.samples.Samples;

/// The graphs of drivers; `-Dgolden=update` writes the files anew.
class EntriesGraphTest {
    private static final Path GOLDEN = Path.of("src", "test", "resources", "entries");
    private static final List<String> FORMATS = List.of("dot", "mermaid", "svg", "html");
    private static final String SAMPLE = "no-teardown-path/completed-by-another-command.";

    @TempDir
    private Path folder;

    private static Stream<Arguments> cases() {
        return FORMATS.stream().flatMap(format -> Stream.of("c", "rs").map(end -> Arguments.of(format, end)));
    }

    private static String sample(String path) {
        return Samples.all().stream().filter(sample -> sample.path().equals(path)).map(Sample::text).findFirst().orElseThrow();
    }

    @ParameterizedTest
    @MethodSource("cases")
    void graphIsWrittenByteForByte(String format, String end) throws IOException {
        Drivers.write(folder.resolve("ring." + end), sample(SAMPLE + end));
        Cli run = Cli.run(folder, "entries", "--format", format, "ring." + end);
        assertThat(run.exit()).isZero();
        Path golden = GOLDEN.resolve("ring-" + end + "." + format);
        String text = run.out().replace("uringlint " + Version.text(), "uringlint (not packaged)");
        if ("update".equals(System.getProperty("golden"))) {
            Files.createDirectories(GOLDEN);
            Files.writeString(golden, text);
        }
        assertThat(text).isEqualTo(Files.readString(golden));
        assertThat(Cli.run(folder, "entries", "--format", format, "ring." + end).out()).isEqualTo(run.out());
    }

    @Test
    void graphFollowsACommandFromTheHandlerToItsEnd() throws IOException {
        Drivers.write(folder.resolve("ring.c"), sample(SAMPLE + "c"));
        String dot = Cli.run(folder, "entries", "--format", "dot", "ring.c").out();
        assertThat(dot)
                .contains("label=\"ring_uring_cmd\\nhandler, in the submitter's task\\nor io-wq\\nline ")
                .containsPattern("d0_n0 -> d0_n1 \\[label=\"io_uring_cmd_complete_in_task\\(\\)\\\\n\\(task work\\)")
                .containsPattern("stored\\\\n[^\"]*holds spin lock lock")
                .containsPattern("d0_n1 -> d0_n\\d+ \\[label=\"io_uring_cmd_done\\(\\)")
                .contains("warning: no-teardown-path");
    }

    /// A finding is at the function, and at the step that is in its line.
    @Test
    void whatIsSuppressedIsNotMarked() throws IOException {
        String wrong = Drivers.driver(Drivers.BODY_WRONG);
        Drivers.write(folder.resolve("x.c"), wrong);
        String marked = Cli.run(folder, "entries", "--format", "dot", "x.c").out();
        assertThat(marked.split("error: double-completion", -1)).hasSize(3);
        Drivers.write(folder.resolve("x.c"), wrong.replace("return 0;", "return 0; /* uringlint: allow(double-completion): not here */"));
        String allowed = Cli.run(folder, "entries", "--format", "dot", "x.c").out();
        assertThat(allowed).contains("x_uring_cmd").doesNotContain("double-completion");
    }

    /// Each file of a driver may have a static function of the same name.
    @Test
    void callbacksAreThoseOfTheSameFile() throws IOException {
        for (String name : List.of("one", "two")) {
            Drivers.write(folder.resolve("d/" + name + ".c"), """
                    static void work(struct io_uring_cmd *cmd, unsigned int issue_flags)
                    {
                    	io_uring_cmd_done(cmd, 0, 0, issue_flags);
                    }
                    int NAME_uring_cmd(struct io_uring_cmd *cmd, unsigned int issue_flags)
                    {
                    	io_uring_cmd_complete_in_task(cmd, work);
                    	return -EIOCBQUEUED;
                    }
                    """.replace("NAME", name));
        }
        Drivers.write(folder.resolve("d/ops.c"), """
                int one_uring_cmd(struct io_uring_cmd *cmd, unsigned int issue_flags);
                int two_uring_cmd(struct io_uring_cmd *cmd, unsigned int issue_flags);
                static const struct file_operations one_fops = { .uring_cmd = one_uring_cmd };
                static const struct file_operations two_fops = { .uring_cmd = two_uring_cmd };
                """);
        String dot = Cli.run(folder, "entries", "--format", "dot", "d").out();
        assertThat(dot.lines().filter(line -> line.contains("[label=\"work"))).hasSize(2);
        assertThat(dot)
                .contains("[label=\"one_uring_cmd", "[label=\"two_uring_cmd", "d0_n0 -> d0_n2", "d0_n1 -> d0_n3")
                .doesNotContain("d0_n0 -> d0_n3").doesNotContain("d0_n1 -> d0_n2");
    }

    @Test
    void namesOfFilesAreHarmless() throws IOException {
        String name = "a \"b\" <script>&#x27;]] end-- $(x) `y`.c";
        Drivers.write(folder.resolve(name), Drivers.driver(Drivers.BODY_WRONG));
        Document svg = parse(Cli.run(folder, "entries", "--format", "svg", name).out());
        assertThat(texts(svg.getElementsByTagName("text"))).contains("a \"b\" <script>&#x27;]] end-- $(x)");
        Document html = parse(Cli.run(folder, "entries", "--format", "html", name).out());
        assertThat(texts(html.getElementsByTagName("h2"))).containsExactly(name);
        assertThat(html.getElementsByTagName("script").getLength()).isEqualTo(1);
        assertThat(Cli.run(folder, "entries", "--format", "dot", name).out())
                .contains("label=\"a \\\"b\\\" <script>&amp;#x27;]] end-- $(x) `y`.c\";");
        assertThat(Cli.run(folder, "entries", "--format", "mermaid", name).out())
                .contains("[\"a #34;b#34; #60;script#62;#38;#35;x27#59;#93;#93; end-- #36;(x) #96;y#96;.c\"]");
    }

    /// Every text has the width that was made for it, and stands within its box.
    @ParameterizedTest
    @MethodSource("samplesOfAllKinds")
    void textStaysInItsBox(String path) throws IOException {
        Drivers.write(folder.resolve(path), sample(path));
        Document svg = parse(Cli.run(folder, "entries", "--format", "svg", path).out());
        int boxes = 0;
        NodeList groups = svg.getElementsByTagName("g");
        for (int at = 0; at < groups.getLength(); at++) {
            var group = (Element) groups.item(at);
            if (!group.getAttribute("class").matches("(handler|callback|entry|store|end|label).*")) {
                continue;
            }
            boxes++;
            var box = (Element) group.getElementsByTagName("rect").item(0);
            NodeList texts = group.getElementsByTagName("text");
            assertThat(texts.getLength()).isPositive();
            for (int line = 0; line < texts.getLength(); line++) {
                var text = (Element) texts.item(line);
                assertThat(number(text, "x")).isGreaterThan(number(box, "x"));
                assertThat(number(text, "x") + number(text, "textLength")).isLessThan(number(box, "x") + number(box, "width"));
                assertThat(number(text, "textLength")).isGreaterThanOrEqualTo(7 * text.getTextContent().length());
                assertThat(number(text, "y") - 11).isGreaterThanOrEqualTo(number(box, "y"));
                assertThat(number(text, "y") + 4).isLessThanOrEqualTo(number(box, "y") + number(box, "height"));
                assertThat(line == 0 ? 17 : number(text, "y") - number((Element) texts.item(line - 1), "y")).isEqualTo(17);
            }
        }
        assertThat(boxes).isPositive();
    }

    /// The first sample of each rule.
    private static Stream<String> samplesOfAllKinds() {
        return Samples.all().stream()
                .map(Sample::path)
                .filter(path -> path.endsWith(".c") && !path.contains("abstraction"))
                .collect(Collectors.groupingBy(
                        path -> path.substring(0, path.indexOf('/')), TreeMap::new, Collectors.toList()))
                .values()
                .stream()
                .map(List::getFirst);
    }

    @Test
    void withoutDriversAllFormatsAreEmptyAndWellFormed() throws IOException {
        Files.writeString(folder.resolve("x.c"), "int x;\n");
        for (String format : FORMATS) {
            Cli run = Cli.run(folder, "entries", "--allow-empty", "--format", format, ".");
            assertThat(run.exit()).as(format).isZero();
            assertThat(run.out()).as(format).endsWith("\n");
        }
        assertThat(parse(Cli.run(folder, "entries", "--allow-empty", "--format", "svg", ".").out()).getDocumentElement().getTagName())
                .isEqualTo("svg");
    }

    private static int number(Element element, String attribute) {
        return Integer.parseInt(element.getAttribute(attribute));
    }

    private static List<String> texts(NodeList nodes) {
        return Stream.iterate(0, at -> at + 1).limit(nodes.getLength()).map(at -> nodes.item(at).getTextContent()).toList();
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
}
