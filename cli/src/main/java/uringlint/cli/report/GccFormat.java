// SPDX-License-Identifier: Apache-2.0

package uringlint.cli.report;

import java.util.function.UnaryOperator;

/// A line for each finding as compilers write them, for editors and build logs.
public final class GccFormat implements Format {
    @Override
    public String render(Report report, ReportFrame frame) {
        return LineReport.render(report.findings(), UnaryOperator.identity());
    }
}
