// SPDX-License-Identifier: Apache-2.0

package uringlint.cli.find;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import uringlint.source.SourceFile;

/// Tells which of the files that mention commands make up one driver.
///
/// Files of one folder belong together when one uses a function that the other defines for all, or when both include a header
/// beside them that has commands; files of different folders when that function takes commands or is a handler. A driver has at
/// least one file that works on commands; files of the core are one only with a handler in a table, or when they are named.
final class Linkage {
    private final List<FileText> files = new ArrayList<>();
    private final List<Path> folders = new ArrayList<>();
    private final Set<FileText> named = new HashSet<>();
    private final Groups groups;

    /// `named` are files that count in any case.
    Linkage(Map<Path, FileText> found, Set<Path> named, Companions companions) {
        found.forEach((path, text) -> {
            if (text.isRoot() || named.contains(path)) {
                files.add(text);
                // A file at the top of a tree has no folder by the look of its path.
                folders.add(path.getParent() == null ? Path.of("") : path.getParent());
            }
            if (named.contains(path)) {
                this.named.add(text);
            }
        });
        groups = new Groups(files.size());
        linkUsers();
        linkRegistered();
        linkHeaders(companions);
    }

    /// Whoever defines a function for all is put together with all that use it, or define it as well, so that it is
    /// enough to look at each name once.
    private void linkUsers() {
        Map<Path, Map<String, Integer>> inFolder = new HashMap<>();
        Map<String, Integer> handlers = new HashMap<>();
        for (int index = 0; index < files.size(); index++) {
            if (!isCore(index)) {
                for (String name : files.get(index).exported()) {
                    groups.joinAt(inFolder.computeIfAbsent(folders.get(index), _ -> new HashMap<>()), name, index);
                }
                for (String name : files.get(index).handlers()) {
                    groups.joinAt(handlers, name, index);
                }
            }
        }
        for (int index = 0; index < files.size(); index++) {
            if (!isCore(index)) {
                Map<String, Integer> near = inFolder.getOrDefault(folders.get(index), Map.of());
                for (String word : files.get(index).words()) {
                    for (Integer definer : Arrays.asList(near.get(word), handlers.get(word))) {
                        if (definer != null) {
                            groups.join(definer, index);
                        }
                    }
                }
            }
        }
    }

    /// Files of the core belong to a file that holds a function of the other one in a table.
    private void linkRegistered() {
        Map<String, List<Integer>> definers = new HashMap<>();
        for (int index = 0; index < files.size(); index++) {
            for (String name : files.get(index).exported()) {
                definers.computeIfAbsent(name, _ -> new ArrayList<>()).add(index);
            }
        }
        Map<String, Integer> ofCore = new HashMap<>();
        Map<String, Integer> ofOthers = new HashMap<>();
        for (int index = 0; index < files.size(); index++) {
            for (String name : files.get(index).registered()) {
                boolean isCore = isCore(index);
                Map<String, Integer> done = isCore ? ofCore : ofOthers;
                Integer first = done.get(name);
                if (first != null) {
                    groups.join(index, first);
                    continue;
                }
                for (int definer : definers.getOrDefault(name, List.of())) {
                    if (isCore || isCore(definer)) {
                        groups.join(index, definer);
                        done.put(name, index);
                    }
                }
            }
        }
    }

    private void linkHeaders(Companions companions) {
        Map<Path, Integer> counts = new HashMap<>();
        folders.forEach(folder -> counts.merge(folder, 1, Integer::sum));
        Map<Path, Map<String, Integer>> known = new HashMap<>();
        for (int index = 0; index < files.size(); index++) {
            if (!isCore(index) && counts.get(folders.get(index)) > 1) {
                for (SourceFile header : companions.headers(files.get(index).file())) {
                    groups.joinAt(known.computeIfAbsent(folders.get(index), _ -> new HashMap<>()), header.path(), index);
                }
            }
        }
    }

    private boolean isCore(int index) {
        return folders.get(index).endsWith(DiskFiles.CORE);
    }

    /// The drivers, in the order of their first files.
    List<List<FileText>> drivers() {
        var drivers = new ArrayList<List<FileText>>();
        for (List<Integer> group : groups.all()) {
            List<FileText> members = group.stream().map(files::get).toList();
            boolean holdsHandler = members.stream().anyMatch(FileText::hasTable);
            if (holdsHandler || !isCore(group.getFirst()) || members.stream().anyMatch(named::contains)) {
                drivers.add(members);
            }
        }
        return drivers;
    }
}
