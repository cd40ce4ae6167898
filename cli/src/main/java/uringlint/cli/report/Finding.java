package uringlint.cli.report;

import uringlint.diagnostic.Diagnostic;

/// A report with the name by which it is known again after the file changed elsewhere.
public record Finding(Diagnostic diagnostic, String fingerprint) {}
