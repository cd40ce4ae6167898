// SPDX-License-Identifier: Apache-2.0

package uringlint.cli.page;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;
import org.xml.sax.SAXException;
import uringlint.cli.report.Finding;
import uringlint.cli.report.OddReport;
import uringlint.cli.report.Report;
import uringlint.diagnostic.TraceStep;

/// A page is whole, harmless and usable without a mouse, a script or a network.
class HtmlFormatTest {
    private static final Report EMPTY = new Report(List.of(), 0, List.of(), 0, 0);

    private static Document page(Report report) {
        return parse(new HtmlFormat().render(report, OddReport.frame()));
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

    private static List<Element> elements(Document page, String name) {
        NodeList found = page.getElementsByTagName(name);
        var all = new ArrayList<Element>();
        for (int at = 0; at < found.getLength(); at++) {
            all.add((Element) found.item(at));
        }
        return all;
    }

    private static List<Element> ofClass(Document page, String element, String kind) {
        return elements(page, element).stream().filter(one -> List.of(one.getAttribute("class").split(" ")).contains(kind)).toList();
    }

    @Test
    void pageNeedsNothingElseAndRunsOneScript() throws NoSuchAlgorithmException {
        Document page = page(OddReport.report());
        for (Element element : elements(page, "*")) {
            assertThat(element.hasAttribute("src")).as(element.getTagName()).isFalse();
            for (int at = 0; at < element.getAttributes().getLength(); at++) {
                assertThat(element.getAttributes().item(at).getNodeName()).doesNotStartWith("on").isNotEqualTo("style");
            }
        }
        assertThat(elements(page, "link")).isEmpty();
        assertThat(elements(page, "a")).allMatch(link -> link.getAttribute("href").matches("(#|https://).*"));
        List<Element> scripts = elements(page, "script");
        assertThat(scripts).hasSize(1);
        byte[] script = scripts.getFirst().getTextContent().getBytes(StandardCharsets.UTF_8);
        byte[] digest = MessageDigest.getInstance("SHA-256").digest(script);
        String known = Base64.getEncoder().encodeToString(digest);
        assertThat(elements(page, "meta")).anyMatch(meta -> meta.getAttribute("content")
                .equals("default-src 'none'; style-src 'unsafe-inline'; script-src 'sha256-" + known + "'"));
    }

    @Test
    void everyLinkHasItsPlaceAndNoNameIsTwice() {
        Document page = page(OddReport.report());
        Set<String> ids = new HashSet<>();
        for (Element element : elements(page, "*")) {
            String id = element.getAttribute("id");
            assertThat(id.isEmpty() || ids.add(id)).as(id).isTrue();
        }
        for (Element element : elements(page, "*")) {
            String target = element.getAttribute("href");
            if (target.startsWith("#")) {
                assertThat(ids).contains(target.substring(1));
            }
            for (String attribute : List.of("aria-labelledby", "data-of")) {
                assertThat(element.getAttribute(attribute).isEmpty() || ids.contains(element.getAttribute(attribute))).isTrue();
            }
        }
    }

    @Test
    void headingsAndLandmarksAreInOrder() {
        for (Report report : List.of(OddReport.report(), EMPTY)) {
            Document page = page(report);
            assertThat(page.getDocumentElement().getAttribute("lang")).isEqualTo("en");
            for (String landmark : List.of("header", "main", "footer", "h1", "title")) {
                assertThat(elements(page, landmark)).as(landmark).hasSize(1);
            }
            assertThat(elements(page, "a").getFirst().getAttribute("href")).isEqualTo("#main");
            int before = 0;
            for (Element element : elements(page, "*")) {
                if (element.getTagName().matches("h[1-6]")) {
                    int level = element.getTagName().charAt(1) - '0';
                    assertThat(level).as(element.getTextContent()).isLessThanOrEqualTo(before + 1);
                    before = level;
                }
            }
        }
    }

    /// The steps are those of the text, each once, beside the lines in which they are.
    @Test
    void everyStepStandsBesideItsLine() {
        Report report = OddReport.report();
        Document page = page(report);
        List<Element> articles = elements(page, "article");
        assertThat(articles).hasSameSizeAs(report.findings());
        Finding first = report.findings().getFirst();
        Element article = articles.stream()
                .filter(one -> one.getAttribute("data-rule").equals(first.diagnostic().rule()))
                .findFirst()
                .orElseThrow();
        String id = article.getAttribute("id");
        List<TraceStep> trace = first.diagnostic().trace();
        for (int number = 1; number <= trace.size(); number++) {
            String step = id + "-" + number;
            List<Element> said = elements(page, "div").stream().filter(one -> one.getAttribute("id").equals(step)).toList();
            assertThat(said).hasSize(1);
            var line = (Element) said.getFirst().getPreviousSibling().getPreviousSibling();
            assertThat(line.getTextContent()).contains(String.valueOf(trace.get(number - 1).location().line()));
            assertThat(line.getElementsByTagName("span").item(2).getTextContent()).isEqualTo(String.valueOf(number));
        }
        assertThat(elements(page, "mark")).hasSameSizeAs(report.findings());
    }

    @Test
    void textOfOthersIsText() {
        Document page = page(OddReport.report());
        assertThat(elements(page, "x")).isEmpty();
        assertThat(elements(page, "h3")).anyMatch(heading -> heading.getTextContent().contains("<x>&\"y',:{0}"));
        assertThat(elements(page, "h4")).anyMatch(heading -> heading.getTextContent().contains("says \"<&>\" in {0}: 50%,"));
        assertThat(page.getDocumentElement().getTextContent().codePoints().filter(point -> point == 0x202e || point == 0x1b)).isEmpty();
        assertThat(ofClass(page, "div", "row")).allMatch(row -> row.getTextContent().length() < 1_000);
    }

    @Test
    void whatIsNotReportedIsCounted() {
        Document page = page(OddReport.report());
        String text = page.getDocumentElement().getTextContent();
        assertThat(text).contains("1 more with --level note.", "1 finding suppressed by comments.", "1 finding in the baseline",
                "there is no <such> file & 100%", "it is <right> & {0}", "fixed: 1 \"lost\" <finding>, 100%");
        assertThat(page(EMPTY).getDocumentElement().getTextContent()).contains("Nothing was found.");
        assertThat(elements(page(EMPTY), "form")).isEmpty();
    }

    /// Text of each color on each ground that it stands on, by the formula of WCAG 2.
    @ParameterizedTest
    @CsvSource({
        "ink,paper", "soft,paper", "soft,shade", "link,paper", "link,shade", "ink,mark", "ink,shade", "badge,error", "badge,warning",
        "badge,note", "badge,step", "step,shade", "ink,old", "ink,new"
    })
    void colorsCanBeReadInTheLightAndInTheDark(String text, String ground) {
        int dark = Look.STYLE.indexOf("prefers-color-scheme: dark");
        for (String colors : List.of(Look.STYLE.substring(0, dark), Look.STYLE.substring(dark))) {
            double one = brightness(colors, text);
            double other = brightness(colors, ground);
            assertThat((Math.max(one, other) + 0.05) / (Math.min(one, other) + 0.05)).as(text + " on " + ground).isGreaterThan(4.5);
        }
    }

    private static double brightness(String colors, String name) {
        var matcher = Pattern.compile("--" + name + ": #([0-9a-f]+);").matcher(colors);
        assertThat(matcher.find()).as(name).isTrue();
        String digits = matcher.group(1);
        String color = digits.length() == 3 ? digits.replaceAll("(.)", "$1$1") : digits;
        double[] weights = {0.2126, 0.7152, 0.0722};
        double sum = 0;
        for (int at = 0; at < 3; at++) {
            double part = Integer.parseInt(color.substring(2 * at, 2 * at + 2), 16) / 255.0;
            sum += weights[at] * (part <= 0.04045 ? part / 12.92 : Math.pow((part + 0.055) / 1.055, 2.4));
        }
        return sum;
    }

    @Test
    void pagesOfRulesBecomeHtml() {
        String html = MarkdownHtml.html("""
                # rule

                One *line* and `a < b`
                goes on with **this**.

                Severity: error\s\s
                Kernels: all

                ## What it reports

                - the `first` item,
                  which goes on
                - [a page](https://example.org/x) and [another](other.md)

                ```c
                \tif (a < b) { `x`; }

                - no item
                ```
                text behind `` it
                """, 3);
        assertThat(html).isEqualTo("""
                <p>One <em>line</em> and <code>a &lt; b</code>
                goes on with <strong>this</strong>.</p>
                <p>Severity: error<br />
                Kernels: all</p>
                <h3>What it reports</h3>
                <ul>
                <li>the <code>first</code> item,
                which goes on</li>
                <li><a href="https://example.org/x">a page</a> and another</li>
                </ul>
                <pre><code class="language-c">\tif (a &lt; b) { `x`; }

                - no item
                </code></pre>
                <p>text behind `` it</p>
                """);
    }
}
