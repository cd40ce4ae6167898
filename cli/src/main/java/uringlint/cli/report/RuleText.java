// SPDX-License-Identifier: Apache-2.0

package uringlint.cli.report;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import uringlint.rule.RuleInfo;

/// A rule and its page in Markdown, which may be empty.
public record RuleText(RuleInfo info, String page) {
    private static final Pattern LINK = Pattern.compile("\\[([^\\]]+)\\]\\(([^)]+)\\)");

    /// The page for whoever reads it elsewhere: its links lead to the site.
    String markdown() {
        return LINK.matcher(page).replaceAll(link ->
                Matcher.quoteReplacement("[" + link.group(1) + "](" + Addresses.fromRule(link.group(2)) + ")"));
    }

    /// Where the page is to be read; empty for a rule that has none.
    public String uri() {
        return page.isEmpty() ? "" : uri(info.id());
    }

    /// Where the page of a rule is to be read.
    public static String uri(String id) {
        return Addresses.rule(id);
    }

    /// The paragraph below the title of the page, or else the summary.
    String about() {
        String text = section("\n");
        return text.isEmpty() ? info.summary() : text;
    }

    /// Why the rule matters, or else what it is about.
    public String why() {
        String text = section("## Why it matters\n");
        return text.isEmpty() ? about() : text;
    }

    /// The first paragraph behind a mark, on one line.
    private String section(String mark) {
        int start = page.indexOf(mark);
        if (start < 0) {
            return "";
        }
        String text = page.substring(start + mark.length()).strip();
        int end = text.indexOf("\n\n");
        // Links lead nowhere from here.
        return LINK.matcher((end < 0 ? text : text.substring(0, end)).replace('\n', ' ')).replaceAll("`$1`");
    }
}
