// SPDX-License-Identifier: Apache-2.0

package uringlint.cli.page;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// Which pages belong together: a rule and the parts of the contract that it watches, and rules that speak of each other.
final class RuleLinks {
    private static final Pattern TO_RULE = Pattern.compile("\\(\\.\\./rules/([a-z0-9-]+)\\.md\\)");
    private static final Pattern NAMED = Pattern.compile("`([a-z0-9]+(?:-[a-z0-9]+)+)`");

    /// The topics of the contract by rule, and the rules next to each.
    private final Map<String, Set<String>> topics = new TreeMap<>();
    private final Map<String, Set<String>> neighbors = new TreeMap<>();

    /// The links between rules and the pages of a folder.
    static RuleLinks of(Collection<RulePage> rules, Path contract) throws IOException {
        var links = new RuleLinks();
        Set<String> ids = new TreeSet<>();
        rules.forEach(rule -> ids.add(rule.info().id()));
        for (RulePage rule : rules) {
            for (String text : rule.sections().values()) {
                NAMED.matcher(text).results().map(name -> name.group(1)).filter(ids::contains)
                        .forEach(other -> links.join(rule.info().id(), other));
            }
        }
        try (Stream<Path> pages = Files.list(contract)) {
            for (Path page : pages.filter(file -> file.toString().endsWith(".md")).sorted().toList()) {
                links.read(page.getFileName().toString().replace(".md", ""), Files.readString(page));
            }
        }
        return links;
    }

    /// Rules that a page of the contract names one after the other belong together, too.
    private void read(String topic, String page) {
        List<String> named = TO_RULE.matcher(page).results().map((MatchResult link) -> link.group(1)).distinct().toList();
        for (int index = 0; index < named.size(); index++) {
            topics.computeIfAbsent(named.get(index), _ -> new LinkedHashSet<>()).add(topic);
            if (index > 0) {
                join(named.get(index - 1), named.get(index));
            }
        }
    }

    private void join(String one, String other) {
        if (!one.equals(other)) {
            neighbors.computeIfAbsent(one, _ -> new TreeSet<>()).add(other);
            neighbors.computeIfAbsent(other, _ -> new TreeSet<>()).add(one);
        }
    }

    /// The pages of the contract that name a rule.
    Set<String> topics(String rule) {
        return topics.getOrDefault(rule, Set.of());
    }

    /// The rules next to a rule, in the order of their names.
    Set<String> neighbors(String rule) {
        return neighbors.getOrDefault(rule, Set.of());
    }

    /// A text in which the names of other rules lead to their pages.
    static String linked(String text, String rule, Map<String, RulePage> rules) {
        var shown = new LinkedHashMap<String, String>();
        NAMED.matcher(text).results().map(name -> name.group(1)).filter(name -> !name.equals(rule) && rules.containsKey(name))
                .forEach(name -> shown.put(name, "[" + name + "](" + name + ".md)"));
        String linked = text;
        for (Map.Entry<String, String> link : shown.entrySet()) {
            linked = linked.replace("`" + link.getKey() + "`", link.getValue());
        }
        return linked;
    }
}
