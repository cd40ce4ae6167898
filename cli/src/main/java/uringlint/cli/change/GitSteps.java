package uringlint.cli.change;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
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

    /// The commits of `base..head`, from the oldest on.
    public static List<Step> range(GitTree git, String base, String head) throws GitException {
        String bottom = git.name(base);
        Snapshot start = git.snapshot(base);
        Map<String, Snapshot> states = new HashMap<>();
        states.put(bottom, start);
        states.put("", new NoFiles());
        var steps = new ArrayList<Step>();
        for (GitTree.Change change : git.range(base, head)) {
            Snapshot before = states.get(change.parent());
            if (before == null) {
                // The other side of a merge, or one that started before the base.
                before = OverlaySnapshot.of(start, git.difference(bottom, change.parent()));
                states.put(change.parent(), before);
            }
            Snapshot after = OverlaySnapshot.of(before, change.changes());
            states.put(change.commit(), after);
            steps.add(step("commit " + change.commit().substring(0, SHORT), change, before, after));
        }
        return steps;
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
