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

/// Reports a handler that gives its command back after it was published or handed off.
public final class ReturnAfterHandoff implements Rule {
    private static final RuleInfo INFO = new RuleInfo("return-after-handoff", Severity.ERROR, "a result is returned although somebody else has the command");

    @Override
    public RuleInfo info() {
        return INFO;
    }

    /// The command was stored in a context of its own, which went to code that is not known and was not freed: whoever has the
    /// context completes the command. Only a result that says success contradicts that for certain.
    private static boolean isInContext(Observation seen) {
        return seen.before().life() == Life.ESCAPED && seen.isPublished() && !seen.result().isEmpty() && seen.result().least() >= 0;
    }

    @Override
    public List<Diagnostic> check(AnalyzedProgram program) {
        var reports = new ArrayList<Diagnostic>();
        for (Observation seen : program.observed(Observation.Kind.EXIT)) {
            boolean isHandedOff = seen.before().life() == Life.HANDED_OFF;
            if (seen.role().kind() == Role.Kind.HANDLER
                    && seen.before().source() == Source.ISSUED
                    && (isHandedOff || seen.before().life() == Life.OWNED && seen.isPublished() || isInContext(seen))
                    && !seen.result().contains(program.model().queued())
                    && !seen.result().isOnly(program.model().again())
                    && !Reports.isCancelCall(seen, program)
                    && !Reports.isLossy(seen)) {
                String how = isHandedOff ? "handed off" : "stored where others find it";
                reports.add(Reports.at(seen, INFO, INFO.severity(), "`%s` was %s, and this result completes it".formatted(seen.object(), how),
                        "whoever has the command completes it later, when the request is gone or belongs to another submission", "return `-EIOCBQUEUED`, or take the command back first", program));
            }
        }
        return reports;
    }
}
