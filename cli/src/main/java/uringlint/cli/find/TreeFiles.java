package uringlint.cli.find;

import java.util.List;
import java.util.Optional;
import uringlint.load.FileProvider;
import uringlint.dialect.Dialect;
import uringlint.source.SourceFile;

/// The files of a whole tree as the analysis asks for them: what [DiskFiles] gives when the top of the tree is named.
public final class TreeFiles implements FileProvider {
    private static final String LIBRARY = "rust/kernel";

    private final Snapshot tree;

    /// The files of `tree`.
    public TreeFiles(Snapshot tree) {
        this.tree = tree;
    }

    @Override
    public Optional<SourceFile> read(String path) {
        return Snapshot.normal(path).flatMap(tree::read).filter(file -> file.bytes().length <= Dialect.MAX_LENGTH);
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
        return tree.files(LIBRARY).stream().filter(name -> name.endsWith(".rs")).map(name -> LIBRARY + "/" + name).toList();
    }

    @Override
    public List<String> siblings(String path) {
        String folder = Snapshot.folder(path);
        if (folder.equals(DiskFiles.CORE) || folder.endsWith("/" + DiskFiles.CORE)) {
            return List.of();
        }
        return tree.files(folder).stream()
                .filter(name -> name.endsWith(path.endsWith(".rs") ? ".rs" : ".c"))
                .map(name -> Snapshot.join(folder, name))
                .filter(other -> !other.equals(path))
                .toList();
    }
}
