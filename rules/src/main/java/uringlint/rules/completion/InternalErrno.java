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

/// Reports error numbers that mean nothing outside of the kernel, returned by a handler or given to a completion.
public final class InternalErrno implements Rule {
    private static final RuleInfo INFO = new RuleInfo("internal-errno", Severity.NOTE, "an error number of the kernel reaches user space");

    private static final java.util.Set<Long> INTERNAL = java.util.Set.of(512L, 513L, 514L, 515L, 516L, 524L, 530L);

    @Override
    public RuleInfo info() {
        return INFO;
    }

    @Override
    public List<Diagnostic> check(AnalyzedProgram program) {
        var reports = new ArrayList<Diagnostic>();
        for (Observation seen : program.observations()) {
            boolean isResult = seen.kind() == Observation.Kind.COMPLETE
                    || seen.kind() == Observation.Kind.EXIT && seen.role().kind() == Role.Kind.HANDLER && seen.before().source() == Source.ISSUED && !Reports.isCancelCall(seen, program);
            if (isResult && seen.argument().equals("constant") && seen.result().isSingle() && INTERNAL.contains(-seen.result().least())) {
                reports.add(Reports.at(seen, INFO, INFO.severity(), "`-%s` becomes the result of `%s`".formatted(uringlint.rules.model.Errno.name(-seen.result().least()), seen.object()),
                        "the number is internal to the kernel; user space has no name for it",
                        "use an error number of `errno-base.h` or `errno.h`, such as `-EOPNOTSUPP`", program));
            }
        }
        return reports;
    }
}
