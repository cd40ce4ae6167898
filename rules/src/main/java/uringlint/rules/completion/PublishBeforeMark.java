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

/// Reports `io_uring_cmd_mark_cancelable()` for a command that was published or handed off before.
public final class PublishBeforeMark implements Rule {
    private static final RuleInfo INFO = new RuleInfo("publish-before-mark", Severity.WARNING, "a command is marked cancelable after others can complete it");

    @Override
    public RuleInfo info() {
        return INFO;
    }

    @Override
    public List<Diagnostic> check(AnalyzedProgram program) {
        var reports = new ArrayList<Diagnostic>();
        for (Observation seen : program.observed(Observation.Kind.MARK)) {
            boolean isOwn = seen.before().source() == Source.ISSUED || seen.before().source() == Source.ARRIVED || seen.before().source() == Source.ARGUMENT;
            if (isOwn && seen.before().life() != Life.COMPLETED && (seen.isPublished() && seen.marks().contains("exposed " + seen.object()) || seen.before().life() == Life.HANDED_OFF) && !Reports.isLossy(seen)) {
                reports.add(Reports.at(seen, INFO, INFO.severity(), "`%s` is marked cancelable after others can find and complete it".formatted(seen.object()),
                        "a completion that runs before the mark is set does not remove it: the mark then links a command that is gone",
                        "mark the command first, then store it", program));
            }
        }
        return reports;
    }
}
