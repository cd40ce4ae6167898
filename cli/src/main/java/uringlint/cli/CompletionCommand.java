// SPDX-License-Identifier: Apache-2.0

package uringlint.cli;

import java.util.concurrent.Callable;
import java.util.function.Supplier;
import picocli.AutoComplete;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;
import picocli.CommandLine.Parameters;

/// Prints what makes a shell complete commands and options.
@Command(
        name = "completion",
        description = "Print what makes a shell complete commands and options, as in `source <(uringlint completion bash)`.",
        sortOptions = false)
final class CompletionCommand implements Callable<Integer> {
    private final Terminal terminal;

    /// The shells.
    enum Shell {
        bash,
        zsh,
        fish
    }

    @Parameters(paramLabel = "SHELL", description = "${COMPLETION-CANDIDATES}.")
    private Shell shell = Shell.bash;

    private final Supplier<CommandLine> all;

    /// `all` makes the program with all its commands.
    CompletionCommand(Terminal terminal, Supplier<CommandLine> all) {
        this.terminal = terminal;
        this.all = all;
    }

    @Override
    public Integer call() {
        CommandLine commands = all.get();
        terminal.out().print(switch (shell) {
            // The script for bash loads what zsh needs to run it.
            case bash, zsh -> AutoComplete.bash("uringlint", commands);
            case fish -> fish(commands);
        });
        return ExitCode.CLEAN;
    }

    private static String fish(CommandLine commands) {
        var text = new StringBuilder();
        commands.getSubcommands().forEach((name, command) -> {
            text.append("complete -c uringlint -n __fish_use_subcommand -f -a ").append(name);
            text.append(" -d ").append(quoted(command)).append('\n');
            for (OptionSpec option : command.getCommandSpec().options()) {
                text.append("complete -c uringlint -n '__fish_seen_subcommand_from ").append(name).append('\'');
                for (String spelled : option.names()) {
                    text.append(spelled.startsWith("--") ? " -l " + spelled.substring(2) : " -s " + spelled.substring(1));
                }
                text.append(option.arity().max() > 0 ? " -r" : "");
                text.append(" -d ").append(quoted(option.description())).append('\n');
            }
            for (PositionalParamSpec positional : command.getCommandSpec().positionalParameters()) {
                Iterable<String> candidates = positional.completionCandidates();
                if (candidates != null) {
                    text.append("complete -c uringlint -n '__fish_seen_subcommand_from ").append(name)
                            .append("' -f -a '").append(String.join(" ", candidates)).append("'\n");
                }
            }
        });
        return text.toString();
    }

    private static String quoted(CommandLine command) {
        return quoted(command.getCommandSpec().usageMessage().description());
    }

    private static String quoted(String[] text) {
        String all = String.join(" ", text).replaceAll("[.:].*", "");
        return "'" + all.replace("\\", "\\\\").replace("'", "\\'") + "'";
    }
}
