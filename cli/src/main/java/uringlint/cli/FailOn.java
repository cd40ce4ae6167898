// SPDX-License-Identifier: Apache-2.0

package uringlint.cli;

import uringlint.cli.report.Finding;
import uringlint.cli.report.Report;
import uringlint.diagnostic.Severity;

/// From which severity on findings make a run fail.
enum FailOn {
    error,
    warning,
    note,
    never;

    /// Whether a report has findings that make the run fail.
    boolean isMetBy(Report report) {
        for (Finding finding : report.findings()) {
            if (isMetBy(finding.diagnostic().severity())) {
                return true;
            }
        }
        return false;
    }

    private boolean isMetBy(Severity severity) {
        return switch (this) {
            case error -> severity == Severity.ERROR;
            case warning -> severity != Severity.NOTE;
            case note -> true;
            case never -> false;
        };
    }
}
