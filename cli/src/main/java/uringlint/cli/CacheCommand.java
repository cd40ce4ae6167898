// SPDX-License-Identifier: Apache-2.0

package uringlint.cli;

import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;
import uringlint.cli.cache.EntryFiles;

/// Tells of results that are kept between runs, and throws them away.
@Command(name = "cache", description = "Show or throw away what is kept between runs.", sortOptions = false)
final class CacheCommand implements Callable<Integer> {
    @Spec
    private CommandSpec command;

    @Override
    public Integer call() {
        throw new CommandLine.ParameterException(command.commandLine(), "say `cache show` or `cache clean`");
    }

    private static final String NOWHERE = "Nothing is kept: there is no home for it.";

    /// Tells where results are kept, and how much of them there is.
    @Command(name = "show", description = "Say where results of earlier runs are kept, and how much that is.", sortOptions = false)
    static final class Show implements Callable<Integer> {
        private final Terminal terminal;

        Show(Terminal terminal) {
            this.terminal = terminal;
        }

        @Override
        public Integer call() {
            terminal.out().println(terminal.cache().isUsed() ? text(terminal.cache().entries()) : NOWHERE);
            return ExitCode.CLEAN;
        }

        private static String text(EntryFiles entries) {
            EntryFiles.Size size = entries.size();
            return String.format(
                    Locale.ROOT, "%s: %d results, %.1f MB", entries, size.entries(), size.bytes() / 1_000_000.0);
        }
    }

    /// Throws all results away.
    @Command(name = "clean", description = "Throw all results of earlier runs away.", sortOptions = false)
    static final class Clean implements Callable<Integer> {
        private final Terminal terminal;

        Clean(Terminal terminal) {
            this.terminal = terminal;
        }

        @Override
        public Integer call() {
            if (!terminal.cache().isUsed()) {
                terminal.out().println(NOWHERE);
                return ExitCode.CLEAN;
            }
            EntryFiles entries = terminal.cache().entries();
            int before = entries.size().entries();
            entries.clean();
            int left = entries.size().entries();
            terminal.out().println(before - left + " results thrown away");
            if (left > 0) {
                terminal.tell("uringlint: " + left + " results in " + entries + " cannot be thrown away");
            }
            return left > 0 ? ExitCode.INCOMPLETE : ExitCode.CLEAN;
        }
    }
}
