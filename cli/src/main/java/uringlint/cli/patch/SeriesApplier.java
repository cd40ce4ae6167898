// SPDX-License-Identifier: Apache-2.0

package uringlint.cli.patch;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import uringlint.cli.change.Step;
import uringlint.cli.find.OverlaySnapshot;
import uringlint.cli.find.Snapshot;
import uringlint.cli.mail.Posted;
import uringlint.cli.mail.Series;
import uringlint.rules.model.CoreFiles;

/// Applies the patches of a series to a tree, one after the other, as far as they go: what has no place in the tree is known by the
/// hunks alone. Only what leads out of the tree or is damaged refuses a patch.
final class SeriesApplier {
    private static final String ALONE = ": the patch does not apply, and only what the hunks show is looked at";

    private static final String WORD = "uring";

    private final Series series;
    private final boolean hasBase;
    private final Function<String, Optional<byte[]>> blobs;
    private final Map<String, KnownLines> known = new HashMap<>();
    /// What the series has added so far.
    private final Set<String> created = new HashSet<>();
    private Snapshot tree;
    private Fitting fitting = Fitting.EMPTY;
    /// The same for files that have to do with commands.
    private Fitting relevant = Fitting.EMPTY;

    /// How well a series fits a tree, in hunks of code.
    record Fitting(int hunks, int placed, boolean isExact) {
        static final Fitting EMPTY = new Fitting(0, 0, true);

        /// Whether every hunk has a place.
        boolean isWhole() {
            return placed == hunks;
        }

        /// Whether at least half of the hunks have a place.
        boolean isPlausible() {
            return 2 * placed >= hunks;
        }

        private Fitting plus(int more, int morePlaced, boolean areExact) {
            return new Fitting(hunks + more, placed + morePlaced, isExact && areExact);
        }
    }

    /// What became of the patches, and how well they fit: all code of them, and that which has to do with commands.
    record Result(List<AppliedPatch> patches, Fitting all, Fitting relevant) {
        Result {
            patches = List.copyOf(patches);
        }
    }

    /// One patch in the making.
    private static final class Parts {
        private final List<Diff.FilePart> whole = new ArrayList<>();
        private final List<Refusal> refusals = new ArrayList<>();
        private final Map<String, Optional<byte[]>> gone = new HashMap<>();
        private final Map<String, Optional<byte[]>> before = new HashMap<>();
        private final Map<String, Optional<byte[]>> after = new HashMap<>();
        private final Map<String, Set<String>> incomplete = new HashMap<>();
    }

    private SeriesApplier(Series series, Snapshot tree, boolean hasBase, Function<String, Optional<byte[]>> blobs) {
        this.series = series;
        this.tree = tree;
        this.hasBase = hasBase;
        this.blobs = blobs;
    }

    /// Applies a series to a tree. `hasBase` says whether the tree is one that it may be for, or holds nothing but what the
    /// series adds; `blobs` finds the content that an `index` line names.
    static Result apply(Series series, Snapshot tree, boolean hasBase, Function<String, Optional<byte[]>> blobs) {
        var applier = new SeriesApplier(series, tree, hasBase, blobs);
        var patches = new ArrayList<AppliedPatch>();
        for (Posted posted : series.patches()) {
            AppliedPatch patch = applier.apply(posted);
            patches.add(patch);
            patch.step().ifPresent(step -> applier.tree = step.after());
        }
        return new Result(patches, applier.fitting, applier.relevant.hunks() > 0 ? applier.relevant : applier.fitting);
    }

    private AppliedPatch apply(Posted posted) {
        Diff diff = Diff.of(posted.diff().bytes(), tree);
        List<Refusal> unsafe = diff.files().stream().flatMap(part -> Patcher.unsafe(tree, part).stream()).toList();
        if (diff.error().isPresent() || !unsafe.isEmpty()) {
            fitting = fitting.plus(1, 0, false);
            List<Refusal> refusals = diff.error().isPresent() ? Patcher.apply(tree, diff, List.of(), this::place).refusals() : unsafe;
            return AppliedPatch.refused(posted, refusals);
        }
        var parts = new Parts();
        Set<String> removed = new HashSet<>();
        diff.files().stream().filter(Diff.FilePart::removesOld).forEach(part -> removed.add(part.oldPath()));
        for (Diff.FilePart part : diff.files()) {
            sort(part, parts, removed);
        }
        Snapshot old = OverlaySnapshot.ofParts(parts.gone.isEmpty() ? tree : OverlaySnapshot.of(tree, parts.gone), parts.before);
        Applied applied = Patcher.apply(old, diff, parts.whole, this::place);
        parts.refusals.addAll(applied.refusals());
        if (!applied.isDone()) {
            fitting = fitting.plus(1, 0, false);
            return AppliedPatch.refused(posted, parts.refusals);
        }
        return applied(posted, parts, old, applied);
    }

    private AppliedPatch applied(Posted posted, Parts parts, Snapshot old, Applied applied) {
        var whole = new HashMap<>(applied.changes());
        var partial = new HashMap<>(parts.after);
        parts.incomplete.keySet().stream().filter(whole::containsKey).forEach(path -> partial.put(path, whole.remove(path)));
        Snapshot now = OverlaySnapshot.ofParts(OverlaySnapshot.of(old, whole), partial);
        var paths = new HashSet<>(whole.keySet());
        paths.addAll(partial.keySet());
        boolean isEmpty = paths.isEmpty() && parts.refusals.stream().anyMatch(refusal -> refusal.kind() == Refusal.Kind.DOES_NOT_APPLY);
        var step = new Step(series.name(posted), posted.subject(), old, now, paths, applied.renames());
        return new AppliedPatch(
                posted, isEmpty ? Optional.empty() : Optional.of(step), parts.refusals, partial.keySet(), parts.incomplete);
    }

    /// Decides how a part of a patch is applied.
    private void sort(Diff.FilePart part, Parts parts, Set<String> removed) {
        if (part.isBinary() || part.isLink()) {
            parts.whole.add(part);
            return;
        }
        if (part.isNew()) {
            added(part, parts, removed);
            return;
        }
        Optional<byte[]> content = tree.read(part.oldPath()).map(file -> file.bytes());
        boolean isUnknown = content.isEmpty() || tree.isPartial(part.oldPath()) && known.containsKey(part.oldPath());
        Optional<Placement> placement = isUnknown ? Optional.empty() : content.map(bytes -> Placement.of(bytes, part, old(part)));
        if (!part.isCode()) {
            boolean isPlaced = placement.filter(found -> found.refused().isEmpty()).isPresent();
            if (isPlaced) {
                parts.whole.add(part);
            } else if (hasBase) {
                parts.refusals.add(new Refusal(Refusal.Kind.NO_CODE, part.path(), "does not fit the base, and is left out"));
            }
            return;
        }
        int hunks = Math.max(1, part.hunks().size());
        int placed = placement.map(found -> hunks - (int) found.refused().stream()
                .filter(hunk -> !isOfImports(part, hunk)).count()).orElse(0);
        count(part, hunks, placed, placement.filter(Placement::isExact).isPresent());
        boolean isForeign = placement.isEmpty() || placement.get().isForeign(part);
        if (isForeign) {
            alone(part, parts, content.isPresent() && !isUnknown);
        } else {
            parts.whole.add(part);
            placement.get().refused().forEach(hunk -> refuse(part, hunk, parts));
        }
    }

    private void count(Diff.FilePart part, int hunks, int placed, boolean isExact) {
        fitting = fitting.plus(hunks, placed, isExact);
        boolean isRelevant = !CoreFiles.isCore(part.path())
                && (part.hunks().stream().anyMatch(hunk -> hunk.lines().stream().anyMatch(line -> line.contains(WORD)))
                        || tree.read(part.oldPath()).filter(file -> Snapshot.holds(file.bytes(), WORD)).isPresent());
        if (isRelevant) {
            relevant = relevant.plus(hunks, placed, isExact);
        }
    }

    /// Whether a hunk changes what a file in Rust imports, and nothing else.
    private static boolean isOfImports(Diff.FilePart part, Diff.Hunk hunk) {
        return part.path().endsWith(".rs") && hunk.isOfImports();
    }

    private void refuse(Diff.FilePart part, Diff.Hunk hunk, Parts parts) {
        if (isOfImports(part, hunk)) {
            parts.refusals.add(new Refusal(Refusal.Kind.NO_CODE, part.path(),
                    "has other imports than the hunk `@@ -" + hunk.oldStart() + "` shows, which is left out"));
            return;
        }
        parts.incomplete.computeIfAbsent(part.path(), _ -> new HashSet<>()).addAll(hunk.words());
        parts.refusals.add(new Refusal(Refusal.Kind.DOES_NOT_APPLY, part.path(),
                "does not have the lines that the hunk `@@ -" + hunk.oldStart() + "` changes: it does not apply, and is left out"));
    }

    /// A file that a patch adds. A tree that has it already is newer than the patch.
    private void added(Diff.FilePart part, Parts parts, Set<String> removed) {
        boolean isThere = tree.read(part.newPath()).isPresent() && !removed.contains(part.newPath());
        boolean isTwice = !created.add(part.newPath());
        if (isThere && isTwice) {
            parts.refusals.add(new Refusal(
                    Refusal.Kind.DOES_NOT_APPLY, part.newPath(), "exists in the base already: the patch does not apply"));
            return;
        }
        if (isThere && !part.isCode()) {
            parts.refusals.add(new Refusal(Refusal.Kind.NO_CODE, part.path(), "exists in the base already, and is left out"));
            return;
        }
        if (isThere) {
            parts.gone.put(part.newPath(), Optional.empty());
        }
        if (part.isCode()) {
            count(part, 1, isThere ? 0 : 1, !isThere);
        }
        parts.whole.add(part);
    }

    /// A file of which only the hunks count.
    private void alone(Diff.FilePart part, Parts parts, boolean isOther) {
        if (hasBase && !known.containsKey(part.oldPath())) {
            parts.refusals.add(new Refusal(Refusal.Kind.DOES_NOT_APPLY, part.oldPath(), isOther
                    ? "does not have the lines that the hunk `@@ -" + part.hunks().getFirst().oldStart() + "` changes" + ALONE
                    : "does not exist in the base" + ALONE));
        }
        KnownLines before = known.getOrDefault(part.oldPath(), KnownLines.NONE).before(part);
        parts.before.put(part.oldPath(), Optional.of(before.text(part.oldPath())));
        known.remove(part.oldPath());
        if (part.newPath().isEmpty()) {
            parts.after.put(part.oldPath(), Optional.empty());
            return;
        }
        KnownLines after = before.after(part);
        known.put(part.newPath(), after);
        parts.after.put(part.newPath(), Optional.of(after.text(part.newPath())));
    }

    private Optional<byte[]> old(Diff.FilePart part) {
        return part.oldId().isEmpty() ? Optional.empty() : blobs.apply(part.oldId());
    }

    /// What has no place was refused before.
    private Hunks.Result place(byte[] before, Diff.FilePart part) {
        return new Hunks.Result(Placement.of(before, part, old(part)).after(), List.of());
    }
}
