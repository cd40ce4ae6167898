// SPDX-License-Identifier: Apache-2.0

package uringlint.cli.git;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/// Which commits of a repository brought which contents to the files of its folders, as far as somebody asked. It grows by the commits
/// that are new, and is kept as text.
public final class BlobIndex {
    private static final String HEAD = "uringlint blobs 1";
    private static final String FOLDER = "in ";
    private static final String TIP = "to ";

    private final Map<String, Folder> folders;

    private BlobIndex(Map<String, Folder> folders) {
        this.folders = folders;
    }

    /// A content that a commit brought; `time` is when that was committed, in seconds.
    public record Entry(String blob, String commit, long time) {}

    /// What one folder had in the history of some commits.
    record Folder(Set<String> tips, List<Entry> entries) {
        Folder {
            tips = java.util.Collections.unmodifiableSet(new LinkedHashSet<>(tips));
            entries = List.copyOf(entries);
        }
    }

    /// An index that has nothing yet.
    public static BlobIndex empty() {
        return new BlobIndex(Map.of());
    }

    /// Reads what `text` wrote; anything else is an empty index.
    public static BlobIndex parse(byte[] bytes) {
        List<String> lines = new String(bytes, StandardCharsets.UTF_8).lines().toList();
        if (lines.isEmpty() || !lines.getFirst().equals(HEAD)) {
            return empty();
        }
        var folders = new TreeMap<String, Folder>();
        String folder = "";
        Set<String> tips = new LinkedHashSet<>();
        var entries = new ArrayList<Entry>();
        for (String line : lines.subList(1, lines.size())) {
            String[] words = line.split(" ");
            if (line.startsWith(FOLDER)) {
                folders.put(folder, new Folder(tips, entries));
                tips.clear();
                entries.clear();
                folder = line.substring(FOLDER.length());
            } else if (line.startsWith(TIP)) {
                tips.add(line.substring(TIP.length()));
            } else if (words.length == 3 && words[2].matches("\\d{1,18}")) {
                entries.add(new Entry(words[0], words[1], Long.parseLong(words[2])));
            }
        }
        folders.put(folder, new Folder(tips, entries));
        return new BlobIndex(folders);
    }

    /// The index as it is kept.
    public byte[] text() {
        var text = new StringBuilder(HEAD).append('\n');
        folders.forEach((path, folder) -> {
            text.append(FOLDER).append(path).append('\n');
            folder.tips().forEach(tip -> text.append(TIP).append(tip).append('\n'));
            folder.entries().forEach(entry -> text.append(entry.blob()).append(' ').append(entry.commit()).append(' ')
                    .append(entry.time()).append('\n'));
        });
        return text.toString().getBytes(StandardCharsets.UTF_8);
    }

    /// What a folder had, as far as it is known.
    Folder folder(String path) {
        return folders.getOrDefault(path, new Folder(Set.of(), List.of()));
    }

    /// The index with what the history of these tips brought to a folder, beyond what was known.
    BlobIndex with(String path, Set<String> tips, List<Entry> more) {
        var all = new TreeMap<>(folders);
        var entries = new ArrayList<>(folder(path).entries());
        entries.addAll(more);
        all.put(path, new Folder(tips, entries));
        return new BlobIndex(all);
    }

    /// The commits that brought a content whose name starts so to a folder.
    public List<Entry> find(String path, String blob) {
        return folder(path).entries().stream().filter(entry -> entry.blob().startsWith(blob)).toList();
    }
}
