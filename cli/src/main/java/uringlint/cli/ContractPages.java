// SPDX-License-Identifier: Apache-2.0

package uringlint.cli;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import uringlint.cli.report.Resource;

/// The pages on what the core asks of drivers.
final class ContractPages {
    private static final Pattern ROW = Pattern.compile("(?m)^\\| \\[([a-z-]+)\\]\\(\\1\\.md\\) \\| (.+) \\|$");

    private ContractPages() {}

    /// The topics with what each is about, in the order of the index.
    static Map<String, String> topics() {
        var topics = new LinkedHashMap<String, String>();
        Matcher row = ROW.matcher(read("README"));
        while (row.find()) {
            topics.put(row.group(1), row.group(2));
        }
        return topics;
    }

    /// The page of a topic in Markdown.
    static String page(String topic) {
        return read(topic);
    }

    private static String read(String name) {
        return Resource.text(ContractPages.class, "/uringlint/rules/contract/" + name + ".md");
    }
}
