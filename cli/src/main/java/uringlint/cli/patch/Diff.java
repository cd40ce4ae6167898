// SPDX-License-Identifier: Apache-2.0

package uringlint.cli.patch;

import java.io.ByteArrayOutputStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.eclipse.jgit.diff.DiffEntry;
import org.eclipse.jgit.lib.FileMode;
import org.eclipse.jgit.patch.FileHeader;
import org.eclipse.jgit.patch.FormatError;
import org.eclipse.jgit.patch.HunkHeader;
import org.eclipse.jgit.patch.Patch;
import uringlint.cli.find.Snapshot;

/// A unified diff: its files and their hunks.
public final class Diff {
    private static final Pattern WORD = Pattern.compile("\\w+");
    /// A line of `use`, of a list below it, or of its end.
    private static final Pattern IMPORT = Pattern.compile("\\s*(use [\\w:]+.*|[\\w:*]+(\\{[^{}]*}|\\{)?,?( //)?|[\\w:, ]*}[,;]?( //)?)");

    private final byte[] bytes;
    private final List<FilePart> files;
    private final Optional<String> error;

    private Diff(byte[] bytes) {
        this.bytes = bytes;
        List<FilePart> read = List.of();
        Optional<String> problem;
        try {
            var patch = new Patch();
            patch.parse(bytes, 0, bytes.length);
            read = patch.getFiles().stream().map(this::part).toList();
            problem = error(patch, read);
        } catch (RuntimeException e) {
            // JGit trusts numbers, names of objects and modes. What it throws differs; what it means is always the same.
            problem = Optional.of("its headers cannot be read");
        }
        files = read;
        error = problem;
    }

    private static Optional<String> error(Patch patch, List<FilePart> files) {
        for (FormatError error : patch.getErrors()) {
            if (error.getSeverity() == FormatError.Severity.ERROR) {
                return Optional.of(error.getMessage() + " at `" + error.getLineText().strip() + "`");
            }
        }
        return files.stream().anyMatch(part -> part.path().isEmpty()) ? Optional.of("a part of it names no file") : Optional.empty();
    }

    /// Reads a diff. Paths are taken without their first folder, as `a/` and `b/` are no folders; where `tree` has the whole path and
    /// not the shorter one, as it stands.
    public static Diff of(byte[] bytes, Snapshot tree) {
        return new Diff(withPrefixes(bytes, tree));
    }

    /// `diff --no-prefix` and plain `diff -u` name files as they are: gives the headers of such files the prefixes.
    private static byte[] withPrefixes(byte[] bytes, Snapshot tree) {
        String[] lines = new String(bytes, StandardCharsets.ISO_8859_1).split("(?<=\n)", -1);
        var out = new ByteArrayOutputStream(bytes.length + 64);
        boolean isChanged = false;
        boolean isPlain = Arrays.stream(lines).noneMatch(line -> line.startsWith("diff "));
        for (int at = 0; at < lines.length; at++) {
            boolean isHead = lines[at].startsWith("--- ")
                    && at + 2 < lines.length
                    && lines[at + 1].startsWith("+++ ")
                    && lines[at + 2].startsWith("@@ -");
            if (isHead && isPlain && at > 0) {
                // JGit takes the header of the next file for lines of the hunk before it where nothing stands between them.
                write(out, "Index:\n");
                isChanged = true;
            }
            if (isHead && isWithoutPrefix(lines[at].substring(4), tree) | isWithoutPrefix(lines[at + 1].substring(4), tree)) {
                write(out, "--- " + prefixed("a/", lines[at].substring(4)));
                write(out, "+++ " + prefixed("b/", lines[at + 1].substring(4)));
                at++;
                isChanged = true;
            } else if (lines[at].startsWith("diff --git ") && gitWithoutPrefix(lines[at], tree).isPresent()) {
                write(out, gitWithoutPrefix(lines[at], tree).get());
                isChanged = true;
            } else {
                write(out, lines[at]);
            }
        }
        return isChanged ? out.toByteArray() : bytes;
    }

    private static Optional<String> gitWithoutPrefix(String line, Snapshot tree) {
        String[] names = line.substring("diff --git ".length()).strip().split(" ");
        return names.length == 2 && isWithoutPrefix(names[0], tree)
                ? Optional.of("diff --git a/" + names[0] + " b/" + names[1] + "\n")
                : Optional.empty();
    }

    private static void write(ByteArrayOutputStream out, String line) {
        out.writeBytes(line.getBytes(StandardCharsets.ISO_8859_1));
    }

    private static String prefixed(String prefix, String name) {
        return name.startsWith("/dev/null") ? name : prefix + name;
    }

    private static boolean isWithoutPrefix(String name, Snapshot tree) {
        String path = name.split("\t", 2)[0].strip();
        if (path.equals("/dev/null") || path.startsWith("/") || path.startsWith("..")) {
            return false;
        }
        String shorter = path.substring(path.indexOf('/') + 1);
        boolean isPrefixed = path.startsWith("a/") || path.startsWith("b/");
        return !isPrefixed && tree.read(path).isPresent() && (shorter.equals(path) || tree.read(shorter).isEmpty())
                || path.indexOf('/') < 0;
    }

    /// The files of the diff, in its order.
    public List<FilePart> files() {
        return files;
    }

    /// What is wrong with the diff itself; empty for one that can be read.
    public Optional<String> error() {
        return error;
    }

    /// The part of a diff about one file. Paths are empty for a file that is not there before or after.
    /// A link is a symbolic one or a module: its content is no text of a file. A copy leaves the file of its old path as it is.
    /// `oldId` is how the `index` line names the content before, in hexadecimal digits; empty where it does not.
    public record FilePart(
            String oldPath,
            String newPath,
            boolean isBinary,
            boolean isLink,
            boolean isNew,
            boolean isCopy,
            String oldId,
            List<Hunk> hunks) {
        public FilePart {
            hunks = List.copyOf(hunks);
        }

        /// Whether the file of the old path is not there afterwards.
        boolean removesOld() {
            return !oldPath.isEmpty() && !isCopy && !oldPath.equals(newPath);
        }

        /// Whether the file is one that the analysis reads: C, Rust or a header.
        boolean isCode() {
            return Snapshot.isCode(path()) || path().endsWith(".h");
        }

        /// The path by which people know the file.
        public String path() {
            return newPath.isEmpty() ? oldPath : newPath;
        }
    }

    /// One hunk: where it starts before and after, what stands behind the second `@@`, and its lines with their first characters;
    /// `raw` are the same with a character for each byte.
    public record Hunk(int oldStart, int newStart, String heading, List<String> lines, List<String> raw) {
        public Hunk {
            lines = List.copyOf(lines);
            raw = List.copyOf(raw);
        }

        /// The words of its heading and of its lines.
        Set<String> words() {
            return Stream.concat(Stream.of(heading), lines.stream())
                    .flatMap(line -> WORD.matcher(line).results())
                    .map(MatchResult::group)
                    .collect(Collectors.toSet());
        }

        /// Whether nothing but imports of Rust is changed, and nothing else is near them. What they are called here decides nothing.
        boolean isOfImports() {
            boolean hasPaths = lines.stream().filter(line -> line.startsWith("+") || line.startsWith("-"))
                    .allMatch(line -> line.contains("::") || line.length() == 1);
            return hasPaths && lines.stream().filter(line -> line.length() > 1 && !line.startsWith("\\"))
                    .allMatch(line -> IMPORT.matcher(line.substring(1)).matches() && !line.contains(" as "));
        }
    }

    private FilePart part(FileHeader header) {
        boolean isNew = header.getChangeType() == DiffEntry.ChangeType.ADD;
        boolean isGone = header.getChangeType() == DiffEntry.ChangeType.DELETE;
        boolean isLink = isLink(header.getOldMode()) || isLink(header.getNewMode());
        return new FilePart(
                isNew ? "" : path(header.getOldPath()),
                isGone ? "" : path(header.getNewPath()),
                header.getPatchType() != FileHeader.PatchType.UNIFIED,
                isLink,
                isNew,
                header.getChangeType() == DiffEntry.ChangeType.COPY,
                header.getOldId() == null ? "" : header.getOldId().name(),
                header.getHunks().stream().map(this::hunk).toList());
    }

    /// JGit knows no path where a header has none that it understands.
    private static String path(String named) {
        return named == null || named.equals(DiffEntry.DEV_NULL) ? "" : named;
    }

    private static boolean isLink(FileMode mode) {
        return mode != null && (mode.equals(FileMode.SYMLINK) || mode.equals(FileMode.GITLINK));
    }

    private Hunk hunk(HunkHeader header) {
        List<String> lines = lines(header, StandardCharsets.UTF_8);
        List<String> raw = lines(header, StandardCharsets.ISO_8859_1);
        String first = lines.getFirst();
        int end = first.indexOf("@@", 2);
        return new Hunk(header.getOldImage().getStartLine(), header.getNewStartLine(), end < 0 ? "" : first.substring(end + 2).strip(),
                lines.subList(1, lines.size()).stream().map(Diff::withoutReturn).toList(), raw.subList(1, raw.size()));
    }

    private static String withoutReturn(String line) {
        return line.endsWith("\r") ? line.substring(0, line.length() - 1) : line;
    }

    private List<String> lines(HunkHeader header, Charset charset) {
        String text = new String(bytes, header.getStartOffset(), header.getEndOffset() - header.getStartOffset(), charset);
        return List.of((text.endsWith("\n") ? text.substring(0, text.length() - 1) : text).split("\n", -1));
    }
}
