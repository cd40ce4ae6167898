// SPDX-License-Identifier: Apache-2.0

package uringlint.cli.patch;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import uringlint.cli.find.NoFiles;
import uringlint.cli.find.Snapshot;
import uringlint.cli.git.GitException;
import uringlint.cli.mail.Posted;
import uringlint.cli.mail.Series;

/// Finds the tree that a series is for: the one that is named; else one that has the very files it was made from; else the newest branch or
/// tag on which all of it applies, as it is or with fuzz; else the one on which most of it does. What fits less than half is another tree.
final class BaseSearch {
    /// More trees than this are not tried for a series.
    private static final int MOST = 200;

    private final Series series;
    private final Base base;
    /// What the series changes and does not add itself, with the names of the contents before as far as they are told.
    private final Map<String, String> contents = new LinkedHashMap<>();
    private final Set<String> added = new HashSet<>();
    private Optional<Attempt> best = Optional.empty();
    private Optional<String> lost = Optional.empty();
    private boolean isChosen;

    BaseSearch(Series series, Base base) throws GitException {
        this.series = series;
        this.base = base;
        Snapshot first = base.first();
        for (Posted posted : series.patches()) {
            for (Diff.FilePart part : Diff.of(posted.diff().bytes(), first).files()) {
                if (part.isNew()) {
                    added.add(part.newPath());
                } else if (part.isCode() && !added.contains(part.oldPath())) {
                    contents.putIfAbsent(part.oldPath(), part.oldId());
                    added.add(part.newPath());
                }
            }
        }
    }

    private record Attempt(Base.Candidate candidate, Fit fit, SeriesApplier.Result result) {
        boolean isExact() {
            return result.all().isExact() && result.all().isWhole();
        }

        boolean isBetterThan(Attempt other) {
            int more = Integer.compare(result.relevant().placed(), other.result.relevant().placed());
            return more > 0 || more == 0 && result.all().placed() > other.result.all().placed();
        }
    }

    /// The tree as people are told of it, and what became of the patches.
    record Found(
            Optional<String> base, Fit fit, String label, Optional<String> lost, boolean isChosen, List<AppliedPatch> patches) {
        Found {
            patches = List.copyOf(patches);
        }
    }

    Found run() throws GitException {
        List<Base.Candidate> chosen = base.chosen();
        isChosen = !chosen.isEmpty();
        for (Base.Candidate candidate : chosen) {
            if (attempt(candidate, Fit.NAMED)) {
                return answer();
            }
        }
        if (chosen.isEmpty() || !best.orElseThrow().result().all().isWhole()) {
            search();
        }
        return chosen.isEmpty() && best.filter(attempt -> attempt.result().relevant().isPlausible()).isEmpty() ? without() : answer();
    }

    private void search() throws GitException {
        Optional<String> wanted = series.patches().stream().flatMap(posted -> posted.baseCommit().stream()).findFirst();
        Optional<Base.Candidate> named = wanted.isPresent() ? base.commit(wanted.get()) : Optional.empty();
        boolean isDone = named.isPresent() && attempt(named.get(), Fit.NAMED);
        Map<String, String> known = new LinkedHashMap<>(contents);
        known.values().removeIf(String::isEmpty);
        if (!isDone) {
            for (Base.Candidate candidate : base.holding(known)) {
                isDone = isDone || attempt(candidate, Fit.CONTENTS);
            }
        }
        if (!isDone && best.filter(attempt -> attempt.result().all().isWhole()).isEmpty()) {
            List<Base.Candidate> tips = new ArrayList<>(base.tips(paths()));
            for (Base.Candidate candidate : tips.subList(0, Math.min(MOST, tips.size()))) {
                isDone = isDone || isAtHome(candidate) && attempt(candidate, Fit.HUNKS);
            }
        }
        // Where no repository can be meant, nobody need be told that it lacks something.
        boolean isMeant = base.repository().isPresent() && (base.isNamed() || best.isPresent());
        lost = named.isEmpty() && isMeant ? wanted : Optional.empty();
    }

    private Set<String> paths() {
        var paths = new HashSet<>(contents.keySet());
        if (paths.isEmpty()) {
            added.forEach(path -> paths.add(Snapshot.folder(path)));
            paths.remove("");
        }
        return paths;
    }

    /// Whether a repository that nobody named has any file that the series changes, or for a series that only adds files any of their
    /// folders.
    private boolean isAtHome(Base.Candidate candidate) throws GitException {
        if (base.isNamed()) {
            return true;
        }
        Snapshot tree = base.tree(candidate);
        return contents.isEmpty()
                ? added.stream().anyMatch(path -> !tree.files(Snapshot.folder(path)).isEmpty())
                : contents.keySet().stream().anyMatch(path -> tree.read(path).isPresent() || tree.isOther(path));
    }

    /// Tries a tree, and says whether all fits as it is. The first tree on which all applies counts, else that on which most does.
    private boolean attempt(Base.Candidate candidate, Fit fit) throws GitException {
        SeriesApplier.Result result = SeriesApplier.apply(series, base.tree(candidate), true, base::blob);
        var attempt = new Attempt(candidate, fit, result);
        if (best.isEmpty() || attempt.isExact() || attempt.isBetterThan(best.get())) {
            best = Optional.of(attempt);
        }
        return attempt.isExact();
    }

    /// What the patches show without any tree. Where some tree was tried, what it refused is told all the same.
    private Found without() {
        var patches = new ArrayList<>(SeriesApplier.apply(series, new NoFiles(), false, _ -> Optional.empty()).patches());
        best.ifPresent(attempt -> {
            for (int index = 0; index < patches.size(); index++) {
                AppliedPatch tried = attempt.result().patches().get(index);
                AppliedPatch alone = patches.get(index);
                patches.set(index, tried.step().isEmpty()
                        ? tried
                        : new AppliedPatch(alone.posted(), alone.step(), tried.refusals(), alone.fragments(), alone.halves()));
            }
        });
        return new Found(Optional.empty(), Fit.NONE, "", lost, false, patches);
    }

    private Found answer() {
        Attempt found = best.get();
        SeriesApplier.Fitting fitting = found.result().all();
        Fit fit = found.isExact() ? found.fit() : fitting.isWhole() ? Fit.FUZZ : Fit.PARTS;
        return new Found(
                Optional.of(found.candidate().name()),
                fit,
                found.candidate().label(),
                lost,
                isChosen,
                found.result().patches());
    }
}
