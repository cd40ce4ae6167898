// SPDX-License-Identifier: Apache-2.0

package uringlint.cli.run;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import uringlint.cli.find.Driver;
import uringlint.cli.find.Snapshot;
import uringlint.source.SourceFile;

/// The paths of files that differ between the states of a tree, by what tells whether a driver may read them: so that nobody has
/// to look at each path for each driver.
final class Changed {
    private static final String MAKEFILE = "Makefile";

    private final Set<String> paths;
    private final Set<String> folders = new HashSet<>();
    /// Headers and the library of Rust may be used from anywhere.
    private final List<String> everywhere = new ArrayList<>();
    private final Set<String> makefiles = new HashSet<>();
    private final Map<String, List<String>> byFolder = new HashMap<>();
    private final Map<String, List<String>> byName = new HashMap<>();
    /// Names that are no words of a file.
    private final Set<String> oddNames = new LinkedHashSet<>();
    private final Map<SourceFile, Set<String>> named = new ConcurrentHashMap<>();

    Changed(Set<String> paths) {
        this.paths = Set.copyOf(paths);
        for (String path : new TreeSet<>(paths)) {
            String name = path.substring(path.lastIndexOf('/') + 1);
            folders.add(Snapshot.folder(path));
            if (name.equals(MAKEFILE)) {
                makefiles.add(path);
            } else if (name.endsWith(".h") || name.endsWith(".rs")) {
                everywhere.add(path);
            } else {
                byFolder.computeIfAbsent(Snapshot.folder(path), _ -> new ArrayList<>()).add(path);
                byName.computeIfAbsent(name, _ -> new ArrayList<>()).add(path);
                if (!name.chars().allMatch(Changed::isOfName)) {
                    oddNames.add(name);
                }
            }
        }
    }

    private static boolean isOfName(int character) {
        return character < 0x80 && (Character.isLetterOrDigit(character) || "_-+.".indexOf(character) >= 0);
    }

    Set<String> paths() {
        return paths;
    }

    /// Whether a folder has files that differ.
    boolean isIn(String folder) {
        return folders.contains(folder);
    }

    boolean hasRust() {
        return everywhere.stream().anyMatch(path -> path.endsWith(".rs"));
    }

    List<String> everywhere() {
        return everywhere;
    }

    /// The code in a folder.
    List<String> in(String folder) {
        return byFolder.getOrDefault(folder, List.of());
    }

    /// The code of other folders that the files of a driver name, as the ones that include it do.
    Set<String> named(Driver driver) {
        var all = new TreeSet<String>();
        driver.files().forEach(file -> all.addAll(named.computeIfAbsent(file, this::named)));
        return all;
    }

    private Set<String> named(SourceFile file) {
        var all = new TreeSet<String>();
        String text = new String(file.bytes(), StandardCharsets.ISO_8859_1);
        for (int start = 0; start < text.length(); start++) {
            int end = start;
            while (end < text.length() && isOfName(text.charAt(end))) {
                end++;
            }
            if (end > start) {
                all.addAll(byName.getOrDefault(text.substring(start, end), List.of()));
                start = end;
            }
        }
        oddNames.stream().filter(name -> Snapshot.holds(file.bytes(), name)).forEach(name -> all.addAll(byName.get(name)));
        return all;
    }

    /// The Makefiles of the folders around a driver: of any other one only the version at the top of the tree is read.
    List<String> makefiles(Driver driver) {
        var found = new ArrayList<String>();
        if (!makefiles.isEmpty()) {
            String folder = Snapshot.folder(driver.name());
            while (true) {
                String path = Snapshot.join(folder, MAKEFILE);
                if (makefiles.contains(path)) {
                    found.add(path);
                }
                if (folder.isEmpty()) {
                    break;
                }
                folder = Snapshot.folder(folder);
            }
        }
        return found;
    }

    /// Whether a driver can be told to be the same in all states before any file of it is looked into.
    boolean isFarFrom(Driver driver) {
        return everywhere.isEmpty() && makefiles(driver).isEmpty()
                && driver.files().stream().allMatch(file -> in(Snapshot.folder(file.path())).isEmpty()) && named(driver).isEmpty();
    }
}
