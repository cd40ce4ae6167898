// SPDX-License-Identifier: Apache-2.0

package uringlint.cli.patch;

import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import uringlint.cli.cache.CachePlace;
import uringlint.cli.git.BlobIndex;
import uringlint.cli.git.History;

/// The indexes of repositories, kept from run to run where anything is. A repository itself is never written to.
final class BlobCache {
    /// Smaller ones are made anew as quickly as they are read.
    private static final int WORTHWHILE = 1 << 16;

    private static final String KEY = "blobs of the git repository\0";

    private final CachePlace place;
    private final Map<Path, BlobIndex> indexes = new HashMap<>();

    BlobCache(CachePlace place) {
        this.place = place;
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

    private BlobIndex read(Path repository) {
        Optional<ByteBuffer> kept = place.isUsed() ? place.entries().read(KEY + repository) : Optional.empty();
        return kept.map(BlobCache::parse).orElseGet(BlobIndex::empty);
    }

    private static BlobIndex parse(ByteBuffer entry) {
        byte[] text = new byte[entry.remaining()];
        entry.get(text);
        return BlobIndex.parse(text);
    }

    private void write(Path repository, byte[] text) {
        if (place.isUsed() && text.length >= WORTHWHILE) {
            place.entries().write(KEY + repository, text);
        }
    }
}
