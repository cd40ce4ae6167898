// SPDX-License-Identifier: Apache-2.0

package uringlint.cli.report;

import uringlint.diagnostic.Diagnostic;

/// A report with the name by which it is known again after the file changed elsewhere, the change that brings it, where changes are
/// compared (`patch 2/5: widget: add commands`), and the name of the driver in which it was found; the last two may be empty.
public record Finding(Diagnostic diagnostic, String fingerprint, String change, String driver) {
    /// A finding on code as it is.
    public Finding(Diagnostic diagnostic, String fingerprint) {
        this(diagnostic, fingerprint, "", "");
    }

    /// The same finding, brought by a change.
    public Finding of(String other) {
        return new Finding(diagnostic, fingerprint, other, driver);
    }

    /// The same finding, in a driver.
    public Finding in(String other) {
        return new Finding(diagnostic, fingerprint, change, other);
    }

    /// The same finding with another report.
    public Finding with(Diagnostic other) {
        return new Finding(other, fingerprint, change, driver);
    }
}
