// SPDX-License-Identifier: Apache-2.0

package uringlint.cli.patch;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import uringlint.cli.change.Step;
import uringlint.cli.find.NoFiles;
import uringlint.cli.find.OverlaySnapshot;
import uringlint.cli.find.Snapshot;
import uringlint.cli.git.GitException;
import uringlint.cli.mail.Posted;
import uringlint.cli.mail.Series;

/// A series on the tree that it is for.
///
/// @param base the tree, as `--base` takes it on another machine: `REPO@0123456789ab` or the name of a folder; empty
///     where there is none, and only what the patches show is known
public record AppliedSeries(Series series, Optional<String> base, List<AppliedPatch> patches) {
    public AppliedSeries {
        patches = List.copyOf(patches);
    }

    /// One patch of the series. There is no step for a patch that was refused. `fragments` are the files of which only the hunks are known.
    public record AppliedPatch(Posted posted, Optional<Step> step, List<Refusal> refusals, Set<String> fragments) {
        public AppliedPatch {
            refusals = List.copyOf(refusals);
            fragments = Set.copyOf(fragments);
        }
    }

    /// Applies the patches of a series one after the other.
    public static AppliedSeries of(Series series, Base base) throws GitException {
        Optional<String> wanted = series.patches().stream().flatMap(posted -> posted.baseCommit().stream()).findFirst();
        Optional<Base.Found> found = base.find(wanted, tree -> fits(series, tree));
        Snapshot tree = found.map(Base.Found::tree).orElseGet(NoFiles::new);
        var patches = new ArrayList<AppliedPatch>();
        for (Posted posted : series.patches()) {
            AppliedPatch patch = found.isPresent() ? apply(series, posted, tree) : applyParts(series, posted, tree);
            patches.add(patch);
            if (patch.step().isPresent()) {
                tree = found.isPresent() ? patch.step().get().after() : whole(tree, patch);
            }
        }
        return new AppliedSeries(series, found.map(Base.Found::name), patches);
    }

    /// Whether a tree has any file that the series changes, or for a series that only adds files any of their folders.
    private static boolean fits(Series series, Snapshot tree) {
        var changed = new ArrayList<String>();
        var added = new ArrayList<String>();
        for (Posted posted : series.patches()) {
            for (Diff.FilePart part : Diff.of(posted.diff().bytes(), tree).files()) {
                if (part.isNew()) {
                    added.add(part.newPath());
                } else if (!added.contains(part.oldPath())) {
                    changed.add(part.oldPath());
                }
            }
        }
        return changed.isEmpty()
                ? added.stream().anyMatch(path -> !tree.files(Snapshot.folder(path)).isEmpty())
                : changed.stream().anyMatch(path -> tree.read(path).isPresent() || tree.isOther(path));
    }

    private static AppliedPatch apply(Series series, Posted posted, Snapshot tree) {
        Applied applied = Patcher.apply(tree, posted.diff().bytes());
        if (!applied.isDone()) {
            return new AppliedPatch(posted, Optional.empty(), applied.refusals(), Set.of());
        }
        Snapshot after = OverlaySnapshot.of(tree, applied.changes());
        var step = new Step(series.name(posted), posted.subject(), tree, after, applied.changes().keySet(), applied.renames());
        return new AppliedPatch(posted, Optional.of(step), applied.refusals(), Set.of());
    }

    /// Without a base: what is known whole is changed as with one, the rest is known by its hunks.
    private static AppliedPatch applyParts(Series series, Posted posted, Snapshot tree) {
        Diff diff = Diff.of(posted.diff().bytes(), tree);
        Map<String, Optional<byte[]>> before = new HashMap<>();
        Map<String, Optional<byte[]>> after = new HashMap<>();
        Set<String> fragments = new HashSet<>();
        var known = new ArrayList<Diff.FilePart>();
        for (Diff.FilePart part : diff.files()) {
            boolean isKnown = part.isNew() || tree.read(part.oldPath()).isPresent();
            boolean isOfInterest = Snapshot.isCode(part.path()) || part.path().endsWith(".h");
            if (isKnown || part.isBinary() || part.isLink() || Patcher.unsafe(tree, part).isPresent()) {
                known.add(part);
            } else if (isOfInterest) {
                before.put(part.path(), Optional.of(Fragments.before(part)));
                after.put(part.path(), Optional.of(Fragments.after(part)));
                fragments.add(part.path());
            }
        }
        Applied applied = Patcher.apply(tree, diff, known);
        if (!applied.isDone()) {
            return new AppliedPatch(posted, Optional.empty(), applied.refusals(), Set.of());
        }
        after.putAll(applied.changes());
        Snapshot old = OverlaySnapshot.of(tree, before);
        var step = new Step(series.name(posted), posted.subject(), old, OverlaySnapshot.of(old, after), after.keySet(), applied.renames());
        return new AppliedPatch(posted, Optional.of(step), applied.refusals(), fragments);
    }

    /// The tree after a patch without what is known only in parts.
    private static Snapshot whole(Snapshot tree, AppliedPatch patch) {
        var changes = new HashMap<String, Optional<byte[]>>();
        Step step = patch.step().orElseThrow();
        for (String path : step.paths()) {
            if (!patch.fragments().contains(path)) {
                changes.put(path, step.after().read(path).map(file -> file.bytes()));
            }
        }
        return OverlaySnapshot.of(tree, changes);
    }
}
