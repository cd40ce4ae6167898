// SPDX-License-Identifier: Apache-2.0

package uringlint.diagnostic;

import java.util.List;
import uringlint.source.Location;

/// A report about code. `function` is the function that holds the place, `reason` says why the code is wrong and `help` names
/// the way out; either may be empty. `kernels` are the versions it holds for, or empty for all of the target. `fixes` are changes
/// that are certain, of which any one does. `cause` is what went before and makes this wrong, such as a first
/// completion, or the place itself.
public record Diagnostic(
        String rule,
        Severity severity,
        Location location,
        String function,
        String message,
        List<TraceStep> trace,
        String reason,
        String help,
        String kernels,
        List<Fix> fixes,
        Location cause) {
    public Diagnostic {
        trace = List.copyOf(trace);
        fixes = List.copyOf(fixes);
    }

    /// A report that comes without a fix.
    public Diagnostic(
            String rule,
            Severity severity,
            Location location,
            String function,
            String message,
            List<TraceStep> trace,
            String reason,
            String help,
            String kernels) {
        this(rule, severity, location, function, message, trace, reason, help, kernels, List.of(), location);
    }

    /// The same report at a place in another function.
    public Diagnostic movedTo(Location place, String holder) {
        return new Diagnostic(
                rule,
                severity,
                place,
                holder,
                message,
                trace,
                reason,
                help,
                kernels,
                fixes,
                cause.equals(location) ? place : cause);
    }

    /// The same report in other words.
    public Diagnostic withMessage(String other) {
        return new Diagnostic(rule, severity, location, function, other, trace, reason, help, kernels, fixes, cause);
    }

    /// The same report with other steps.
    public Diagnostic withTrace(List<TraceStep> other) {
        return new Diagnostic(rule, severity, location, function, message, other, reason, help, kernels, fixes, cause);
    }

    /// The same report with another severity.
    public Diagnostic withSeverity(Severity other) {
        return new Diagnostic(rule, other, location, function, message, trace, reason, help, kernels, fixes, cause);
    }

    /// The same report for other versions.
    public Diagnostic withKernels(String other) {
        return new Diagnostic(rule, severity, location, function, message, trace, reason, help, other, fixes, cause);
    }

    /// The same report with other fixes.
    public Diagnostic withFixes(List<Fix> other) {
        return new Diagnostic(rule, severity, location, function, message, trace, reason, help, kernels, other, cause);
    }

    /// The same report with what went before.
    public Diagnostic withCause(Location other) {
        return new Diagnostic(rule, severity, location, function, message, trace, reason, help, kernels, fixes, other);
    }
}
