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

/// Reports reads and writes of a command, its PDU or its SQE after the command was completed.
public final class UseAfterCompletion implements Rule {
    private static final RuleInfo INFO = new RuleInfo("use-after-completion", Severity.ERROR, "a command is used after its completion");

    @Override
    public RuleInfo info() {
        return INFO;
    }

    @Override
    public List<Diagnostic> check(AnalyzedProgram program) {
        var reports = new ArrayList<Diagnostic>();
        for (Observation seen : program.observed(Observation.Kind.TOUCH)) {
            Life life = seen.before().life();
            if ((life == Life.COMPLETED || life == Life.RETURNED) && !Reports.isLossy(seen)) {
                boolean isDebug = seen.argument().equals("debug");
                boolean isDeferred = Reports.isCallback(seen.role());
                Severity severity = isDebug ? Severity.NOTE : isDeferred ? Severity.WARNING : INFO.severity();
                String what = isDebug ? "`%s` is printed after its completion".formatted(seen.object())
                        : life == Life.RETURNED ? "`%s` is used after it was given back for another issue".formatted(seen.object())
                        : "`%s` is used after its completion".formatted(seen.object());
                reports.add(Reports.at(seen, INFO, severity, what,
                        "a completed command may be freed and used for another submission at once; `cmd->sqe` is null from 6.10 on",
                        "read what is needed into a local variable before the completion", program));
            }
        }
        for (Observation seen : program.observed(Observation.Kind.MARK)) {
            if (seen.before().life() == Life.COMPLETED && !Reports.isLossy(seen)) {
                reports.add(Reports.at(seen, INFO, INFO.severity(), "`%s` is marked cancelable after its completion".formatted(seen.object()),
                        "the mark links a request that is freed", "mark the command before anything can complete it", program));
            }
        }
        return reports;
    }
}
