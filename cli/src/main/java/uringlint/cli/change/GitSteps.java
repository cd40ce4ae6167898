// SPDX-License-Identifier: Apache-2.0

package uringlint.cli.change;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import uringlint.cli.find.NoFiles;
import uringlint.cli.find.OverlaySnapshot;
import uringlint.cli.find.Snapshot;
import uringlint.cli.git.GitException;
import uringlint.cli.git.GitTree;

/// The changes that a git repository holds, as steps.
public final class GitSteps {
    private static final int SHORT = 12;

    private GitSteps() {}

    /// What the commits of `base..head` change together: `head` against the last commit that both have in common.
    public static Step together(GitTree git, String base, String head) throws GitException {
        return single(git, git.since(base, head), "the range " + base + ".." + head);
    }

    /// The commits of `base..head`, from the oldest on. What a merge changes itself is a step for each of its parents,
    /// all of the same name.
    public static List<Step> each(GitTree git, String base, String head) throws GitException {
        var states = new States(git, base);
        var steps = new ArrayList<Step>();
        for (GitTree.Change change : git.range(base, head)) {
            String name = "commit " + change.commit().substring(0, SHORT);
            if (change.isMerge()) {
                Snapshot after = states.of(change.commit());
                for (Map<String, Optional<byte[]>> side : change.sides()) {
                    steps.add(step(name, change, OverlaySnapshot.of(after, side), after));
                }
            } else {
                Snapshot before = states.of(change.parent());
                Snapshot after = OverlaySnapshot.of(before, change.changes());
                states.known.put(change.commit(), after);
                steps.add(step(name, change, before, after));
            }
        }
        return steps;
    }

    /// The trees of commits, as what they have other than the base of a range.
    private static final class States {
        private final GitTree git;
        private final String bottom;
        private final Snapshot start;
        private final Map<String, Snapshot> known = new HashMap<>();

        States(GitTree git, String base) throws GitException {
            this.git = git;
            bottom = git.name(base);
            start = git.snapshot(base);
            known.put(bottom, start);
            known.put("", new NoFiles());
        }

        /// The tree of a commit; of none, one without files.
        Snapshot of(String commit) throws GitException {
            Snapshot state = known.get(commit);
            if (state == null) {
                // A merge, or a commit that started before the base.
                state = OverlaySnapshot.of(start, git.difference(bottom, commit));
                known.put(commit, state);
            }
            return state;
        }
    }

    /// What is staged.
    public static Step staged(GitTree git) throws GitException {
        return single(git, git.staged(), "the staged change");
    }

    /// What the work tree has other than a commit.
    public static Step workTree(GitTree git, String revision) throws GitException {
        return single(git, git.workTree(revision), "the change since " + revision);
    }

    private static Step single(GitTree git, GitTree.Change change, String name) throws GitException {
        Snapshot before = change.parent().isEmpty() ? new NoFiles() : git.snapshot(change.parent());
        return step(name, change, before, OverlaySnapshot.of(before, change.changes()));
    }

    private static Step step(String name, GitTree.Change change, Snapshot before, Snapshot after) {
        Set<String> paths = new HashSet<>(change.changes().keySet());
        paths.removeAll(change.renames().values());
        return new Step(name, change.subject(), before, after, paths, change.renames());
    }
}
