// SPDX-License-Identifier: Apache-2.0

package uringlint.cli.find;

import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import uringlint.source.SourceFile;

/// A tree without files.
public final class NoFiles implements Snapshot {
    @Override
    public Optional<SourceFile> read(String path) {
        return Optional.empty();
    }

    @Override
    public boolean isOther(String path) {
        return false;
    }

    @Override
    public List<String> files(String folder) {
        return List.of();
    }

    @Override
    public List<String> search(String word) {
        return List.of();
    }

    @Override
    public SortedMap<String, String> unreadable() {
        return Collections.emptySortedMap();
    }

    @Override
    public Optional<Stamp> stamp(String path) {
        return Optional.empty();
    }
}
