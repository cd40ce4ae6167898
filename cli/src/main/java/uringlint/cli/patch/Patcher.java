// SPDX-License-Identifier: Apache-2.0

package uringlint.cli.patch;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiFunction;
import uringlint.cli.find.Snapshot;
import uringlint.source.SourceFile;

/// Applies a diff to a tree, in memory. Parts that are no text are left out; any other part that cannot be applied refuses the whole diff.
public final class Patcher {
    private final Snapshot tree;
    private final BiFunction<byte[], Diff.FilePart, Hunks.Result> placing;
    private final Map<String, Optional<byte[]>> changes = new LinkedHashMap<>();
    private final Map<String, String> renames = new HashMap<>();
    private final List<Refusal> refusals = new ArrayList<>();
    /// What parts of the diff take away, wherever they stand in it.
    private final Set<String> removed = new HashSet<>();
    /// Links that are there afterwards, of which nothing but that is known.
    private final Set<String> links = new HashSet<>();

    private Patcher(Snapshot tree, BiFunction<byte[], Diff.FilePart, Hunks.Result> placing) {
        this.tree = tree;
        this.placing = placing;
    }

    /// Applies a diff to a tree.
    public static Applied apply(Snapshot tree, byte[] diff) {
        Diff read = Diff.of(diff, tree);
        return apply(tree, read, read.files(), (before, part) -> Hunks.apply(before, part.hunks()));
    }

    /// Applies some parts of a diff to a tree; `placing` puts the hunks of one into its content before.
    static Applied apply(
            Snapshot tree, Diff diff, List<Diff.FilePart> parts, BiFunction<byte[], Diff.FilePart, Hunks.Result> placing) {
        if (diff.error().isPresent()) {
            return new Applied(
                    Map.of(),
                    Map.of(),
                    List.of(new Refusal(
                            Refusal.Kind.MALFORMED,
                            "",
                            "the patch is damaged: " + diff.error().get())));
        }
        return new Patcher(tree, placing).apply(parts);
    }

    /// Whether a part of a diff leads out of the tree, or to something that is no file.
    static Optional<Refusal> unsafe(Snapshot tree, Diff.FilePart part) {
        return new Patcher(tree, (before, _) -> new Hunks.Result(before, List.of())).unsafe(part);
    }

    private Applied apply(List<Diff.FilePart> parts) {
        for (Diff.FilePart part : parts) {
            if (part.removesOld()) {
                removed.add(part.oldPath());
            }
            if (part.isLink() && !part.newPath().isEmpty()) {
                links.add(part.newPath());
            }
        }
        for (Diff.FilePart part : parts) {
            refusal(part).ifPresentOrElse(refusals::add, () -> put(part));
        }
        var applied = new Applied(Map.of(), Map.of(), refusals);
        if (applied.isDone()) {
            changes.entrySet().removeIf(change -> isAsBefore(change.getKey(), change.getValue()));
            return new Applied(changes, renames, refusals);
        }
        return applied;
    }

    private boolean isAsBefore(String path, Optional<byte[]> after) {
        Optional<SourceFile> before = tree.read(path);
        return before.isPresent() == after.isPresent() && (before.isEmpty() || Arrays.equals(before.get().bytes(), after.get()));
    }

    private Optional<Refusal> refusal(Diff.FilePart part) {
        Optional<Refusal> unsafe = unsafe(part);
        if (unsafe.isPresent()) {
            return unsafe;
        }
        if (part.isLink()) {
            return Optional.of(new Refusal(
                    Refusal.Kind.NO_TEXT,
                    part.path(),
                    "is a symbolic link or a submodule: this part of the patch is left out"));
        }
        if (part.isBinary()) {
            return Optional.of(new Refusal(
                    Refusal.Kind.NO_TEXT,
                    part.path(),
                    "is changed as a binary file: this part of the patch is left out"));
        }
        if (!part.oldPath().isEmpty() && before(part).isEmpty()) {
            return Optional.of(new Refusal(
                    Refusal.Kind.DOES_NOT_APPLY,
                    part.oldPath(),
                    "does not exist in the base: the patch does not apply"));
        }
        boolean isThere = changes.containsKey(part.newPath())
                ? changes.get(part.newPath()).isPresent()
                : tree.read(part.newPath()).isPresent() && !removed.contains(part.newPath());
        if (part.isNew() && isThere) {
            return Optional.of(new Refusal(
                    Refusal.Kind.DOES_NOT_APPLY,
                    part.newPath(),
                    "exists in the base already: the patch does not apply"));
        }
        return Optional.empty();
    }

    private Optional<Refusal> unsafe(Diff.FilePart part) {
        for (String path : List.of(part.oldPath(), part.newPath())) {
            boolean isNormal = Snapshot.normal(path).filter(path::equals).isPresent()
                    && !path.contains("\\")
                    && !path.contains("\0");
            if (!isNormal || path.equals(".git") || path.startsWith(".git/")) {
                return Optional.of(
                        new Refusal(Refusal.Kind.UNSAFE_PATH, path, "leads out of the tree: the patch is not applied"));
            }
            boolean isOther = !path.isEmpty() && !part.isLink() && !removed.contains(path) && tree.isOther(path);
            if (isOther || isBelowLink(path)) {
                return Optional.of(new Refusal(
                        Refusal.Kind.UNSAFE_PATH, path, "is a symbolic link or no file: the patch is not applied"));
            }
        }
        return Optional.empty();
    }

    /// Whether the diff makes a link of a folder on the way to a path.
    private boolean isBelowLink(String path) {
        for (String folder = Snapshot.folder(path); !folder.isEmpty(); folder = Snapshot.folder(folder)) {
            if (links.contains(folder)) {
                return true;
            }
        }
        return false;
    }

    /// What a part changes: what the parts before it made of the file, but for files that are renamed or copied, of
    /// which the state before the diff counts.
    private Optional<byte[]> before(Diff.FilePart part) {
        Optional<byte[]> ofTree = tree.read(part.oldPath()).map(SourceFile::bytes);
        boolean isMoved = !part.newPath().isEmpty() && !part.newPath().equals(part.oldPath());
        return isMoved && ofTree.isPresent() || !changes.containsKey(part.oldPath()) ? ofTree : changes.get(part.oldPath());
    }

    private void put(Diff.FilePart part) {
        byte[] before = part.oldPath().isEmpty() ? new byte[0] : before(part).orElseThrow();
        if (part.newPath().isEmpty()) {
            changes.put(part.oldPath(), Optional.empty());
            return;
        }
        Hunks.Result result = placing.apply(before, part);
        if (!result.refused().isEmpty()) {
            refusals.add(new Refusal(
                    Refusal.Kind.DOES_NOT_APPLY,
                    part.path(),
                    "does not have the lines that the hunk `@@ -"
                            + result.refused().getFirst().oldStart() + "` changes: the patch does not apply"));
            return;
        }
        if (part.removesOld()) {
            changes.putIfAbsent(part.oldPath(), Optional.empty());
        }
        if (!part.oldPath().isEmpty() && !part.oldPath().equals(part.newPath())) {
            renames.put(part.newPath(), part.oldPath());
        }
        changes.put(part.newPath(), Optional.of(result.after()));
    }
}
