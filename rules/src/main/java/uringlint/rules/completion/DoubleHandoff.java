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

/// Reports a second hand-off, or a completion, while task work for the command is pending.
public final class DoubleHandoff implements Rule {
    private static final RuleInfo INFO = new RuleInfo("double-handoff", Severity.ERROR, "a command is handed off twice");

    private static final String REASON = "a request has one task-work node: a second use corrupts the list, and the callback runs for a command that is gone";

    @Override
    public RuleInfo info() {
        return INFO;
    }

    @Override
    public List<Diagnostic> check(AnalyzedProgram program) {
        var reports = new ArrayList<Diagnostic>();
        for (Observation seen : program.observed(Observation.Kind.HAND_OFF)) {
            if (seen.before().life() == Life.HANDED_OFF && !Reports.isLossy(seen)) {
                reports.add(Reports.at(seen, INFO, INFO.severity(), "`%s` was already handed off".formatted(seen.object()), REASON, "hand the command off once", program));
            }
        }
        for (Observation seen : program.observed(Observation.Kind.COMPLETE)) {
            if (seen.before().life() == Life.HANDED_OFF && seen.before().cause().equals("task work") && !Reports.isLossy(seen)) {
                reports.add(Reports.at(seen, INFO, INFO.severity(), "`%s` was already handed off to task work".formatted(seen.object()), REASON, "let the callback complete the command", program));
            }
        }
        return reports;
    }
}
