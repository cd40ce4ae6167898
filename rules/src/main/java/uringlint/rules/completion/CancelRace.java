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

/// Reports a cancel call that completes its command without a test, under a lock or atomically, that the normal path shares.
public final class CancelRace implements Rule {
    private static final RuleInfo INFO = new RuleInfo("cancel-race", Severity.WARNING, "a cancel call completes a command without claiming it");

    @Override
    public RuleInfo info() {
        return INFO;
    }

    @Override
    public List<Diagnostic> check(AnalyzedProgram program) {
        var reports = new ArrayList<Diagnostic>();
        for (Observation seen : program.observed(Observation.Kind.COMPLETE)) {
            if (seen.role().kind() == Role.Kind.HANDLER
                    && Reports.isCancelCall(seen, program)
                    && seen.before().life() == Life.OWNED
                    && !seen.marks().contains("tested")
                    && !seen.marks().contains("claimed")
                    && !Reports.isLossy(seen)) {
                reports.add(Reports.at(seen, INFO, INFO.severity(), "`%s` is completed by the cancel call without a claim".formatted(seen.object()),
                        "the core cancels while the normal path may be completing the same command; without a claim that both share, it is completed twice",
                        "claim the command first: test and change its state under the lock that the normal path takes", program));
            }
        }
        return reports;
    }
}
