// SPDX-License-Identifier: Apache-2.0

package uringlint.cli;

import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
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
            terminal.out()
                    .println(info.id()
                            + " ".repeat(widest + 2 - info.id().length())
                            + severity
                            + " ".repeat(9 - severity.length())
                            + info.summary());
        }
        return ExitCode.CLEAN;
    }
}
