// SPDX-License-Identifier: Apache-2.0

package uringlint.cli.find;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Stream;
import uringlint.load.FileProvider;
import uringlint.load.HeaderItems;
import uringlint.source.SourceFile;

/// Finds what belongs to the files of a driver beside them: the headers in which it says what it does with commands, and the
/// files that call its functions for commands or register them, whatever words they use.
final class Companions {
    private static final String WORD = "uring_cmd";
    private static final int ROUNDS = 3;
    private static final int MOST = 40;
    private static final int MOST_SEARCHES = 10;

    private final FileProvider provider;
    private final Texts texts;
    private final Predicate<String> isOffered;
    private final Map<SourceFile, Set<String>> ofHeaders = new HashMap<>();
    private final Map<String, Integer> asked = new HashMap<>();
    private final Map<String, Map<String, List<String>>> byWord = new HashMap<>();

    /// @param isOffered whether the file at a path may be taken
    Companions(FileProvider provider, Texts texts, Predicate<String> isOffered) {
        this.provider = provider;
        this.isOffered = isOffered;
        this.texts = texts;
    }

    /// The files of a driver with those that belong to them, sorted.
    List<SourceFile> with(List<SourceFile> driver) {
        var all = new LinkedHashMap<String, SourceFile>();
        driver.forEach(file -> all.put(file.path(), file));
        for (int round = 0; round < ROUNDS; round++) {
            Set<String> names = names(all.values());
            List<SourceFile> found = names.isEmpty() ? List.of() : users(names, all);
            found.stream().limit(Math.max(0, MOST - all.size())).forEach(file -> all.put(file.path(), file));
            if (found.isEmpty()) {
                break;
            }
        }
        return all.values().stream().sorted((left, right) -> left.path().compareTo(right.path())).toList();
    }

    private Set<String> names(Iterable<SourceFile> files) {
        var names = new LinkedHashSet<String>();
        for (SourceFile file : files) {
            names.addAll(texts.of(file).handlers());
            for (SourceFile header : headers(file)) {
                names.addAll(ofHeaders.computeIfAbsent(header, Companions::forCommands));
            }
        }
        return names;
    }

    /// The headers beside a file that it includes and that mention commands.
    List<SourceFile> headers(SourceFile file) {
        var headers = new ArrayList<SourceFile>();
        for (HeaderItems.Include include : HeaderItems.includes(file)) {
            if (include.isQuoted() && !include.name().startsWith("/")) {
                Optional<SourceFile> header = provider.read(Snapshot.join(Snapshot.folder(file.path()), include.name()));
                header.filter(found -> Snapshot.holds(found.bytes(), WORD)).ifPresent(headers::add);
            }
        }
        return headers;
    }

    /// The functions and macros of a header that have to do with commands.
    private static Set<String> forCommands(SourceFile header) {
        var names = new LinkedHashSet<String>();
        HeaderItems items = HeaderItems.of(header);
        for (String name : items.names()) {
            for (HeaderItems.Item item : items.of(name)) {
                boolean isCode = item.kind() == HeaderItems.Kind.FUNCTION
                        || item.kind() == HeaderItems.Kind.MACRO
                        || item.kind() == HeaderItems.Kind.DECLARATION;
                if (isCode && header.text(item.span()).contains(WORD)) {
                    names.add(name);
                }
            }
        }
        return names;
    }

    private static boolean mentions(SourceFile file, Set<String> names) {
        String text = new String(file.bytes(), StandardCharsets.ISO_8859_1);
        return names.stream().anyMatch(name -> FileText.holdsWord(text, name));
    }

    private List<SourceFile> users(Set<String> names, Map<String, SourceFile> known) {
        var found = new LinkedHashMap<String, SourceFile>();
        var folders = new LinkedHashSet<String>();
        List<ByteSearch> searches = names.stream().map(ByteSearch::of).toList();
        for (SourceFile file : List.copyOf(known.values())) {
            if (folders.add(Snapshot.folder(file.path()))) {
                for (String path : near(file.path(), names)) {
                    if (!known.containsKey(path) && isOffered.test(path)) {
                        provider.read(path)
                                .filter(other -> searches.stream()
                                                .anyMatch(search -> search.isIn(other.bytes(), other.bytes().length))
                                        && mentions(other, names))
                                .ifPresent(other -> found.put(path, other));
                    }
                }
            }
        }
        return List.copyOf(found.values());
    }

    /// The files beside a path that may mention one of the names. A folder with many drivers is not searched for each of them.
    private List<String> near(String path, Set<String> names) {
        String folder = Snapshot.folder(path);
        if (asked.merge(folder, 1, Integer::sum) <= MOST_SEARCHES) {
            return provider.siblings(path);
        }
        Map<String, List<String>> words = byWord.computeIfAbsent(folder, _ -> {
            var found = new HashMap<String, List<String>>();
            Stream.concat(provider.siblings(path).stream(), Stream.of(path))
                    .forEach(other -> provider.read(other)
                            .ifPresent(file -> FileText.words(new String(file.bytes(), StandardCharsets.ISO_8859_1))
                                    .forEach(word -> found.computeIfAbsent(word, _ -> new ArrayList<>())
                                            .add(other))));
            return found;
        });
        return names.stream().flatMap(name -> words.getOrDefault(name, List.of()).stream()).distinct().sorted().toList();
    }
}
