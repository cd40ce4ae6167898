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

/// Reports a handler that marks its command cancelable and then returns a result for it.
public final class CancelableSyncReturn implements Rule {
    private static final RuleInfo INFO = new RuleInfo("cancelable-sync-return", Severity.ERROR, "a cancelable command is completed by a returned result");

    @Override
    public RuleInfo info() {
        return INFO;
    }

    @Override
    public List<Diagnostic> check(AnalyzedProgram program) {
        var reports = new ArrayList<Diagnostic>();
        for (Observation seen : program.observed(Observation.Kind.EXIT)) {
            if (seen.role().kind() == Role.Kind.HANDLER
                    && seen.before().source() == Source.ISSUED
                    && seen.before().life() == Life.OWNED
                    && seen.before().marked()
                    && !seen.isPublished()
                    && !seen.result().contains(program.model().queued())
                    && !Reports.isCancelCall(seen, program)
                    && !Reports.isLossy(seen)) {
                reports.add(Reports.at(seen, INFO, INFO.severity(), "`%s` was marked cancelable, and this result completes it".formatted(seen.object()),
                        "only `io_uring_cmd_done()` takes a command off the list of cancelable ones; the core frees this request and leaves it there",
                        "complete with `io_uring_cmd_done()` and return `-EIOCBQUEUED`, or mark the command later", program));
            }
        }
        return reports;
    }
}
