// SPDX-License-Identifier: Apache-2.0

package uringlint.cli;

import java.io.InputStream;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.List;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import uringlint.cli.cache.CachePlace;
import uringlint.cli.manual.Block;
import uringlint.cli.manual.TerminalText;
import uringlint.cli.names.Arguments;
import uringlint.cli.report.Links;
import uringlint.cli.report.Palette;
import uringlint.cli.report.Printable;
import uringlint.cli.serve.Request;

/// What the program runs in: where it reads from and writes to, the folder in which it was started, and what the terminal can do.
/// `isInteractive` says that a person sees the output, `showsProgress` that one sees the messages, `showsLinks` that a
/// terminal follows links; `cache` is where results are kept.
public record Terminal(
        InputStream in,
        PrintStream out,
        PrintStream err,
        Path folder,
        int width,
        boolean isInteractive,
        boolean showsProgress,
        boolean allowsColor,
        boolean showsLinks,
        CachePlace cache) {
    /// A terminal into which nobody types, for a program that keeps nothing.
    public Terminal(
            PrintStream out,
            PrintStream err,
            Path folder,
            int width,
            boolean isInteractive,
            boolean showsProgress,
            boolean allowsColor) {
        this(InputStream.nullInputStream(), out, err, folder, width, isInteractive, showsProgress, allowsColor, false, CachePlace.NONE);
    }

    /// Tells the user something, on a line of its own. Names and texts in it may be those of strangers.
    void tell(String message) {
        err.println(Printable.line(message));
    }

    /// A page as it is shown here.
    String page(List<Block> page) {
        return TerminalText.render(page, isInteractive && allowsColor ? Palette.COLORED : Palette.PLAIN, width);
    }

    /// Whether all that was written to standard output has arrived.
    boolean isOutputKept() {
        return !out.checkError();
    }

    static final int DEFAULT_WIDTH = 80;
    private static final int WIDEST = 1_000;

    /// The same terminal in another folder.
    Terminal in(Path other) {
        return new Terminal(in, out, err, other, width, isInteractive, showsProgress, allowsColor, showsLinks, cache);
    }

    /// A command that somebody else is to run for this terminal.
    Request request(String... arguments) {
        return new Request(List.of(arguments), folder, width, isInteractive, showsProgress, allowsColor, showsLinks);
    }

    /// The terminal of somebody who had a command run here.
    static Terminal of(Request request, InputStream in, PrintStream out, PrintStream err, CachePlace cache) {
        return new Terminal(
                in,
                out,
                err,
                request.folder(),
                request.width(),
                request.isInteractive(),
                request.showsProgress(),
                request.allowsColor(),
                request.showsLinks(),
                cache);
    }

    /// The terminal of this process. The launcher passes on what Java cannot find out quickly.
    static Terminal ofProcess(PrintStream out, PrintStream err, CachePlace cache) {
        String width = System.getProperty("uringlint.columns", "");
        String columns = System.getenv("COLUMNS");
        return new Terminal(
                System.in,
                out,
                err,
                Arguments.folder(),
                width(columns == null ? width : columns),
                Boolean.getBoolean("uringlint.terminal.out") || isColorForced(System::getenv),
                Boolean.getBoolean("uringlint.terminal.err"),
                isColorAllowed(System::getenv),
                Links.areShown(System::getenv),
                cache);
    }

    /// Whether the environment lets programs write in colors: `NO_COLOR` (no-color.org), `CLICOLOR` (bixense.com/clicolors), and a terminal
    /// that has them.
    static boolean isColorAllowed(UnaryOperator<@Nullable String> environment) {
        return !isSet(environment.apply("NO_COLOR"))
                && !"dumb".equals(environment.apply("TERM"))
                && (!"0".equals(environment.apply("CLICOLOR")) || isColorForced(environment));
    }

    /// Whether the environment wants colors also where nobody looks.
    static boolean isColorForced(UnaryOperator<@Nullable String> environment) {
        String forced = environment.apply("CLICOLOR_FORCE");
        return isSet(forced) && !"0".equals(forced);
    }

    private static boolean isSet(@Nullable String value) {
        return value != null && !value.isEmpty();
    }

    private static int width(String text) {
        try {
            int width = Integer.parseInt(text.strip());
            return width > 0 ? Math.min(width, WIDEST) : DEFAULT_WIDTH;
        } catch (NumberFormatException _) {
            return DEFAULT_WIDTH;
        }
    }
}
