// SPDX-License-Identifier: Apache-2.0

package uringlint.cli;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import uringlint.cli.report.RuleText;
import uringlint.diagnostic.Severity;
import uringlint.rule.RuleInfo;

/// The pages that explain the rules.
final class RulePages {
    private RulePages() {}

    /// What is known of a rule by its id.
    static RuleText text(String id) {
        RuleInfo known = RuleNames.infos().stream()
                .filter(info -> info.id().equals(id))
                .findFirst()
                .orElseGet(() -> new RuleInfo(id, Severity.WARNING, id));
        return new RuleText(known, page(id));
    }

    /// The page of a rule in Markdown; empty for a rule that has none.
    static String page(String id) {
        try (InputStream page = RulePages.class.getResourceAsStream("/uringlint/rules/pages/" + id + ".md")) {
            return page == null ? "" : new String(page.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
