// SPDX-License-Identifier: Apache-2.0

package uringlint.cli.site;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import uringlint.cli.report.Addresses;

class SiteTest {
    private static final Pattern LINK = Pattern.compile("(?:href|src)=\"([^\"]*)\"");
    private static final Pattern ANCHOR = Pattern.compile("\\bid=\"([^\"]*)\"");
    private static final Path ROOT = Path.of("..").toAbsolutePath().normalize();

    @TempDir
    private Path folder;

    private Map<String, String> made() throws IOException {
        SiteBuilder.write(ROOT, folder);
        var pages = new TreeMap<String, String>();
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.filter(file -> file.toString().endsWith(".html")).toList()) {
                pages.put(folder.relativize(file).toString(), Files.readString(file));
            }
        }
        return pages;
    }

    /// All links lead somewhere, also those to a heading.
    @Test
    void noLinkIsDead() throws IOException {
        Map<String, String> pages = made();
        var dead = new TreeSet<String>();
        pages.forEach((name, html) -> LINK.matcher(html).results().map(found -> found.group(1)).forEach(link -> {
            if (!leads(name, link, pages)) {
                dead.add(name + ": " + link);
            }
        }));
        assertThat(dead).isEmpty();
    }

    private boolean leads(String from, String link, Map<String, String> pages) {
        String repository = Addresses.HOME + "/blob/main/";
        if (link.startsWith(repository)) {
            String file = link.substring(repository.length()).replaceFirst("#.*", "");
            return Files.exists(ROOT.resolve(file));
        }
        if (link.matches("[a-z]+:.*")) {
            return true;
        }
        String file = link.replaceFirst("#.*", "");
        Path target = folder.resolve(from).resolveSibling(file).normalize();
        String page = file.isEmpty() ? from : folder.relativize(target).toString();
        if (!pages.containsKey(page)) {
            return Files.isRegularFile(target);
        }
        List<String> anchors = ANCHOR.matcher(pages.getOrDefault(page, "")).results().map(found -> found.group(1)).toList();
        return !link.contains("#") || anchors.contains(link.substring(link.indexOf('#') + 1));
    }

    /// Addresses do not change: other sites, SARIF files and mails lead there.
    @Test
    void addressesAreThoseOfThePages() throws IOException {
        Map<String, String> pages = made();
        assertThat(pages).containsKeys("index.html", "rules/index.html", "rules/double-completion.html", "json.html", "ARCHITECTURE.html");
        assertThat(pages.get("rules/double-completion.html"))
                .contains("<title>double-completion - uringlint</title>", "href=\"../style.css\"", "<html lang=\"en\">");
        assertThat(pages.values()).allMatch(html -> html.contains("<h1 id=") || html.contains("<h1>Search</h1>"));
    }

    @Test
    void thePageToSearchInHasAllPages() throws IOException {
        Map<String, String> pages = made();
        for (String name : pages.keySet()) {
            assertThat(pages.get("search.html")).contains("href=\"" + name + "\"");
        }
    }

    @Test
    void linksAreTurnedAndTextIsEscaped() {
        Map<String, String> addresses = Map.of("docs/a.md", "a.html", "docs/rules/b.md", "rules/b.html", "README.md", "index.html");
        SitePage page = SitePage.of(
                "docs/rules/b.md",
                "# B `x` <i>\n\n[a](../a.md#here) [top](../../README.md) [code](../../pom.xml) [web](https://x.test/)\n",
                addresses);
        assertThat(page.title()).startsWith("B x ");
        assertThat(page.html())
                .contains("href=\"../a.html#here\"", "href=\"../index.html\"", "href=\"https://x.test/\"", "/blob/main/pom.xml\"")
                .doesNotContain("<i>");
        assertThat(page.top()).isEqualTo("../");
    }
}
