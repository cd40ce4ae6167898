// SPDX-License-Identifier: Apache-2.0

package uringlint.cli;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.util.List;
import java.util.Optional;
import java.util.function.BiConsumer;
import uringlint.cli.mail.Input;
import uringlint.cli.mail.Posted;
import uringlint.cli.mail.Postings;
import uringlint.cli.mail.Series;
import uringlint.cli.mail.Trouble;
import uringlint.cli.names.FileNames;
import uringlint.cli.patch.AppliedPatch;
import uringlint.cli.patch.AppliedSeries;
import uringlint.cli.patch.Refusal;
import uringlint.cli.run.Workers;

/// The files with patches that a user named, and the words and exit codes for what is wrong with them.
final class PatchFiles {
    /// More than this is never read; an mbox of a year of a busy list is smaller.
    private static final int MOST = 1 << 30;

    private PatchFiles() {}

    /// The bytes of a file; `-` is the standard input. Empty where it cannot be read.
    static Optional<byte[]> read(Terminal terminal, String file) {
        try (InputStream input =
                file.equals("-") ? terminal.in() : Files.newInputStream(FileNames.resolve(terminal.folder(), file))) {
            return Optional.of(input.readNBytes(MOST));
        } catch (IOException | InvalidPathException _) {
            return Optional.empty();
        }
    }

    /// The series in a file. What is wrong with it is handed on, with the exit status that it means.
    static List<Series> series(Terminal terminal, String file, BiConsumer<Integer, String> failed) {
        Optional<byte[]> bytes = read(terminal, file);
        if (bytes.isEmpty()) {
            failed.accept(ExitCode.INCOMPLETE, "uringlint: " + file + ": the file cannot be read");
            return List.of();
        }
        Postings read = Input.read(bytes.get());
        for (Trouble trouble : read.troubles()) {
            failed.accept(status(trouble), text(file, trouble));
        }
        return read.series();
    }

    static String text(String file, Trouble trouble) {
        String name = file.equals("-") ? "standard input" : file;
        return "uringlint: " + name + (trouble.place().isEmpty() ? "" : ", " + trouble.place()) + ": "
                + trouble.message();
    }

    /// What is said where a mistake of the program keeps a series from being looked at.
    static String broken(String file, Series series, Throwable error) {
        String title = series.patches().isEmpty() ? "the series" : series.title(series.patches().getFirst());
        return "uringlint: " + file + ": " + title + " was not looked at because of an internal error of uringlint ("
                + Workers.place(error) + "): please report it with this file";
    }

    /// What a trouble means for the exit status. A single mail of a series is read for itself as often as not.
    static int status(Trouble trouble) {
        return switch (trouble.kind()) {
            case NO_PATCH -> ExitCode.NO_PATCH;
            case TOO_LARGE -> ExitCode.TOO_LARGE;
            case INCOMPLETE_SERIES, PARTIAL, REPAIRED -> ExitCode.CLEAN;
            case TRUNCATED, BROKEN_MIME, DAMAGED, UNSUPPORTED -> ExitCode.DAMAGED;
        };
    }

    /// That nothing at hand has the commit that a series is for.
    static String lost(AppliedSeries series) {
        return series.series().title(series.series().patches().getFirst()) + " is for the commit "
                + series.lost().orElseThrow()
                + ", which no repository at hand has: fetch it, or name a base with --base REPO@REV";
    }

    /// What a refusal means for the exit status. Binary parts, links and modules beside others are only told of.
    static int status(AppliedPatch patch, Refusal refusal) {
        boolean hasText = patch.step().filter(step -> !step.paths().isEmpty()).isPresent();
        boolean isRefused = patch.refusals().stream().anyMatch(other -> other.kind() != Refusal.Kind.NO_TEXT);
        return switch (refusal.kind()) {
            case DOES_NOT_APPLY -> ExitCode.DOES_NOT_APPLY;
            case NO_CODE -> ExitCode.CLEAN;
            case UNSAFE_PATH -> ExitCode.UNSAFE_PATH;
            case NO_TEXT -> hasText || isRefused ? ExitCode.CLEAN : ExitCode.BINARY;
            case MALFORMED -> ExitCode.DAMAGED;
        };
    }

    /// What was refused, for people.
    static String text(Series series, Posted posted, Refusal refusal) {
        return series.title(posted) + ": " + (refusal.path().isEmpty() ? "" : "`" + refusal.path() + "` ")
                + refusal.message();
    }
}
