// SPDX-License-Identifier: Apache-2.0

package uringlint.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import uringlint.cli.config.Config;
import uringlint.cli.config.Setting;
import uringlint.cli.names.NearMiss;
import uringlint.diagnostic.Severity;

/// The options that say which rules are applied and what is reported of their findings; for every command that reports findings.
final class RuleOptions {
    /// From which severity on findings are reported.
    enum Level {
        note(Severity.NOTE),
        warning(Severity.WARNING),
        error(Severity.ERROR);

        private final Severity severity;

        Level(Severity severity) {
            this.severity = severity;
        }

        Severity severity() {
            return severity;
        }
    }

    @Spec(Spec.Target.MIXEE)
    private CommandSpec command;

    @Option(
            names = "--level",
            paramLabel = "SEVERITY",
            description = "Report findings from which severity on: note, warning (the default) or error. With --only or"
                    + " --fail-on note, the default is note; of files that a change adds, the notes on abstractions are"
                    + " reported, too.")
    private Optional<Level> level = Optional.empty();

    @Option(names = "--only", paramLabel = "RULE", split = ",", description = "Apply this rule and no other one.")
    private List<String> only = new ArrayList<>();

    @Option(names = "--allow", paramLabel = "RULE", split = ",", description = "Do not apply this rule.")
    private List<String> allowed = new ArrayList<>();

    @Option(
            names = "--deny",
            paramLabel = "RULE",
            split = ",",
            description = "Report what this rule finds as an error.")
    private List<String> denied = new ArrayList<>();

    /// What becomes of findings, by these options and a configuration, whom they overrule. A wrong name is a mistake of the user; an
    /// option that has no effect is told.
    Policy policy(Optional<FailOn> failOn, Config config, Terminal terminal) {
        Set<String> known = RuleNames.ids();
        for (List<String> named : List.of(only, allowed, denied)) {
            for (String rule : named) {
                if (!known.contains(rule)) {
                    throw new CommandLine.ParameterException(
                            command.commandLine(), "no rule is called `" + rule + "`" + NearMiss.hint(rule, known));
                }
            }
        }
        var asked = new TreeSet<>(only);
        asked.addAll(denied);
        var rules = new TreeSet<>(only.isEmpty() ? known : only);
        rules.removeIf(rule -> !asked.contains(rule) && config.isOff(rule));
        allowed.forEach(rules::remove);
        for (String rule : new TreeSet<>(denied)) {
            if (!rules.contains(rule)) {
                terminal.tell("uringlint: --deny " + rule + " has no effect: "
                        + (allowed.contains(rule) ? "--allow" : "--only") + " leaves that rule out");
            }
        }
        boolean isDefault = level.isEmpty() && config.level().isEmpty();
        return new Policy(rules, new TreeSet<>(denied), asked, config, terminal.folder(), least(failOn, config), isDefault);
    }

    /// The least severity that is reported. Who names a rule, or wants to fail for notes, wants to see them.
    private Severity least(Optional<FailOn> failOn, Config config) {
        if (level.isPresent()) {
            return level.get().severity;
        }
        if (failOn.equals(Optional.of(FailOn.note)) || !only.isEmpty()) {
            return Severity.NOTE;
        }
        boolean asksForNotes = failOn.isEmpty() && config.failOn().map(Setting::value).equals(Optional.of(FailOn.note.name()));
        return config.level().map(setting -> Level.valueOf(setting.value())).orElse(asksForNotes ? Level.note : Level.warning).severity;
    }
}
