// SPDX-License-Identifier: Apache-2.0

package uringlint.cli;

import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;
import uringlint.cli.config.Config;
import uringlint.cli.config.PathRules;
import uringlint.cli.config.Setting;
import uringlint.cli.report.Printable;
import uringlint.diagnostic.Severity;
import uringlint.rule.RuleInfo;

/// Says what the configuration is.
@Command(name = "config", description = "Show the configuration.", sortOptions = false)
final class ConfigCommand implements Callable<Integer> {
    @Spec
    private CommandSpec command;

    @Override
    public Integer call() {
        throw new CommandLine.ParameterException(command.commandLine(), "say `config show`");
    }

    /// Prints all settings, as a configuration that says the same.
    @Command(name = "show", description = "Print all settings and where each comes from.", sortOptions = false)
    static final class Show implements Callable<Integer> {
        private static final int COLUMN = 44;

        private final Terminal terminal;

        @Mixin
        private ConfigOptions configOptions;

        Show(Terminal terminal) {
            this.terminal = terminal;
        }

        @Override
        public Integer call() {
            Config config = configOptions.load(terminal);
            var text = new StringBuilder();
            write(
                    text,
                    "# " + (config.name().isEmpty() ? "there is no configuration" : Printable.line(config.name())),
                    "");
            config.kernel().ifPresentOrElse(
                    kernel -> write(text, "kernel: " + kernel.value(), origin(config, kernel)),
                    () -> write(text, "# kernel: as the Makefile of the tree or the code says", ""));
            config.baseline().ifPresentOrElse(
                    baseline -> write(text, "baseline: " + scalar(baseline.value()), origin(config, baseline)),
                    () -> write(text, "# baseline: none", ""));
            write(text, "level: " + word(config.level(), "warning"), origin(config, config.level()));
            write(text, "fail-on: " + word(config.failOn(), "warning"), origin(config, config.failOn()));
            write(text, "rules:", "");
            for (RuleInfo rule : RuleNames.infos()) {
                Optional<Setting<Optional<Severity>>> set = Optional.ofNullable(config.rules().get(rule.id()));
                // Some rules report more than one severity, so the usual one is no setting.
                write(
                        text,
                        (set.isPresent() ? "  " : "  # ") + rule.id() + ": "
                                + severity(set.map(Setting::value).orElse(Optional.of(rule.severity()))),
                        origin(config, set));
            }
            writePaths(text, config);
            write(text, config.bases().isEmpty() ? "" : "bases:", "");
            config.bases().forEach(base -> write(text, "  - " + scalar(base.value()), origin(config, base)));
            writeFunctions(text, config);
            terminal.out().print(text);
            return ExitCode.CLEAN;
        }

        private static void writePaths(StringBuilder text, Config config) {
            if (!config.paths().isEmpty()) {
                write(text, "paths:", "");
            }
            for (PathRules entry : config.paths()) {
                write(text, "  - path: " + scalar(entry.glob()), origin(config, entry.line()));
                if (entry.isIgnored()) {
                    write(text, "    ignore: true", "");
                } else {
                    write(text, "    rules:", "");
                    for (Map.Entry<String, Setting<Optional<Severity>>> rule : entry.rules().entrySet()) {
                        write(
                                text,
                                "      " + rule.getKey() + ": "
                                        + severity(rule.getValue().value()),
                                origin(config, rule.getValue()));
                    }
                }
            }
        }

        private static void writeFunctions(StringBuilder text, Config config) {
            if (!config.ownFunctions().isEmpty()) {
                write(text, "functions:", "");
            }
            for (Config.Kind kind : Config.Kind.values()) {
                boolean isFirst = true;
                for (Setting<Config.OwnFunction> setting : config.ownFunctions()) {
                    Config.OwnFunction own = setting.value();
                    if (own.kind() == kind) {
                        write(text, isFirst ? "  " + kind.word() + ":" : "", "");
                        isFirst = false;
                        write(
                                text,
                                "    - {name: " + scalar(own.name()) + argument("command", own.command())
                                        + argument("result", own.result()) + argument("flags", own.flags())
                                        + argument("callback", own.callback()) + "}",
                                origin(config, setting));
                    }
                }
            }
        }

        private static String argument(String name, int number) {
            return number < 0 ? "" : ", " + name + ": " + number;
        }

        private static String severity(Optional<Severity> severity) {
            return severity.map(Severity::word).orElse("off");
        }

        private static String word(Optional<Setting<String>> setting, String otherwise) {
            return setting.map(Setting::value).orElse(otherwise);
        }

        private static String origin(Config config, Optional<? extends Setting<?>> setting) {
            return setting.map(found -> origin(config, found)).orElse("default");
        }

        private static String origin(Config config, Setting<?> setting) {
            return origin(config, setting.line());
        }

        private static String origin(Config config, int line) {
            return Printable.line(config.name()) + ":" + line;
        }

        /// A value that YAML reads as the same text.
        private static String scalar(String text) {
            if (Printable.line(text).equals(text)) {
                return text.matches("[A-Za-z_./][\\w./-]*") ? text : "'" + text.replace("'", "''") + "'";
            }
            var escaped = new StringBuilder("\"");
            text.codePoints()
                    .forEach(character -> escaped.append(
                            Printable.acts(character) || character == '[' || character == ':'
                                    ? "\\U%08x".formatted(character)
                                    : character == '"' || character == '\\'
                                            ? "\\" + Character.toString(character)
                                            : Character.toString(character)));
            return escaped.append('"').toString();
        }

        private static void write(StringBuilder text, String line, String origin) {
            if (!line.isEmpty()) {
                text.append(line)
                        .repeat(' ', origin.isEmpty() ? 0 : Math.max(2, COLUMN - line.length()))
                        .append(origin.isEmpty() ? "" : "# " + origin)
                        .append('\n');
            }
        }
    }
}
