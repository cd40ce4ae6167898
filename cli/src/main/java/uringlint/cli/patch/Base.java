// SPDX-License-Identifier: Apache-2.0

package uringlint.cli.patch;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;
import uringlint.cli.cache.CachePlace;
import uringlint.cli.find.FolderSnapshot;
import uringlint.cli.find.NoFiles;
import uringlint.cli.find.Snapshot;
import uringlint.cli.git.BlobIndex;
import uringlint.cli.git.GitException;
import uringlint.cli.git.GitTree;
import uringlint.cli.git.History;
import uringlint.cli.git.TreeSearches;

/// The trees that patches may be for. A repository is opened once and read at any number of commits.
public final class Base implements AutoCloseable {
    private static final String HEAD = "HEAD";
    private static final int SHORT = 12;

    private final List<BasePlace> places;
    private final BlobCache cache;
    private final Map<String, Snapshot> trees = new HashMap<>();

    private Base(List<BasePlace> places, CachePlace cache) {
        this.places = List.copyOf(places);
        this.cache = new BlobCache(cache);
    }

    /// The base that a user named, as `REPO`, `REPO@REV` or a folder, or else what is around `start`.
    public static Base of(Path start, Optional<String> named) throws GitException {
        return of(start, named.stream().toList(), CachePlace.NONE);
    }

    /// Several bases, of which the first that fits is taken. `cache` is where may be kept what was found out about
    /// repositories.
    public static Base of(Path start, List<String> named, CachePlace cache) throws GitException {
        TreeSearches searches = cache.isUsed() ? TreeSearches.in(cache.entries()) : TreeSearches.ofRun();
        if (named.isEmpty()) {
            return new Base(List.of(BasePlace.around(start, searches)), cache);
        }
        var places = new ArrayList<BasePlace>();
        for (String name : named) {
            places.add(BasePlace.named(start, name, searches));
        }
        return new Base(places, cache);
    }

    /// The repository of the base, where it is one; of several the first.
    public Optional<GitTree> repository() {
        return places.getFirst().repository();
    }

    /// A tree, how people are told which one it is (without the path that it has on this machine), and by which branch or tag they know it.
    /// `commit` is empty for a folder.
    record Candidate(BasePlace place, String commit, String name, String label) {}

    /// The tree of a candidate.
    Snapshot tree(Candidate candidate) throws GitException {
        Optional<GitTree> repository = candidate.place().repository();
        if (!candidate.commit().isEmpty() && repository.isPresent()) {
            return tree(repository.get(), candidate.commit());
        }
        Path top = candidate.place().folder().orElseThrow();
        return trees.computeIfAbsent(top.toString(), _ -> new FolderSnapshot(top));
    }

    /// The tree of a commit, or else of the one that the user named or that is checked out: the one whose settings
    /// count. Empty where there is no such commit.
    public Optional<Snapshot> settled(Optional<String> commit) throws GitException {
        Optional<GitTree> repository = repository();
        String name = commit.or(() -> places.getFirst().revision()).orElse(HEAD);
        return repository.isPresent() && repository.get().has(name) ? Optional.of(tree(repository.get(), name)) : Optional.empty();
    }

    /// The tree that comes first: of several that may fit it tells best how paths are meant.
    Snapshot first() throws GitException {
        List<Candidate> chosen = chosen();
        return chosen.isEmpty() ? settled(Optional.empty()).orElseGet(NoFiles::new) : tree(chosen.getFirst());
    }

    /// Whether a user named what patches are for.
    boolean isNamed() {
        return places.getFirst().isNamed();
    }

    /// The trees that a user named, without any that are left to be searched.
    List<Candidate> chosen() throws GitException {
        var chosen = new ArrayList<Candidate>();
        for (BasePlace place : places) {
            if (place.revision().isPresent()) {
                chosen.add(candidate(place, place.repository().orElseThrow(), place.revision().get(), ""));
            } else if (place.repository().isEmpty() && place.folder().isPresent()) {
                chosen.add(new Candidate(place, "", String.valueOf(place.folder().get().getFileName()), ""));
            }
        }
        return chosen;
    }

    private Stream<BasePlace> searched() {
        return places.stream().filter(place -> place.repository().isPresent() && place.revision().isEmpty());
    }

    /// The tree of a commit in the first repository that has it.
    Optional<Candidate> commit(String name) throws GitException {
        for (BasePlace place : searched().toList()) {
            if (place.repository().orElseThrow().has(name)) {
                return Optional.of(candidate(place, place.repository().get(), name, ""));
            }
        }
        return Optional.empty();
    }

    /// What is checked out, then the ends of all branches and tags, the newest first; those that have the same at all of these paths
    /// only once.
    List<Candidate> tips(Set<String> paths) throws GitException {
        var candidates = new ArrayList<Candidate>();
        for (BasePlace place : searched().toList()) {
            GitTree git = place.repository().orElseThrow();
            History history = git.history();
            var seen = new HashSet<List<String>>();
            for (History.Tip tip : history.tips()) {
                if (seen.add(paths.stream().map(path -> history.idAt(tip.commit(), path)).toList())) {
                    candidates.add(candidate(place, git, tip.commit(), tip.name()));
                }
            }
        }
        return candidates;
    }

    /// The commits that have all of these contents at these paths: ends of branches and tags first, then any, the newest first. The
    /// contents are named by the first digits of their names.
    List<Candidate> holding(Map<String, String> contents) throws GitException {
        var candidates = new ArrayList<Candidate>();
        for (BasePlace place : searched().toList()) {
            GitTree git = place.repository().orElseThrow();
            History history = git.history();
            boolean isThere = !contents.isEmpty() && contents.values().stream().allMatch(id -> history.blob(id).isPresent());
            if (isThere) {
                Optional<History.Tip> tip = history.tips().stream()
                        .filter(one -> has(history, one.commit(), contents))
                        .findFirst();
                Optional<History.Tip> found = tip.or(() -> within(history, contents));
                if (found.isPresent()) {
                    candidates.add(candidate(place, git, found.get().commit(), found.get().name()));
                }
            }
        }
        return candidates;
    }

    private static boolean has(History history, String commit, Map<String, String> contents) {
        return contents.entrySet().stream().allMatch(file -> history.idAt(commit, file.getKey()).startsWith(file.getValue()));
    }

    /// The newest commit of all that brought one of the contents and has the others.
    private Optional<History.Tip> within(History history, Map<String, String> contents) {
        var commits = new ArrayList<BlobIndex.Entry>();
        contents.forEach((path, id) -> {
            String folder = Snapshot.folder(path);
            commits.addAll(cache.of(history, folder).find(folder, id));
        });
        return commits.stream()
                .sorted((one, other) -> Long.compare(other.time(), one.time()))
                .filter(entry -> has(history, entry.commit(), contents))
                .findFirst()
                .map(entry -> new History.Tip("", entry.commit(), entry.time()));
    }

    /// The content whose name starts with these digits, in any of the repositories.
    Optional<byte[]> blob(String digits) {
        return places.stream()
                .flatMap(place -> place.repository().stream())
                .flatMap(git -> git.history().blob(digits).stream())
                .findFirst();
    }

    /// What of the trees could not be read, and why, by the paths.
    public SortedMap<String, String> unreadable() {
        var all = new TreeMap<String, String>();
        trees.values().forEach(tree -> all.putAll(tree.unreadable()));
        return all;
    }

    private static Candidate candidate(BasePlace place, GitTree git, String commit, String label) throws GitException {
        String name = git.name(commit);
        return new Candidate(place, name, "REPO@" + name.substring(0, SHORT), label);
    }

    /// The tree of a commit; the same one whenever it is asked for, as what was read of it is kept.
    private Snapshot tree(GitTree git, String commit) throws GitException {
        String name = git.name(commit);
        Snapshot known = trees.get(name);
        if (known == null) {
            known = git.snapshot(name);
            trees.put(name, known);
        }
        return known;
    }

    @Override
    public void close() {
        places.forEach(place -> place.repository().ifPresent(GitTree::close));
    }
}
