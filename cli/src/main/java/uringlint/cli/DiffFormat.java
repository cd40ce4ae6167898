// SPDX-License-Identifier: Apache-2.0

package uringlint.cli;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import uringlint.cli.fix.FixPatch;
import uringlint.cli.fix.Plan;
import uringlint.cli.fix.WriteScope;
import uringlint.cli.report.Finding;
import uringlint.cli.report.Format;
import uringlint.cli.report.Report;
import uringlint.cli.report.ReportFrame;

/// The fixes of a report as a patch. Its characters are the bytes of the files, whatever their encoding is.
record DiffFormat(WriteScope scope) implements Format {
    @Override
    public String render(Report report, ReportFrame frame) {
        Plan plan = Plan.of(report.findings().stream().map(Finding::diagnostic).toList(), scope);
        return new String(FixPatch.of(plan, Path.of(frame.folder())), charset());
    }

    @Override
    public Charset charset() {
        return StandardCharsets.ISO_8859_1;
    }
}
