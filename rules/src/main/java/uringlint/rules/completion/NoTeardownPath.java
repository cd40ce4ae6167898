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

/// Reports a handler that stores commands that are not cancelable and that only other commands complete.
public final class NoTeardownPath implements Rule {
    private static final RuleInfo INFO = new RuleInfo("no-teardown-path", Severity.WARNING, "stored commands have no way out when the submitter ends");

    @Override
    public RuleInfo info() {
        return INFO;
    }

    @Override
    public List<Diagnostic> check(AnalyzedProgram program) {
        var reports = new ArrayList<Diagnostic>();
        boolean isCancelable = !program.observed(Observation.Kind.MARK).isEmpty();
        if (isCancelable) {
            return reports;
        }
        for (Observation seen : program.observed(Observation.Kind.PUBLISH)) {
            String field = CompletionOnlyInRelease.lastField(seen.argument());
            if (seen.role().kind() == Role.Kind.HANDLER && seen.before().source() == Source.ISSUED && !field.isEmpty() && !Reports.isLossy(seen)) {
                List<Observation> completers = CompletionOnlyInRelease.completers(field, program);
                boolean isOnlyByEvents = !completers.isEmpty()
                        && completers.stream().allMatch(completer -> completer.role().kind() == Role.Kind.HANDLER || completer.role().kind() == Role.Kind.INTERRUPT);
                if (isOnlyByEvents) {
                    reports.add(Reports.at(seen, INFO, INFO.severity(), "`%s` waits in `%s`, and nothing completes it when its submitter ends".formatted(seen.object(), field),
                            "a task that exits waits for its pending commands, and cannot be killed while it does",
                            "mark the command with `io_uring_cmd_mark_cancelable()` and handle `IO_URING_F_CANCEL`", program));
                }
            }
        }
        return reports;
    }
}
