// SPDX-License-Identifier: Apache-2.0

package uringlint;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import uringlint.rules.PageText;

/// The form of the pages: links lead somewhere, and no page is too long to be read.
class DocsPagesTest {
    private static final Path ROOT = Path.of("..").toAbsolutePath().normalize();

    private static final Pattern CODE = Pattern.compile("(?ms)^ *```.*?^ *```$|`[^`\\n]*`");
    private static final Pattern LINK =
            Pattern.compile("\\]\\(([^)\\s]+)\\)|^\\[[^\\]]+\\]: (\\S+)|(?:src|srcset)=\"([^\"]+)\"", Pattern.MULTILINE);
    private static final Pattern HEADING = Pattern.compile("(?m)^#{1,6} (.+)$");
    private static final Pattern FENCED = Pattern.compile("(?ms)^ *```.*?^ *```$");

    private static List<Path> pages() throws IOException {
        var pages = new ArrayList<Path>();
        try (Stream<Path> files = Files.list(ROOT)) {
            files.filter(file -> file.toString().endsWith(".md")).sorted().forEach(pages::add);
        }
        for (String folder : List.of("docs", "service", "ci", "samples", ".github")) {
            if (Files.exists(ROOT.resolve(folder))) {
                try (Stream<Path> files = Files.walk(ROOT.resolve(folder))) {
                    files.filter(file -> file.toString().endsWith(".md")).sorted().forEach(pages::add);
                }
            }
        }
        return pages;
    }

    @Test
    void everyLinkLeadsSomewhere() throws IOException {
        var dead = new TreeSet<String>();
        int count = 0;
        for (Path page : pages()) {
            for (MatchResult link : LINK.matcher(CODE.matcher(Files.readString(page)).replaceAll("code")).results().toList()) {
                String target = Stream.of(1, 2, 3).map(link::group).filter(group -> group != null).findFirst().orElseThrow();
                if (!target.matches("[a-z]+:.*")) {
                    count++;
                    if (!leadsSomewhere(page, target)) {
                        dead.add(ROOT.relativize(page) + ": " + target);
                    }
                }
            }
        }
        assertThat(dead).isEmpty();
        assertThat(count).isGreaterThan(300);
    }

    private static boolean leadsSomewhere(Path page, String target) throws IOException {
        int hash = target.indexOf('#');
        String path = hash < 0 ? target : target.substring(0, hash);
        Path file = path.isEmpty() ? page : page.resolveSibling(path).normalize();
        return Files.exists(file) && file.startsWith(ROOT) && (hash < 0 || anchors(file).contains(target.substring(hash + 1)));
    }

    /// The names by which headings are linked to, as GitHub and GitLab make them.
    private static Set<String> anchors(Path page) throws IOException {
        var anchors = new TreeSet<String>();
        for (MatchResult heading : HEADING.matcher(FENCED.matcher(Files.readString(page)).replaceAll("")).results().toList()) {
            String name = heading.group(1).strip().toLowerCase(Locale.ROOT).replaceAll("[^\\p{L}\\p{N} _-]", "").replace(' ', '-');
            String unique = name;
            for (int number = 1; anchors.contains(unique); number++) {
                unique = name + "-" + number;
            }
            anchors.add(unique);
        }
        return anchors;
    }

    @Test
    void noPageIsTooLong() throws IOException {
        var tooLong = new TreeSet<String>();
        for (Path page : pages()) {
            long lines = Files.readString(page).lines().count();
            if (lines > PageText.LINES) {
                tooLong.add(ROOT.relativize(page) + ": " + lines);
            }
        }
        assertThat(tooLong).isEmpty();
    }

    /// A page that no other one leads to is read by nobody.
    @Test
    void everyPageIsLinkedTo() throws IOException {
        var linked = new TreeSet<String>();
        for (Path page : pages()) {
            for (MatchResult link : LINK.matcher(Files.readString(page)).results().toList()) {
                String target = Stream.of(1, 2, 3).map(link::group).filter(group -> group != null).findFirst().orElseThrow();
                if (!target.matches("[a-z]+:.*")) {
                    linked.add(ROOT.relativize(page.resolveSibling(target.replaceFirst("#.*", "")).normalize()).toString());
                }
            }
        }
        // A link to a folder is one to its pages.
        assertThat(pages().stream().map(ROOT::relativize).map(Path::toString).filter(page -> page.startsWith("docs/")))
                .allMatch(page -> linked.contains(page) || linked.contains(Path.of(page).getParent().toString()));
    }
}
