// SPDX-License-Identifier: Apache-2.0

package uringlint.cli.report;

import uringlint.diagnostic.Diagnostic;

/// A report in the XML of Checkstyle, which many programs read.
public final class CheckstyleFormat implements Format {
    @Override
    public String render(Report report, ReportFrame frame) {
        var text = new StringBuilder(Xml.HEAD).append("<checkstyle version=\"10.0\">\n");
        String open = "";
        for (Finding finding : report.findings()) {
            Diagnostic diagnostic = finding.diagnostic();
            String path = diagnostic.location().file().path();
            if (!path.equals(open)) {
                text.append(open.isEmpty() ? "" : "  </file>\n").append("  <file name=\"").append(Xml.attribute(path)).append("\">\n");
                open = path;
            }
            Region region = Region.of(diagnostic.location());
            text.append("    <error line=\"").append(region.line()).append("\" column=\"").append(region.column());
            text.append("\" severity=\"").append(switch (diagnostic.severity()) {
                case ERROR -> "error";
                case WARNING -> "warning";
                case NOTE -> "info";
            });
            text.append("\" message=\"").append(Xml.attribute(diagnostic.message()));
            text.append("\" source=\"uringlint.").append(Xml.attribute(diagnostic.rule())).append("\"/>\n");
        }
        return text.append(open.isEmpty() ? "" : "  </file>\n").append("</checkstyle>\n").toString();
    }
}
