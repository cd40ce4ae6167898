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

/// Reports `-EIOCBQUEUED` and `-EAGAIN` passed to a completion.
public final class QueuedAsResult implements Rule {
    private static final RuleInfo INFO = new RuleInfo("queued-as-result", Severity.ERROR, "`-EIOCBQUEUED` or `-EAGAIN` is given as a result");

    @Override
    public RuleInfo info() {
        return INFO;
    }

    @Override
    public List<Diagnostic> check(AnalyzedProgram program) {
        var reports = new ArrayList<Diagnostic>();
        for (Observation seen : program.observed(Observation.Kind.COMPLETE)) {
            boolean isQueued = seen.result().isOnly(program.model().queued());
            if (seen.argument().equals("constant") && (isQueued || seen.result().isOnly(program.model().again()))) {
                reports.add(Reports.at(seen, INFO, INFO.severity(), "`%s` is completed with `%s`".formatted(seen.object(), isQueued ? "-EIOCBQUEUED" : "-EAGAIN"),
                        "a completion queues nothing and retries nothing: the number goes to user space as the result",
                        "complete with the real result, or return the code from the handler without completing", program));
            }
        }
        return reports;
    }
}
