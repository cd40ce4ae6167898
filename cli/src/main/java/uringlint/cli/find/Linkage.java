package uringlint.cli.find;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BooleanSupplier;
import uringlint.source.SourceFile;

/// Tells which of the files that mention commands make up one driver.
///
/// Files of one folder belong together when one uses a function that the other defines for all, or when both include a header beside them that has commands;
/// files of different folders when that function takes commands or is a handler. A driver has at least one file that works on commands;
/// files of the core are one only with a handler in a table, or when they are named.
final class Linkage {
    private final List<FileText> files = new ArrayList<>();
    private final List<Path> folders = new ArrayList<>();
    private final Set<FileText> named = new HashSet<>();
    private final int[] group;
    private final Companions companions;
    private final Map<FileText, Set<SourceFile>> headers = new HashMap<>();

    /// `texts` knows pairs of files from other states of a tree; `named` are files that count in any case.
    Linkage(Map<Path, FileText> found, Selection.Texts texts, Set<Path> named, Companions companions) {
        this.companions = companions;
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
        group = new int[files.size()];
        for (int index = 0; index < group.length; index++) {
            group[index] = index;
        }
        for (int left = 0; left < group.length; left++) {
            for (int right = left + 1; right < group.length; right++) {
                if (group[left] != group[right] && texts.isLinked(files.get(left), files.get(right), isLinked(left, right))) {
                    join(group[left], group[right]);
                }
            }
        }
    }

    private BooleanSupplier isLinked(int left, int right) {
        return () -> areLinked(left, right);
    }

    private boolean areLinked(int left, int right) {
        FileText one = files.get(left);
        FileText other = files.get(right);
        if (isCore(left) || isCore(right)) {
            return one.registersFrom(other) || other.registersFrom(one);
        }
        return folders.get(left).equals(folders.get(right)) ? one.isLinkedTo(other) || shareHeader(one, other) : one.sharesHandlerWith(other);
    }

    private boolean shareHeader(FileText one, FileText other) {
        Set<SourceFile> ofOne = headers.computeIfAbsent(one, text -> new HashSet<>(companions.headers(text.file())));
        return !ofOne.isEmpty() && headers.computeIfAbsent(other, text -> new HashSet<>(companions.headers(text.file()))).stream()
                .anyMatch(header -> ofOne.stream().anyMatch(known -> known.path().equals(header.path())));
    }

    private boolean isCore(int index) {
        return folders.get(index).endsWith(DiskFiles.CORE);
    }

    private void join(int kept, int given) {
        for (int index = 0; index < group.length; index++) {
            if (group[index] == given) {
                group[index] = kept;
            }
        }
    }

    /// The drivers, in the order of their first files.
    List<List<FileText>> drivers() {
        var byGroup = new LinkedHashMap<Integer, List<FileText>>();
        for (int index = 0; index < group.length; index++) {
            byGroup.computeIfAbsent(group[index], _ -> new ArrayList<>()).add(files.get(index));
        }
        var drivers = new ArrayList<List<FileText>>();
        for (var entry : byGroup.entrySet()) {
            List<FileText> members = entry.getValue();
            boolean holdsHandler = members.stream().anyMatch(FileText::hasTable);
            int first = files.indexOf(members.getFirst());
            if (holdsHandler || !isCore(first) || members.stream().anyMatch(named::contains)) {
                drivers.add(members);
            }
        }
        return drivers;
    }
}
