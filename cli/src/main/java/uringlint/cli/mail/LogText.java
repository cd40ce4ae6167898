// SPDX-License-Identifier: Apache-2.0

package uringlint.cli.mail;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Patches that came in no mail: the output of `diff -u`, `git diff`, `git show` and `git log -p`, with or without text around them.
final class LogText {
    private static final Pattern COMMIT = Pattern.compile("commit [0-9a-f]{7,64}(?: .*)?");
    private static final Pattern INDEX = Pattern.compile("index ([0-9a-f]{4,64})\\.\\.([0-9a-f]{4,64}).*");
    private static final Pattern COLOR = Pattern.compile("\u001b\\[[0-9;]{0,20}[mK]");

    /// A commit while its lines are collected.
    private record Commit(List<String> header, List<DiffScanner.Piece.FileDiff> files) {}

    private LogText() {}

    /// The patches of the text, in the order in which they apply.
    static Postings read(List<String> text, String place) {
        boolean isColored = text.stream().anyMatch(line -> line.indexOf('\u001b') >= 0);
        List<String> lines = isColored ? text.stream().map(line -> COLOR.matcher(line).replaceAll("")).toList() : text;
        DiffScanner.Scan scan = DiffScanner.scan(lines);
        var troubles = new ArrayList<Trouble>();
        scan.repairs().forEach(repair -> troubles.add(new Trouble(Trouble.Kind.REPAIRED, place, repair)));
        List<Commit> commits = commits(scan);
        if (scan.isCut()) {
            troubles.add(new Trouble(
                    Trouble.Kind.TRUNCATED,
                    place,
                    "the input ends within a patch, which is not used; get it again, whole"));
            if (!commits.isEmpty()) {
                commits.removeLast();
            }
        } else {
            scan.gaps().forEach(gap -> troubles.add(new Trouble(Trouble.Kind.DAMAGED, place, gap)));
        }
        if (scan.hasMerge()) {
            troubles.add(new Trouble(
                    Trouble.Kind.UNSUPPORTED,
                    place,
                    "the diff of a merge (`diff --cc`) cannot be applied; use `git show --first-parent`"));
        }
        commits.removeIf(commit -> commit.files().isEmpty());
        if (commits.isEmpty()) {
            return new Postings(List.of(), troubles);
        }
        List<Commit> ordered = isNewestFirst(commits) ? commits.reversed() : commits;
        List<String> gaps = ordered.size() == 1 && !scan.isCut() ? scan.gaps() : List.of();
        List<Posted> patches = ordered.stream().map(commit -> posted(commit, PatchText.baseCommit(lines), gaps)).toList();
        return new Postings(List.of(new Series(Optional.empty(), patches, 1, patches.size())), troubles);
    }

    private static List<Commit> commits(DiffScanner.Scan scan) {
        var commits = new ArrayList<Commit>();
        for (DiffScanner.Piece piece : scan.pieces()) {
            switch (piece) {
                case DiffScanner.Piece.FileDiff file -> {
                    if (commits.isEmpty()) {
                        commits.add(new Commit(new ArrayList<>(), new ArrayList<>()));
                    }
                    commits.getLast().files().add(file);
                }
                case DiffScanner.Piece.Prose(var lines) -> {
                    for (String line : lines) {
                        if (COMMIT.matcher(line).matches() || commits.isEmpty()) {
                            commits.add(new Commit(new ArrayList<>(), new ArrayList<>()));
                        }
                        if (commits.getLast().files().isEmpty()) {
                            commits.getLast().header().add(line);
                        }
                    }
                }
            }
        }
        return commits;
    }

    /// As `git log` prints them. Where one commit leaves a file as the next one finds it, the order is the other one.
    private static boolean isNewestFirst(List<Commit> commits) {
        for (int i = 0; i + 1 < commits.size(); i++) {
            Map<String, Matcher> first = blobs(commits.get(i));
            for (var entry : blobs(commits.get(i + 1)).entrySet()) {
                Matcher other = first.get(entry.getKey());
                if (other != null && other.group(2).equals(entry.getValue().group(1))) {
                    return false;
                }
            }
        }
        return commits.stream().allMatch(commit -> commit.header().stream().anyMatch(line -> COMMIT.matcher(line).matches()));
    }

    private static Map<String, Matcher> blobs(Commit commit) {
        var blobs = new HashMap<String, Matcher>();
        for (DiffScanner.Piece.FileDiff file : commit.files()) {
            file.head().stream()
                    .map(INDEX::matcher)
                    .filter(Matcher::matches)
                    .findFirst()
                    .ifPresent(matcher -> blobs.put(file.path(), matcher));
        }
        return blobs;
    }

    private static Posted posted(Commit commit, Optional<String> base, List<String> gaps) {
        var diff = new ArrayList<String>();
        commit.files().forEach(file -> diff.addAll(file.lines()));
        var message = new ArrayList<String>();
        boolean isLog = commit.header().stream().anyMatch(line -> COMMIT.matcher(line).matches());
        for (String line : commit.header()) {
            if (isLog && line.equals("---")) {
                break;
            }
            if (!isLog || line.startsWith("    ")) {
                message.add(isLog ? line.substring(4) : line);
            } else if (line.isBlank() && !message.isEmpty()) {
                message.add("");
            }
        }
        String text = TextLines.text(message).strip();
        int first = text.indexOf('\n');
        String subject = isLog ? (first < 0 ? text : text.substring(0, first)) : "";
        String rest = isLog ? text.substring(subject.length()).strip() : text;
        return new Posted(0, subject, rest, new DiffText(TextLines.bytes(diff)), base, false, gaps, Optional.empty());
    }
}
