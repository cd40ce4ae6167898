package uringlint.cli.report;

import uringlint.diagnostic.Diagnostic;

/// A report with the name by which it is known again after the file changed elsewhere, and the change that brings it, where changes are
/// compared: `patch 2/5: widget: add commands`.
public record Finding(Diagnostic diagnostic, String fingerprint, String change) {
    /// A finding on code as it is.
    public Finding(Diagnostic diagnostic, String fingerprint) {
        this(diagnostic, fingerprint, "");
    }

    /// The same finding, brought by a change.
    public Finding of(String other) {
        return new Finding(diagnostic, fingerprint, other);
    }
}
