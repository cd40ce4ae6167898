// SPDX-License-Identifier: Apache-2.0

package uringlint.cli.watch;

import java.nio.charset.StandardCharsets;
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
        byte[] diff = patch.diff().bytes();
        if (Snapshot.holds(diff, C_WORD)) {
            return true;
        }
        boolean isAboutRings = new String(diff, StandardCharsets.ISO_8859_1).contains(RUST_WORD);
        for (Diff.FilePart part : Diff.of(diff, new NoFiles()).files()) {
            boolean isRust = part.path().endsWith(".rs");
            boolean isNamed = isRust && isAboutRings || globs.stream().anyMatch(glob -> glob.matches(part.path()));
            String word = isRust ? RUST_WORD : C_WORD;
            boolean isCode = Snapshot.isCode(part.path()) || part.path().endsWith(".h");
            if (isNamed || isCode && trees.stream().anyMatch(tree -> mentions(tree, part.oldPath(), word))) {
                return true;
            }
        }
        return false;
    }

    private static boolean mentions(Snapshot tree, String path, String word) {
        return !path.isEmpty() && tree.read(path).filter(file -> Snapshot.holds(file.bytes(), word)).isPresent();
    }

    @Override
    public void close() {
        opened.forEach(Base::close);
    }
}
