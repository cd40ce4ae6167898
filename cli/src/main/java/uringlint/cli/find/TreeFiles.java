// SPDX-License-Identifier: Apache-2.0

package uringlint.cli.find;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import uringlint.dialect.Dialect;
import uringlint.load.FileProvider;
import uringlint.source.SourceFile;

/// The files of a whole tree as the analysis asks for them: what [DiskFiles] gives when the top of the tree is named.
public final class TreeFiles implements FileProvider, Stamped {
    private static final String LIBRARY = "rust/kernel";

    private final Snapshot tree;
    private final Texts texts;
    /// The paths of the C files of a folder, or of the Rust files, and those by the functions that they may define.
    private final Map<String, List<String>> paths = new ConcurrentHashMap<>();
    private final Map<String, Map<String, List<String>>> definers = new ConcurrentHashMap<>();

    /// The files of `tree`; `texts` keeps what is known of them from other states of the tree.
    TreeFiles(Snapshot tree, Texts texts) {
        this.tree = tree;
        this.texts = texts;
    }

    @Override
    public Optional<SourceFile> read(String path) {
        return Snapshot.normal(path).flatMap(tree::read).filter(file -> file.bytes().length <= Dialect.MAX_LENGTH);
    }

    @Override
    public Optional<Stamp> stamp(String path) {
        return Snapshot.normal(path).flatMap(tree::stamp);
    }

    @Override
    public Optional<Stamp> folder(String path) {
        return tree.folderStamp(Snapshot.folder(path));
    }

    @Override
    public Optional<Stamp> stampOf(SourceFile file) {
        return tree.stamp(file.path());
    }

    @Override
    public boolean hasFolder(String path) {
        return Snapshot.normal(path).filter(tree::isOther).isPresent();
    }

    @Override
    public List<String> library(String path) {
        if (tree.read("include/linux/types.h").isEmpty() || tree.read("Makefile").isEmpty()) {
            return List.of();
        }
        return tree.files(LIBRARY).stream()
                .filter(name -> name.endsWith(".rs"))
                .map(name -> LIBRARY + "/" + name)
                .toList();
    }

    @Override
    public List<String> siblings(String path) {
        return beside(path).stream().filter(other -> !other.equals(path)).toList();
    }

    /// The files of the same language in the folder of a path, with that file itself.
    private List<String> beside(String path) {
        String folder = Snapshot.folder(path);
        if (folder.equals(DiskFiles.CORE) || folder.endsWith("/" + DiskFiles.CORE)) {
            return List.of();
        }
        String ending = ending(path);
        return paths.computeIfAbsent(
                folder + "/*" + ending,
                _ -> tree.files(folder).stream()
                        .filter(name -> name.endsWith(ending))
                        .map(name -> Snapshot.join(folder, name))
                        .toList());
    }

    private static String ending(String path) {
        return path.endsWith(".rs") ? ".rs" : ".c";
    }

    @Override
    public Optional<List<String>> definers(String path, Set<String> names) {
        Map<String, List<String>> all = definers.computeIfAbsent(Snapshot.folder(path) + "/*" + ending(path), _ -> {
            var found = new HashMap<String, List<String>>();
            for (String other : beside(path)) {
                read(other)
                        .map(texts::definitions)
                        .orElse(Set.of())
                        .forEach(name -> found.computeIfAbsent(name, _ -> new ArrayList<>())
                                .add(other));
            }
            return found;
        });
        return Optional.of(names.stream()
                .flatMap(name -> all.getOrDefault(name, List.of()).stream())
                .filter(other -> !other.equals(path))
                .distinct()
                .sorted()
                .toList());
    }
}
