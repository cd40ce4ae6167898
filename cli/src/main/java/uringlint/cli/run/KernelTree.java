package uringlint.cli.run;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import uringlint.rules.model.KernelVersion;

/// Finds out which kernel a file belongs to, by the Makefile at the top of its tree.
public final class KernelTree {
    private static final int LINES = 12;

    private final ConcurrentHashMap<Path, Optional<KernelVersion>> known = new ConcurrentHashMap<>();

    /// The version of the tree that holds a folder; empty where no folder above it is the top of a kernel tree.
    public Optional<KernelVersion> version(Path folder) {
        for (Path at = folder; at != null; at = at.getParent()) {
            Optional<KernelVersion> version = known.computeIfAbsent(at, KernelTree::read);
            if (version.isPresent()) {
                return version;
            }
        }
        return Optional.empty();
    }

    private static Optional<KernelVersion> read(Path folder) {
        Path makefile = folder.resolve("Makefile");
        if (!Files.isRegularFile(makefile)) {
            return Optional.empty();
        }
        String version = "";
        String level = "";
        try (var reader = Files.newBufferedReader(makefile, StandardCharsets.ISO_8859_1)) {
            for (int line = 0; line < LINES; line++) {
                String text = reader.readLine();
                if (text == null) {
                    break;
                }
                if (text.startsWith("VERSION =")) {
                    version = text.substring(9).strip();
                } else if (text.startsWith("PATCHLEVEL =")) {
                    level = text.substring(12).strip();
                }
            }
        } catch (IOException _) {
            return Optional.empty();
        }
        return KernelVersion.parse(version + "." + level);
    }
}
