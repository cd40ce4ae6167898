package uringlint.rules.completion;

import java.util.ArrayList;
import java.util.List;
import uringlint.diagnostic.Diagnostic;
import uringlint.diagnostic.Severity;
import uringlint.rule.AnalyzedProgram;
import uringlint.rule.Rule;
import uringlint.rule.RuleInfo;
import uringlint.rules.report.Reports;
import uringlint.typestate.Observation;
import uringlint.typestate.ObjectState.Life;
import uringlint.typestate.ObjectState.Source;
import uringlint.typestate.Role;

/// Reports reads and writes of a command after another context may run with it.
public final class UseAfterHandoff implements Rule {
    private static final RuleInfo INFO = new RuleInfo("use-after-handoff", Severity.WARNING, "a command is used after it was handed off");

    @Override
    public RuleInfo info() {
        return INFO;
    }

    @Override
    public List<Diagnostic> check(AnalyzedProgram program) {
        var reports = new ArrayList<Diagnostic>();
        for (Observation seen : program.observed(Observation.Kind.TOUCH)) {
            if (seen.before().life() == Life.HANDED_OFF && !seen.argument().equals("debug") && !isLocked(seen, program) && !Reports.isLossy(seen)) {
                reports.add(Reports.at(seen, INFO, INFO.severity(), "`%s` is used after it was handed off".formatted(seen.object()),
                        "the other context may complete the command at any time, on another CPU",
                        "do this before the hand-off", program));
            }
        }
        return reports;
    }

    /// Task work of the ring needs the lock that an inline handler or another callback of the ring holds: it cannot overtake.
    private static boolean isLocked(Observation seen, AnalyzedProgram program) {
        return seen.before().cause().equals("task work")
                && (seen.role().kind() == Role.Kind.TASK_WORK || Reports.hasFlag(seen, program.model().lockedFlag(), false));
    }
}
