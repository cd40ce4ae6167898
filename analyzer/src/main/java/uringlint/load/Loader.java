// SPDX-License-Identifier: Apache-2.0

package uringlint.load;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import uringlint.dialect.VersionArms;
import uringlint.ir.Program;
import uringlint.ir.TranslationUnit;
import uringlint.lower.Lowered;
import uringlint.lower.Macros;
import uringlint.source.Location;
import uringlint.source.Problem;
import uringlint.source.SourceFile;
import uringlint.version.Target;

/// Loads what a driver needs as one program: its files, the headers and the files beside them that say what it does with objects.
public final class Loader {
    private static final int HEADERS = 40;
    private static final int LEVELS = 3;
    private static final int SIBLINGS = 12;
    private static final int SIBLING_ROUNDS = 3;

    private final FileProvider provider;
    private final Vocabulary api;
    private final Front front;
    private final Headers headers;
    private final HeaderSearch search;
    private final Map<String, TranslationUnit> units = new LinkedHashMap<>();
    private final Set<String> visited = new LinkedHashSet<>();
    private final List<SourceFile> near = new ArrayList<>();
    private final List<Problem> problems = new ArrayList<>();
    private Macros macros = Macros.none();

    private Loader(FileProvider provider, Vocabulary api, Front front) {
        this.provider = provider;
        this.api = api;
        this.front = front;
        headers = new Headers(provider);
        search = new HeaderSearch(api, headers, front);
    }

    /// Loads files, as they are for one version of the kernel; `trees` are those that other loads have left.
    public static Loaded load(List<SourceFile> files, FileProvider provider, Vocabulary api, Target target, Trees trees) {
        try (var front = new Front(target, trees)) {
            return new Loader(provider, api, front).load(files);
        }
    }

    private Loaded load(List<SourceFile> all) {
        List<SourceFile> files = all.stream().filter(file -> !file.isRust()).toList();
        List<SourceFile> rust = all.stream().filter(SourceFile::isRust).toList();
        for (SourceFile file : files) {
            headers(file, LEVELS);
        }
        var whole = new ArrayList<>(files);
        units.values().forEach(unit -> whole.add(unit.file()));
        search.excerpts(near, whole, macros).forEach(excerpt -> {
            units.putIfAbsent(excerpt.unit().file().path(), excerpt.unit());
            macros = macros.and(excerpt.macros());
        });
        for (SourceFile file : files) {
            Optional<Lowered> lowered = front.lower(file, macros);
            units.put(file.path(), lowered.map(Lowered::unit).orElse(Front.empty(file)));
        }
        siblings(files);
        var ordered = new ArrayList<TranslationUnit>();
        for (SourceFile file : files) {
            ordered.add(units.remove(file.path()));
        }
        ordered.addAll(units.values());
        ordered.addAll(search.definitions(ordered));
        if (!rust.isEmpty()) {
            ordered.addAll(front.lowerRust(withLibrary(rust), api.prelude().of(rust)));
        }
        var program = new Program(ordered);
        List<SourceFile> read = front.read();
        problems.addAll(front.problems());
        return new Loaded(program, search.declarations(program), read, problems);
    }

    /// The files with those of the library they are built against that work on objects: an abstraction in the tree says
    /// itself what it does.
    private List<SourceFile> withLibrary(List<SourceFile> files) {
        var all = new LinkedHashMap<String, SourceFile>();
        files.forEach(file -> all.put(file.path(), file));
        for (SourceFile file : files) {
            for (String path : provider.library(file.path())) {
                if (!all.containsKey(path) && all.size() < files.size() + SIBLINGS) {
                    provider.read(path)
                            .filter(found -> DefinitionSearch.mentions(found, api.objectType()))
                            .ifPresent(found -> all.put(path, found));
                }
            }
        }
        return List.copyOf(all.values());
    }

    /// Finds the headers of the project that a file includes, and those that they include. Those that mention the objects or the
    /// kernel's version are lowered; of the others only what is named.
    private void headers(SourceFile file, int depth) {
        for (HeaderItems.Include include : HeaderItems.includes(file)) {
            if (depth == 0 || visited.size() >= HEADERS) {
                return;
            }
            Optional<SourceFile> header = headers.ofProject(file, include);
            if (header.filter(found -> visited.add(found.path())).isPresent()) {
                read(header.get(), depth);
            } else if (header.isEmpty()
                    && include.isQuoted()
                    && headers.ofTree(file, include, true).isEmpty()
                    && headers.ofTree(file, include, false).isEmpty()) {
                problems.add(new Problem(
                        Problem.Kind.HEADER,
                        new Location(file, include.span()),
                        "`%s` was not found".formatted(include.name())));
            }
        }
    }

    private void read(SourceFile header, int depth) {
        headers(header, depth - 1);
        if (!DefinitionSearch.mentions(header, api.objectType()) && !DefinitionSearch.mentions(header, VersionArms.VERSION)) {
            near.add(header);
            return;
        }
        front.lower(header, macros).ifPresent(lowered -> {
            units.put(header.path(), lowered.unit());
            macros = macros.and(lowered.macros());
        });
    }

    /// Adds those files of the same folders that define a function which the program calls with something of its own.
    private void siblings(List<SourceFile> files) {
        int added = 0;
        Set<String> asked = new LinkedHashSet<>();
        for (int round = 0; round < SIBLING_ROUNDS; round++) {
            Set<String> wanted = CarrierSearch.receivers(units.values(), api.objectType());
            wanted.removeAll(asked);
            asked.addAll(wanted);
            added += siblings(files, wanted, SIBLINGS - added);
        }
    }

    private int siblings(List<SourceFile> files, Set<String> wanted, int most) {
        int added = 0;
        if (wanted.isEmpty()) {
            return added;
        }
        for (SourceFile file : files) {
            for (String path : provider.definers(file.path(), wanted).orElseGet(() -> provider.siblings(file.path()))) {
                if (units.containsKey(path) || added >= most) {
                    continue;
                }
                Optional<SourceFile> sibling = provider.read(path);
                if (sibling.isPresent() && DefinitionSearch.definesAny(sibling.get(), wanted)) {
                    Optional<Lowered> lowered = front.lower(sibling.get(), macros);
                    if (lowered.isPresent()) {
                        units.put(path, lowered.get().unit());
                        added++;
                    }
                }
            }
        }
        return added;
    }
}
