package uringlint.diagnostic;

import java.util.List;
import uringlint.source.Location;

/// A report about code. `function` is the function that holds the place, `reason` says why the code is wrong and `help` names
/// the way out; either may be empty. `kernels` are the versions it holds for, or empty for all of the target.
public record Diagnostic(
        String rule,
        Severity severity,
        Location location,
        String function,
        String message,
        List<TraceStep> trace,
        String reason,
        String help,
        String kernels) {
    public Diagnostic {
        trace = List.copyOf(trace);
    }
}
