// SPDX-License-Identifier: Apache-2.0

package uringlint.cli.report;

import uringlint.diagnostic.Severity;

/// The colors of a terminal, or none.
public enum Palette {
    /// Plain text.
    PLAIN,
    /// ANSI escape sequences.
    COLORED;

    private static final String RESET = "\033[0m";

    /// A text without its colors.
    static String plain(String text) {
        return text.indexOf('\033') < 0 ? text : text.replaceAll("\033\\[[0-9;]*m", "");
    }

    String severity(Severity severity, String text) {
        return paint(text, switch (severity) {
            case ERROR -> "1;31";
            case WARNING -> "1;33";
            case NOTE -> "1;36";
        });
    }

    /// A text that stands out.
    public String strong(String text) {
        return paint(text, "1");
    }

    String gutter(String text) {
        return paint(text, "1;34");
    }

    String removed(String text) {
        return paint(text, "31");
    }

    String added(String text) {
        return paint(text, "32");
    }

    private String paint(String text, String code) {
        return this == PLAIN || text.isEmpty() ? text : "\033[" + code + "m" + text + RESET;
    }
}
