// SPDX-License-Identifier: Apache-2.0

package uringlint.cli.run;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import uringlint.diagnostic.Diagnostic;
import uringlint.diagnostic.TraceStep;
import uringlint.ir.text.IrText;
import uringlint.load.Loaded;
import uringlint.source.Location;
import uringlint.source.SourceFile;
import uringlint.version.KernelVersion;

/// What the analysis of a loaded driver depends on: the files that were read as a whole, and of all others what is used of them. A header
/// of the kernel may change without a change to that.
///
/// @param read the same objects where they have the same content
/// @param used a hash of the IR of all files, and of what could not be read
/// @param partial the paths of the files of which only parts are known, for which some reports are not made
record LoadedContent(List<SourceFile> read, String used, Set<String> partial, List<KernelVersion> releases) {
    LoadedContent {
        read = List.copyOf(read);
        partial = Set.copyOf(partial);
        releases = List.copyOf(releases);
    }

    static LoadedContent of(Loaded loaded, Set<String> partial, List<KernelVersion> releases) {
        MessageDigest digest = sha256();
        Stream.concat(loaded.program().units().stream(), loaded.declared().stream()).forEach(unit -> {
            update(digest, unit.file().path());
            update(digest, IrText.print(unit));
        });
        loaded.problems().forEach(problem -> {
            update(digest, problem.kind() + problem.message());
            update(digest, problem.location().file().path() + ":" + problem.location().line());
        });
        return new LoadedContent(loaded.read(), HexFormat.of().formatHex(digest.digest()), partial, releases);
    }

    /// Whether what was found out stands in these files alone: places in others may have moved.
    boolean holds(Analyzed analyzed) {
        return Stream.concat(
                        analyzed.reports().stream().flatMap(LoadedContent::places),
                        analyzed.problems().stream().map(problem -> problem.location().file()))
                .allMatch(read::contains);
    }

    private static Stream<SourceFile> places(Diagnostic report) {
        return Stream.of(
                        Stream.of(report.location(), report.cause()),
                        report.trace().stream().map(TraceStep::location),
                        report.fixes().stream().flatMap(fix -> fix.edits().stream()).map(edit -> edit.location()))
                .flatMap(places -> places)
                .map(Location::file);
    }

    private static void update(MessageDigest digest, String text) {
        digest.update(text.getBytes(StandardCharsets.UTF_8));
        digest.update((byte) 0);
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
