// SPDX-License-Identifier: Apache-2.0

package uringlint.cli.site;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/// The documentation as a site: `SiteBuilder ROOT FOLDER` makes a page of each page in Markdown of the repository, and one to search in.
///
/// Addresses are those of the pages, with `.html` for `.md`: `docs/rules/X.md` is `rules/X.html`, what stands at the top of the repository
/// stands at the top of the site, `README.md` of a folder is its `index.html`.
public final class SiteBuilder {
    private static final List<String> TOP = List.of("README.md", "ARCHITECTURE.md", "CHANGELOG.md", "CONTRIBUTING.md", "SECURITY.md");
    private static final List<String> SHOWN = List.of(".svg", ".png");

    private final Path root;
    /// The pages by their names in the repository, and where each is on the site.
    private final Map<String, String> addresses = new TreeMap<>();

    private SiteBuilder(Path root) {
        this.root = root;
    }

    /// Makes the site in a folder, which may be there.
    public static void main(String[] arguments) throws IOException {
        int pages = new SiteBuilder(Path.of(arguments[0]).normalize()).write(Path.of(arguments[1]).normalize());
        System.out.println(pages + " pages");
    }

    /// Makes the site of a repository in a folder.
    static void write(Path root, Path folder) throws IOException {
        new SiteBuilder(root).write(folder);
    }

    private int write(Path folder) throws IOException {
        var shown = new ArrayList<String>();
        for (String name : files()) {
            if (name.endsWith(".md")) {
                addresses.put(name, address(name));
            } else if (SHOWN.stream().anyMatch(name::endsWith)) {
                shown.add(name);
            }
        }
        var pages = new ArrayList<SitePage>();
        for (String name : addresses.keySet()) {
            pages.add(SitePage.of(name, Files.readString(root.resolve(name)), addresses));
        }
        for (SitePage page : pages) {
            put(folder.resolve(page.address()), SiteLayout.page(page).getBytes(StandardCharsets.UTF_8));
        }
        put(folder.resolve("search.html"), SiteLayout.search(pages).getBytes(StandardCharsets.UTF_8));
        for (String name : List.of("style.css", "search.js")) {
            put(folder.resolve(name), resource(name));
        }
        for (String name : shown) {
            put(folder.resolve(address(name)), Files.readAllBytes(root.resolve(name)));
        }
        return pages.size() + 1;
    }

    /// The names of all that a site is made of, with `/`.
    private List<String> files() throws IOException {
        var names = new ArrayList<>(TOP);
        try (Stream<Path> files = Files.walk(root.resolve("docs"))) {
            files.filter(Files::isRegularFile)
                    .map(file -> root.relativize(file).toString().replace('\\', '/'))
                    .sorted()
                    .forEach(names::add);
        }
        names.removeIf(name -> name.startsWith("docs/replies/"));
        return names;
    }

    private static String address(String name) {
        String below = name.startsWith("docs/") ? name.substring("docs/".length()) : name;
        return below.replaceFirst("(^|/)README\\.md$", "$1index.html").replaceFirst("\\.md$", ".html");
    }

    private static byte[] resource(String name) {
        try (InputStream in = SiteBuilder.class.getResourceAsStream("/site/" + name)) {
            if (in == null) {
                throw new IllegalStateException("no resource " + name);
            }
            return in.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void put(Path file, byte[] bytes) throws IOException {
        Files.createDirectories(file.getParent());
        Files.write(file, bytes);
    }
}
