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

/// Reports a handler that says `-EIOCBQUEUED` for a command that nobody has, and code that takes a command out of its place and drops it.
public final class LostCompletion implements Rule {
    private static final RuleInfo INFO = new RuleInfo("lost-completion", Severity.ERROR, "a command is never completed");

    private static final String REASON = "no CQE is ever posted for the command, and the submitter hangs when it exits";

    @Override
    public RuleInfo info() {
        return INFO;
    }

    @Override
    public List<Diagnostic> check(AnalyzedProgram program) {
        var reports = new ArrayList<Diagnostic>();
        for (Observation seen : program.observed(Observation.Kind.EXIT)) {
            if (seen.before().life() != Life.OWNED || seen.isPublished() || Reports.isLossy(seen) || Reports.isCallback(seen.role())) {
                continue;
            }
            if (seen.before().source() == Source.ISSUED) {
                if (seen.role().kind() == Role.Kind.HANDLER && seen.argument().equals("constant") && seen.result().isOnly(program.model().queued()) && !Reports.isCancelCall(seen, program)) {
                    reports.add(Reports.at(seen, INFO, INFO.severity(), "`-EIOCBQUEUED` is returned, but `%s` was neither completed nor kept anywhere".formatted(seen.object()), REASON,
                            "return the result itself, or complete the command, or store it where its completion can find it", program));
                }
            } else if (seen.before().taken() != uringlint.typestate.ObjectState.Taken.NO) {
                reports.add(Reports.at(seen, INFO, INFO.severity(), "`%s` was taken out of its place and is completed by nobody".formatted(seen.object()), REASON,
                        "complete the command that was taken, or put it back", program));
            }
        }
        return reports;
    }
}
