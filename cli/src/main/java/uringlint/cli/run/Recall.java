// SPDX-License-Identifier: Apache-2.0

package uringlint.cli.run;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import uringlint.cli.find.Driver;
import uringlint.cli.find.Snapshot;
import uringlint.load.Trees;
import uringlint.source.SourceFile;
import uringlint.version.KernelVersion;

/// What is known of drivers from other states of their tree. An analysis holds for as long as nothing that it read has changed.
public final class Recall {
    /// Keeps nothing, and so has nothing.
    static final Recall NOTHING = new Recall(0, Optional.empty(), true);

    /// The same for who asks for results alone: programs take memory.
    static final Recall NO_PROGRAMS = new Recall(0, Optional.empty(), false);

    private static final int LIMIT = 3;

    private final Map<List<String>, List<Known>> known = new ConcurrentHashMap<>();
    private final Map<List<String>, List<Same>> byContent = new ConcurrentHashMap<>();
    private final int limit;
    private final boolean keepsPrograms;
    private final Optional<Changed> changed;
    private final Trees trees = new Trees();
    /// What groups of files are in states of the tree, by numbers: equal ones have the same.
    private final Map<Snapshot, Map<String, Integer>> groups = new IdentityHashMap<>();
    private final Map<List<Object>, Integer> contents = new HashMap<>();

    /// Has nothing yet. `changed` are the paths of all files that differ in any state; drivers that read none of them are not worth an
    /// analysis, as all their reports are the same in all states.
    public Recall(Set<String> changed) {
        this(LIMIT, Optional.of(new Changed(changed)), false);
    }

    private Recall(int limit, Optional<Changed> changed, boolean keepsPrograms) {
        this.keepsPrograms = keepsPrograms;
        this.limit = limit;
        this.changed = changed;
    }

    /// The trees of files that a driver has in common with itself in other states, or with nothing where nothing is kept.
    Trees trees() {
        return limit == 0 ? new Trees() : trees;
    }

    /// Whether a driver can be told to be the same in all states before any file of it is looked into: what changed is C code of
    /// other folders, which the driver does not name either. Headers and the library of Rust may be used from anywhere.
    boolean isFarAway(Driver driver) {
        return changed.isPresent() && changed.get().isFarFrom(driver);
    }

    /// What has to be the same in two states for a driver to be the same: its own files and those changed ones that are near it. Equal
    /// contents are the same objects.
    public List<Object> signature(Driver driver, Snapshot tree) {
        var signature = new ArrayList<Object>(driver.files());
        changed.ifPresent(all -> {
            signature.add(group(tree, "*", all.everywhere()));
            driver.files().stream().map(file -> Snapshot.folder(file.path())).distinct().sorted()
                    .forEach(folder -> signature.add(group(tree, folder, all.in(folder))));
            Stream.concat(all.named(driver).stream(), all.makefiles(driver).stream()).forEach(path -> {
                signature.add(path);
                signature.add(tree.read(path));
            });
        });
        return signature;
    }

    private int group(Snapshot tree, String name, List<String> paths) {
        return groups.computeIfAbsent(tree, _ -> new HashMap<>()).computeIfAbsent(name, _ -> {
            List<Object> content = new ArrayList<>();
            content.add(name);
            paths.forEach(path -> content.add(tree.read(path)));
            return contents.computeIfAbsent(content, _ -> contents.size());
        });
    }

    /// Whether a driver, whose files reach so far, is the same in all states.
    boolean isUntouched(Driver driver, KnownFiles.Reach read) {
        return changed.isPresent()
                && driver.files().stream().map(SourceFile::path).noneMatch(changed.get().paths()::contains)
                && !read.has(changed.get())
                && changed.get().makefiles(driver).isEmpty();
    }

    private record Known(Driver driver, Optional<KernelVersion> version, KnownFiles read, Analyzed analyzed) {
        boolean isFor(Driver other, Optional<KernelVersion> otherVersion, Changed changed) {
            List<SourceFile> files = driver.files();
            for (int index = 0; index < files.size(); index++) {
                if (files.get(index) != other.files().get(index)) {
                    return false;
                }
            }
            return version.equals(otherVersion) && read.isSameOf(other.provider(), changed);
        }
    }

    private record Same(LoadedContent content, Analyzed analyzed) {}

    Optional<Analyzed> find(Driver driver, Optional<KernelVersion> version) {
        return known.getOrDefault(names(driver), List.of()).stream()
                .filter(candidate -> candidate.isFor(driver, version, changed.orElseGet(() -> new Changed(Set.of()))))
                .map(Known::analyzed)
                .findFirst();
    }

    /// The analysis as it is kept, if anything is.
    Analyzed keep(Driver driver, Optional<KernelVersion> version, KnownFiles read, Analyzed analyzed) {
        Analyzed kept = keepsPrograms ? analyzed : analyzed.withoutPrograms();
        if (limit == 0) {
            return kept;
        }
        known.merge(names(driver), List.of(new Known(driver, version, read, kept)), this::latest);
        return kept;
    }

    private <T> List<T> latest(List<T> older, List<T> newer) {
        return Stream.concat(newer.stream(), older.stream()).limit(limit).toList();
    }

    /// Whether drivers are looked at in several states.
    boolean isOfChanges() {
        return changed.isPresent();
    }

    /// The analysis of a driver in another state, in which everything was the same that it uses.
    Optional<Analyzed> find(Driver driver, LoadedContent content) {
        return byContent.getOrDefault(names(driver), List.of()).stream()
                .filter(candidate -> candidate.content().equals(content))
                .map(Same::analyzed)
                .findFirst();
    }

    /// Keeps an analysis for states in which everything is the same that it uses.
    void keep(Driver driver, LoadedContent content, Analyzed analyzed) {
        if (content.holds(analyzed)) {
            byContent.merge(names(driver), List.of(new Same(content, analyzed.withoutPrograms())), this::latest);
        }
    }

    private static List<String> names(Driver driver) {
        return driver.files().stream().map(SourceFile::path).toList();
    }
}
