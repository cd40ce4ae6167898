package uringlint.cli;

import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import uringlint.cli.config.Config;
import uringlint.cli.config.ConfigFile;
import uringlint.cli.config.Damaged;
import uringlint.cli.config.Names;

/// The options that say which configuration counts, for every command that heeds one.
final class ConfigOptions {
    @Spec(Spec.Target.MIXEE)
    private CommandSpec command;

    @Option(names = "--config", paramLabel = "FILE",
            description = "The configuration. Default: " + ConfigFile.NAME + " in this folder or above, up to the top of the repository.")
    private String file = "";

    @Option(names = "--no-config", description = "Use no configuration.")
    private boolean isWithout;

    /// The configuration that counts; what is wrong with it is a mistake of the user, what has no effect is told.
    Config load(Terminal terminal) {
        if (isWithout && !file.isEmpty()) {
            throw new CommandLine.ParameterException(command.commandLine(), "either --config or --no-config");
        }
        if (isWithout) {
            return Config.none(terminal.folder());
        }
        try {
            var names = new Names(RuleNames.ids(), NearMiss::hint);
            Config config = file.isEmpty() ? ConfigFile.find(terminal.folder(), names) : ConfigFile.read(terminal.folder(), file, names);
            config.warnings().forEach(warning -> terminal.tell("uringlint: " + warning));
            return config;
        } catch (Damaged e) {
            throw new CommandLine.ParameterException(command.commandLine(), e.getMessage());
        }
    }
}
