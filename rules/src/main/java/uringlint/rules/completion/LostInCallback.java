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

/// Reports a path through a callback on which its command is neither completed nor handed on nor kept.
public final class LostInCallback implements Rule {
    private static final RuleInfo INFO = new RuleInfo("lost-in-callback", Severity.WARNING, "a callback drops its command");

    @Override
    public RuleInfo info() {
        return INFO;
    }

    @Override
    public List<Diagnostic> check(AnalyzedProgram program) {
        var reports = new ArrayList<Diagnostic>();
        for (Observation seen : program.observed(Observation.Kind.EXIT)) {
            if (Reports.isCallback(seen.role()) && seen.before().life() == Life.OWNED && !seen.isPublished() && !Reports.isLossy(seen)) {
                String message = seen.before().taken() != uringlint.typestate.ObjectState.Taken.NO
                        ? "`%s` was taken out of its place and is completed by nobody"
                        : "`%s` is neither completed nor handed on nor kept on this path";
                reports.add(Reports.at(seen, INFO, INFO.severity(), message.formatted(seen.object()),
                        "nobody else knows the command: no CQE is ever posted, and the submitter hangs when it exits",
                        "complete the command with an error on this path", program));
            }
        }
        return reports;
    }
}
