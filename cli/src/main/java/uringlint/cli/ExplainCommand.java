// SPDX-License-Identifier: Apache-2.0

package uringlint.cli;

import java.util.ArrayList;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import uringlint.cli.manual.Markdown;
import uringlint.cli.names.NearMiss;
import uringlint.rule.RuleInfo;

/// Explains one rule.
@Command(name = "explain", description = "Explain a rule.")
final class ExplainCommand implements Callable<Integer> {
    private final Terminal terminal;

    @Spec
    private CommandSpec command;

    @Parameters(paramLabel = "RULE", completionCandidates = Rules.class, description = "The id of the rule; `uringlint rules` lists them.")
    private String rule = "";

    ExplainCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    /// The rules, for shells to complete.
    static final class Rules extends ArrayList<String> {
        private static final long serialVersionUID = 1;

        Rules() {
            super(RuleNames.ids());
        }
    }

    @Override
    public Integer call() {
        for (RuleInfo info : RuleNames.infos()) {
            if (info.id().equals(rule)) {
                terminal.out().print(terminal.page(Markdown.parse(page(info))));
                return ExitCode.CLEAN;
            }
        }
        throw new CommandLine.ParameterException(
                command.commandLine(), "no rule is called `" + rule + "`" + NearMiss.hint(rule, RuleNames.ids()));
    }

    private static String page(RuleInfo info) {
        String page = RulePages.page(info.id());
        return page.isEmpty() ? info.id() + " (" + info.severity().word() + "): " + info.summary() + "\n" : page;
    }
}
