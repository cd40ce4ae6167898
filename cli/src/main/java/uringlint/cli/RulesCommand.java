// SPDX-License-Identifier: Apache-2.0

package uringlint.cli;

import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import uringlint.cli.report.Cells;
import uringlint.rule.RuleInfo;

/// Lists the rules.
@Command(name = "rules", description = "List the rules.")
final class RulesCommand implements Callable<Integer> {
    private final Terminal terminal;

    RulesCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        List<RuleInfo> infos = RuleNames.infos();
        int widest = 0;
        for (RuleInfo info : infos) {
            widest = Math.max(widest, info.id().length());
        }
        for (RuleInfo info : infos) {
            String severity = info.severity().word();
            String head = info.id() + " ".repeat(widest + 2 - info.id().length()) + severity + " ".repeat(9 - severity.length());
            // A person reads lines; a program splits each at its blanks.
            terminal.out().println(head + (terminal.isInteractive()
                    ? String.join("\n" + " ".repeat(head.length()), Cells.wrap(info.summary(), terminal.width() - head.length()))
                    : info.summary()));
        }
        return ExitCode.CLEAN;
    }
}
