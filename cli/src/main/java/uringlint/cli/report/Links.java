// SPDX-License-Identifier: Apache-2.0

package uringlint.cli.report;

import java.net.URI;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import uringlint.source.Location;

/// Links to files for terminals that have them, as escape sequences OSC 8; relative paths count from a folder.
public record Links(URI folder) {
    /// No links.
    public static final Links NONE = new Links(URI.create(""));

    private static final int FIRST_VTE = 5_000;

    /// A text that leads to the file of a place, which a terminal shows as the text.
    String of(Location place, String text) {
        if (equals(NONE) || text.isEmpty()) {
            return text;
        }
        String path = place.file().path();
        return "\033]8;;" + (Uris.isAbsolute(path) ? "" : folder) + Uris.of(path) + "\033\\" + text + "\033]8;;\033\\";
    }

    /// Whether the terminal of such an environment shows links: there is no way to ask it, so it is known by its name, or by
    /// `FORCE_HYPERLINK`, as programs around Node.js and Rust do it.
    public static boolean areShown(UnaryOperator<@Nullable String> environment) {
        String forced = environment.apply("FORCE_HYPERLINK");
        if (forced != null) {
            return !forced.equals("0");
        }
        String terminal = text(environment, "TERM");
        if (terminal.equals("dumb") || isSet(environment, "CI") || isSet(environment, "TMUX") || terminal.startsWith("screen")) {
            return false;
        }
        return switch (text(environment, "TERM_PROGRAM")) {
            case "iTerm.app", "WezTerm", "vscode", "ghostty", "Hyper" -> true;
            default -> switch (terminal) {
                case "xterm-kitty", "xterm-ghostty", "alacritty", "foot" -> true;
                default -> isSet(environment, "WT_SESSION") || isSet(environment, "KONSOLE_VERSION") || isSet(environment, "DOMTERM")
                        || vte(environment) >= FIRST_VTE;
            };
        };
    }

    private static String text(UnaryOperator<@Nullable String> environment, String name) {
        String value = environment.apply(name);
        return value == null ? "" : value;
    }

    private static boolean isSet(UnaryOperator<@Nullable String> environment, String name) {
        return !text(environment, name).isEmpty();
    }

    private static int vte(UnaryOperator<@Nullable String> environment) {
        String version = text(environment, "VTE_VERSION");
        return version.matches("[0-9]{1,6}") ? Integer.parseInt(version) : 0;
    }
}
