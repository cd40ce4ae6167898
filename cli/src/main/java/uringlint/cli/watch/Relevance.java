// SPDX-License-Identifier: Apache-2.0

package uringlint.cli.watch;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import uringlint.cli.config.Glob;
import uringlint.cli.find.FolderSnapshot;
import uringlint.cli.find.NoFiles;
import uringlint.cli.find.Snapshot;
import uringlint.cli.git.GitException;
import uringlint.cli.mail.MailFacts;
import uringlint.cli.mail.Posted;
import uringlint.cli.patch.Base;
import uringlint.cli.patch.Diff;
import uringlint.cli.watch.settings.WatchSettings;
import uringlint.rules.model.CoreFiles;

/// Whether a patch can have to do with commands: it mentions them, or a file that it changes does in one of the trees.
final class Relevance implements AutoCloseable {
    private static final String C_WORD = "uring_cmd";
    private static final String RUST_WORD = "uring";

    private final List<Base> opened = new ArrayList<>();
    private final List<Snapshot> trees = new ArrayList<>();
    private final List<Glob> globs;

    Relevance(WatchSettings settings) {
        globs = settings.paths().stream().map(Glob::new).toList();
        for (String base : settings.bases()) {
            try {
                Base place = Base.of(settings.state(), Optional.of(base));
                opened.add(place);
                trees.add(place.settled(Optional.empty()).orElseGet(() -> new FolderSnapshot(settings.state().resolve(base))));
            } catch (GitException _) {
                // What cannot be used is told by whoever looks at a series.
            }
        }
    }

    boolean of(byte[] mail) {
        return MailFacts.of(mail).stream().flatMap(facts -> facts.patches().stream()).anyMatch(this::of);
    }

    private boolean of(Posted patch) {
        return Diff.of(patch.diff().bytes(), new NoFiles()).files().stream().anyMatch(this::of);
    }

    /// The files of the core itself are no drivers.
    private boolean of(Diff.FilePart part) {
        if (globs.stream().anyMatch(glob -> glob.matches(part.path()))) {
            return true;
        }
        boolean isCode = Snapshot.isCode(part.path());
        if (CoreFiles.isCore(part.path()) || !isCode && !part.path().endsWith(".h")) {
            return false;
        }
        String word = part.path().endsWith(".rs") ? RUST_WORD : C_WORD;
        return part.hunks().stream().anyMatch(hunk -> hunk.heading().contains(word)
                        || hunk.lines().stream().anyMatch(line -> line.contains(word)))
                || isCode && trees.stream().anyMatch(tree -> mentions(tree, part.oldPath(), word));
    }

    private static boolean mentions(Snapshot tree, String path, String word) {
        return !path.isEmpty() && tree.read(path).filter(file -> Snapshot.holds(file.bytes(), word)).isPresent();
    }

    @Override
    public void close() {
        opened.forEach(Base::close);
    }
}
