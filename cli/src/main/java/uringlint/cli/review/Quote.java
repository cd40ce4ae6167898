// SPDX-License-Identifier: Apache-2.0

package uringlint.cli.review;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Pattern;
import uringlint.cli.patch.Diff;
import uringlint.cli.report.Finding;
import uringlint.cli.report.Printable;
import uringlint.diagnostic.Diagnostic;
import uringlint.diagnostic.TraceStep;
import uringlint.source.Location;

/// The parts of a patch that a reply quotes, with the comments under the lines that they are about.
final class Quote {
    /// As many lines are quoted before one with a comment.
    private static final int CONTEXT = 6;
    /// A statement of so many lines is quoted to its end.
    private static final int STATEMENT = 4;
    /// What ends something else need not stand at the start of a quotation.
    private static final Pattern END = Pattern.compile(".[\\s})\\];]*");
    private static final String CUT = "[...]";
    private static final String HERE = "here, in `";

    private final List<Diff.FilePart> files;
    private final HunkPlaces places = new HunkPlaces();

    Quote(List<Diff.FilePart> files) {
        this.files = List.copyOf(files);
    }

    /// A line of the patch: the file, the hunk and the line of the hunk, each from 0.
    record Anchor(int file, int hunk, int line) implements Comparable<Anchor> {
        @Override
        public int compareTo(Anchor other) {
            return Comparator.comparingInt(Anchor::file).thenComparingInt(Anchor::hunk).thenComparingInt(Anchor::line).compare(this, other);
        }
    }

    /// The findings by the lines of the patch under which they are commented on, in the order of the patch; without those of a patch that
    /// has no lines, as one that only renames.
    Map<Anchor, List<Finding>> anchor(List<Finding> findings) {
        var anchored = new TreeMap<Anchor, List<Finding>>();
        for (Finding finding : findings) {
            anchor(finding).ifPresent(anchor -> anchored.computeIfAbsent(anchor, _ -> new ArrayList<>()).add(finding));
        }
        return anchored;
    }

    private Optional<Anchor> anchor(Finding finding) {
        Location place = finding.diagnostic().location();
        return innermost(finding.diagnostic()).flatMap(this::at)
                .or(() -> at(place))
                .or(() -> finding.diagnostic().trace().reversed().stream()
                        .map(TraceStep::location)
                        .map(this::at)
                        .flatMap(Optional::stream)
                        .findFirst())
                .or(() -> nearest(place));
    }

    /// Where it happens, which may be some calls below the place that is reported.
    private static Optional<Location> innermost(Diagnostic diagnostic) {
        return diagnostic.trace().reversed().stream()
                .filter(step -> step.message().startsWith(HERE))
                .map(TraceStep::location)
                .findFirst();
    }

    private Optional<Anchor> at(Location place) {
        for (int file = 0; file < files.size(); file++) {
            if (files.get(file).newPath().equals(place.file().path())) {
                for (int hunk = 0; hunk < files.get(file).hunks().size(); hunk++) {
                    int index = lineOf(files.get(file).hunks().get(hunk), place);
                    if (index >= 0) {
                        return Optional.of(new Anchor(file, hunk, index));
                    }
                }
            }
        }
        return Optional.empty();
    }

    /// The index of the line of a hunk that is the last one of a place, or the first one of a place with many lines; -1
    /// where it is not there.
    private int lineOf(Diff.Hunk hunk, Location place) {
        int first = place.line();
        int last = place.file().lines().line(Math.max(place.span().start(), place.span().end() - 1));
        int wanted = last - first < STATEMENT ? last : first;
        int line = places.start(hunk, place.file());
        int found = -1;
        for (int index = 0; index < hunk.lines().size(); index++) {
            String text = hunk.lines().get(index);
            if (!text.startsWith("-") && !text.startsWith("\\")) {
                if (line >= first && line <= wanted) {
                    found = index;
                }
                line++;
            }
        }
        return found;
    }

    /// The hunk before a place, or else the first one of the patch.
    private Optional<Anchor> nearest(Location place) {
        for (int file = 0; file < files.size(); file++) {
            List<Diff.Hunk> hunks = files.get(file).hunks();
            if (files.get(file).newPath().equals(place.file().path()) && !hunks.isEmpty()) {
                int best = 0;
                for (int hunk = 0; hunk < hunks.size(); hunk++) {
                    best = places.start(hunks.get(hunk), place.file()) <= place.line() ? hunk : best;
                }
                return Optional.of(new Anchor(file, best, hunks.get(best).lines().size() - 1));
            }
        }
        for (int file = 0; file < files.size(); file++) {
            if (!files.get(file).hunks().isEmpty()) {
                return Optional.of(new Anchor(file, 0, files.get(file).hunks().getFirst().lines().size() - 1));
            }
        }
        return Optional.empty();
    }

    /// The path of the file of an anchor.
    String path(Anchor anchor) {
        return files.get(anchor.file()).path();
    }

    /// The body: quoted lines, and under each anchor its comment.
    String render(Map<Anchor, String> comments) {
        var text = new StringBuilder();
        int file = -1;
        int hunk = -1;
        int next = 0;
        for (var entry : comments.entrySet()) {
            Anchor anchor = entry.getKey();
            Diff.FilePart part = files.get(anchor.file());
            Diff.Hunk shown = part.hunks().get(anchor.hunk());
            if (anchor.file() != file) {
                quote(
                        text,
                        "diff --git a/" + (part.oldPath().isEmpty() ? part.newPath() : part.oldPath()) + " b/"
                                + part.path());
                hunk = -1;
            }
            if (anchor.file() != file || anchor.hunk() != hunk) {
                quote(text, header(shown));
                next = 0;
            }
            file = anchor.file();
            hunk = anchor.hunk();
            int from = Math.max(next, anchor.line() - CONTEXT);
            while (from > next && from < anchor.line() && END.matcher(shown.lines().get(from)).matches()) {
                from++;
            }
            if (from > next) {
                quote(text, CUT);
            }
            for (int line = from; line <= anchor.line(); line++) {
                quote(text, shown.lines().get(line));
            }
            next = anchor.line() + 1;
            text.append('\n').append(entry.getValue()).append("\n\n");
        }
        return text.toString();
    }

    private static String header(Diff.Hunk hunk) {
        long before = hunk.lines().stream().filter(line -> !line.startsWith("+") && !line.startsWith("\\")).count();
        long after = hunk.lines().stream().filter(line -> !line.startsWith("-") && !line.startsWith("\\")).count();
        return "@@ -" + hunk.oldStart() + "," + before + " +" + hunk.newStart() + "," + after + " @@"
                + (hunk.heading().isEmpty() ? "" : " " + hunk.heading());
    }

    private static void quote(StringBuilder text, String line) {
        text.append(line.equals(CUT) ? line : "> " + Printable.text(line)).append('\n');
    }
}
