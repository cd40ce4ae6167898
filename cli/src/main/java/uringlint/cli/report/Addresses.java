// SPDX-License-Identifier: Apache-2.0

package uringlint.cli.report;

import java.io.IOException;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.net.URI;
import java.util.Properties;

/// Where the project and its pages are: `project.home` and `project.pages` of the POM, each without a slash at its end.
public final class Addresses {
    /// Where the project is.
    public static final String HOME;
    /// The site that is made of the documentation.
    static final String PAGES;

    static {
        var known = new Properties();
        try {
            known.load(new StringReader(Resource.text(Addresses.class, "addresses.properties")));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        HOME = known.getProperty("home", "");
        PAGES = known.getProperty("pages", "");
    }

    private Addresses() {}

    /// Where the page of a rule is.
    static String rule(String id) {
        return PAGES + "/rules/" + id + ".html";
    }

    /// Where a link on the page of a rule leads, from anywhere.
    static String fromRule(String link) {
        String page = link.replaceFirst("^\\.\\./\\.\\./", "../")
                .replaceFirst("README\\.md(?=#|$)", "index.html")
                .replaceFirst("\\.md(?=#|$)", ".html");
        return URI.create(PAGES + "/rules/").resolve(page).toString();
    }
}
