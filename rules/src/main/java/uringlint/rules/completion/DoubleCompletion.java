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

/// Reports a command that is completed twice: by two calls, or by a call and a returned result.
public final class DoubleCompletion implements Rule {
    private static final RuleInfo INFO = new RuleInfo("double-completion", Severity.ERROR, "a command is completed twice");

    private static final String REASON =
            "the core completes a command itself for every result but `-EIOCBQUEUED`; a second completion posts a second CQE and frees the request twice";

    @Override
    public RuleInfo info() {
        return INFO;
    }

    @Override
    public List<Diagnostic> check(AnalyzedProgram program) {
        var reports = new ArrayList<Diagnostic>();
        for (Observation seen : program.observed(Observation.Kind.COMPLETE)) {
            Life life = seen.before().life();
            boolean isPendingElsewhere = life == Life.HANDED_OFF && !seen.before().cause().equals("task work");
            if ((life == Life.COMPLETED || life == Life.RETURNED || isPendingElsewhere) && !Reports.isLossy(seen)) {
                String message = life == Life.COMPLETED ? "`%s` was already completed"
                        : life == Life.RETURNED ? "`%s` was already given back for another issue" : "`%s` was already handed off, and is completed there";
                reports.add(Reports.at(seen, INFO, INFO.severity(), message.formatted(seen.object()), REASON, "complete the command on one of the two ways only", program));
            }
        }
        for (Observation seen : program.observed(Observation.Kind.COMPLETE)) {
            if (seen.before().life() != Life.OWNED || Reports.isLossy(seen)) {
                continue;
            }
            boolean isOwn = seen.before().source() == Source.ISSUED || seen.before().source() == Source.ARRIVED;
            if (seen.role().kind() == Role.Kind.HANDLER && Reports.isCancelCall(seen, program)) {
                if (seen.marks().contains("tested") && !seen.marks().contains("claimed")) {
                    reports.add(Reports.at(seen, INFO, INFO.severity(), "`%s` is completed by the cancel call although this path did not claim it".formatted(seen.object()),
                            "the state says that somebody else has the command, and will complete it", "complete only where the claim was won", program));
                }
            } else if (isOwn && seen.isPublished()) {
                reports.add(Reports.at(seen, INFO, INFO.severity(), "`%s` is completed here, and is stored where others complete it again".formatted(seen.object()), REASON,
                        "take the command back out of its place first", program));
            }
        }
        for (Observation seen : program.observed(Observation.Kind.HAND_OFF)) {
            if (seen.before().life() == Life.COMPLETED && !Reports.isLossy(seen)) {
                reports.add(Reports.at(seen, INFO, INFO.severity(), "`%s` was already completed, and is handed off to be completed again".formatted(seen.object()), REASON, "return after the completion, or do not complete here", program));
            }
        }
        for (Observation seen : program.observed(Observation.Kind.EXIT)) {
            if (seen.role().kind() == Role.Kind.HANDLER
                    && seen.before().source() == Source.ISSUED
                    && (seen.before().life() == Life.COMPLETED || seen.before().life() == Life.RETURNED)
                    && !seen.result().contains(program.model().queued())
                    && !Reports.isCancelCall(seen, program)
                    && !Reports.isLossy(seen)) {
                reports.add(Reports.at(seen, INFO, INFO.severity(), "`%s` was already completed, and this result completes it again".formatted(seen.object()), REASON,
                        "return `-EIOCBQUEUED` after the completion, or return the result without completing", program));
            }
        }
        return reports;
    }
}
