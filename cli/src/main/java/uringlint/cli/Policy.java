// SPDX-License-Identifier: Apache-2.0

package uringlint.cli;

import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import uringlint.cli.config.Config;
import uringlint.diagnostic.Diagnostic;
import uringlint.diagnostic.Severity;

/// What becomes of what rules find. `rules` are applied at all; of these `denied` report errors, and `asked` were named by the user, whom
/// the configuration does not overrule. Findings below `least` are only counted. Paths are relative to `start`.
record Policy(Set<String> rules, Set<String> denied, Set<String> asked, Config config, Path start, Severity least) {
    /// The rules in `rules` as they are, of which those in `denied` report errors, with no configuration.
    static Policy of(Set<String> rules, Set<String> denied, Severity least) {
        return new Policy(rules, denied, Set.of(), Config.none(Path.of("")), Path.of(""), least);
    }

    /// What a configuration says where no options about rules exist, for paths from the top of a repository.
    static Policy of(Config config, Severity least) {
        var rules = new TreeSet<>(RuleNames.ids());
        rules.removeIf(config::isOff);
        return new Policy(rules, Set.of(), Set.of(), config, config.folder(), least);
    }

    /// The same policy with another least severity.
    Policy from(Severity other) {
        return new Policy(rules, denied, asked, config, start, other);
    }

    /// The same policy for paths that are relative to the top of a repository, where a configuration is at home.
    Policy inFolderOfConfig() {
        return new Policy(rules, denied, asked, config, config.folder(), least);
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
