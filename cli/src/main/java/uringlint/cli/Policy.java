// SPDX-License-Identifier: Apache-2.0

package uringlint.cli;

import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import uringlint.cli.config.Config;
import uringlint.cli.report.Finding;
import uringlint.diagnostic.Diagnostic;
import uringlint.diagnostic.Severity;
import uringlint.rule.RuleInfo;
import uringlint.rules.Rules;
import uringlint.source.SourceFile;

/// What becomes of what rules find. `rules` are applied at all; of these `denied` report errors, and `asked` were named by the user, whom
/// the configuration does not overrule. Findings below `least` are only counted, but for notes on abstractions that a change adds where
/// nobody said what `least` is. Paths are relative to `start`.
record Policy(Set<String> rules, Set<String> denied, Set<String> asked, Config config, Path start, Severity least, boolean isDefault) {
    /// The rules in `rules` as they are, of which those in `denied` report errors, with no configuration.
    static Policy of(Set<String> rules, Set<String> denied, Severity least) {
        return new Policy(rules, denied, Set.of(), Config.none(Path.of("")), Path.of(""), least, false);
    }

    /// What a configuration says where no options about rules exist, for paths from the top of a repository.
    static Policy of(Config config, Severity least) {
        var rules = new TreeSet<>(RuleNames.ids());
        rules.removeIf(config::isOff);
        return new Policy(rules, Set.of(), Set.of(), config, config.folder(), least, false);
    }

    /// The same for paths from another folder.
    static Policy in(Path start, Config config, Severity least) {
        Policy policy = of(config, least);
        return new Policy(policy.rules, policy.denied, policy.asked, config, start, least, false);
    }

    /// The same policy with another least severity.
    Policy from(Severity other) {
        return new Policy(rules, denied, asked, config, start, other, false);
    }

    /// The same policy for paths that are relative to the top of a repository, where a configuration is at home.
    Policy inFolderOfConfig() {
        return new Policy(rules, denied, asked, config, config.folder(), least, isDefault);
    }

    /// Whether a finding is told although it is less severe than what is asked for: of code by which others will write drivers, and which
    /// nobody uses yet, all that can be said is news.
    boolean isNews(Finding finding, Predicate<SourceFile> isAdded) {
        return isDefault
                && Rules.byId(finding.diagnostic().rule()).filter(rule -> rule.info().family() == RuleInfo.Family.ABSTRACTION).isPresent()
                && isAdded.test(finding.diagnostic().location().file());
    }

    /// From which severity on findings make a run fail where no option says so.
    FailOn failOn() {
        return config.failOn().map(setting -> FailOn.valueOf(setting.value())).orElse(FailOn.warning);
    }

    /// All that it depends on, as a text that is the same on every machine.
    String settings() {
        return String.join(
                "\0", rules.toString(), denied.toString(), asked.toString(), config.settings(), least.word());
    }

    /// Whether nothing is said of a file.
    boolean ignores(String path) {
        return config.ignores(start, path);
    }

    /// Whether findings of a rule in a file are reported.
    boolean isOn(String rule, String path) {
        boolean isOff = config.rule(rule, start, path).map(setting -> setting.value().isEmpty()).orElse(false);
        return rules.contains(rule) && !ignores(path) && (asked.contains(rule) || !isOff);
    }

    /// How severe a finding is; empty if it is not reported.
    Optional<Severity> severity(Diagnostic diagnostic) {
        String path = diagnostic.location().file().path();
        if (ignores(path)) {
            return Optional.empty();
        }
        if (denied.contains(diagnostic.rule())) {
            return Optional.of(Severity.ERROR);
        }
        Severity own = diagnostic.severity();
        Optional<Severity> configured = config.rule(diagnostic.rule(), start, path)
                .map(setting -> setting.value())
                .orElse(Optional.of(own));
        return configured.isEmpty() && asked.contains(diagnostic.rule()) ? Optional.of(own) : configured;
    }
}
