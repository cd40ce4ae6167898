// SPDX-License-Identifier: Apache-2.0

package uringlint.cli.patch;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import uringlint.cli.git.BlobIndex;
import uringlint.cli.git.History;

/// The indexes of repositories, kept in a folder from run to run where there is one. A repository itself is never written to.
final class BlobCache {
    /// Smaller ones are made anew as quickly as they are read.
    private static final int WORTHWHILE = 1 << 16;

    private final Optional<Path> folder;
    private final Map<Path, BlobIndex> indexes = new HashMap<>();

    BlobCache(Optional<Path> folder) {
        this.folder = folder;
    }

    /// The index of a repository that knows this folder of it.
    BlobIndex of(History history, String path) {
        BlobIndex known = indexes.computeIfAbsent(history.place(), this::read);
        BlobIndex index = history.indexed(known, path);
        if (index != known) {
            indexes.put(history.place(), index);
            write(history.place(), index.text());
        }
        return index;
    }

    private Optional<Path> file(Path repository) {
        UUID name = UUID.nameUUIDFromBytes(repository.toString().getBytes(StandardCharsets.UTF_8));
        return folder.map(kept -> kept.resolve("blobs-" + name));
    }

    private BlobIndex read(Path repository) {
        try {
            Optional<Path> file = file(repository).filter(Files::isRegularFile);
            return file.isPresent() ? BlobIndex.parse(Files.readAllBytes(file.get())) : BlobIndex.empty();
        } catch (IOException _) {
            return BlobIndex.empty();
        }
    }

    /// What cannot be kept is found again.
    private void write(Path repository, byte[] text) {
        Optional<Path> file = file(repository).filter(_ -> text.length >= WORTHWHILE);
        if (file.isEmpty()) {
            return;
        }
        try {
            Files.createDirectories(file.get().getParent());
            Path fresh = Files.createTempFile(file.get().getParent(), "blobs", ".new");
            Files.write(fresh, text);
            Files.move(fresh, file.get(), StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException _) {
            return;
        }
    }
}
