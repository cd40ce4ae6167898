// SPDX-License-Identifier: Apache-2.0

package uringlint.load;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.function.Supplier;
import uringlint.callgraph.IrWalk;
import uringlint.callgraph.ProgramIndex;
import uringlint.ir.BasicBlock;
import uringlint.ir.Expr;
import uringlint.ir.Function;
import uringlint.ir.Instruction;
import uringlint.ir.Program;
import uringlint.ir.Terminator;
import uringlint.ir.TranslationUnit;
import uringlint.ir.Type;
import uringlint.layout.Missing;
import uringlint.layout.Overlay;
import uringlint.layout.Overlays;
import uringlint.lower.Lowered;
import uringlint.lower.Macros;
import uringlint.source.SourceFile;
import uringlint.source.Span;

/// Looks names up in the headers that a program includes, and reads of these headers only what declares them.
final class HeaderSearch {
    private static final int ROUNDS = 4;
    private static final int HEADERS = 200;

    private final Vocabulary api;
    private final Headers headers;
    private final Front front;
    private final Map<String, HeaderItems> items = new HashMap<>();
    private final Map<String, Set<Span>> taken = new HashMap<>();
    private final List<SourceFile> near = new ArrayList<>();

    HeaderSearch(Vocabulary api, Headers headers, Front front) {
        this.api = api;
        this.headers = headers;
        this.front = front;
    }

    private HeaderItems items(SourceFile header) {
        return items.computeIfAbsent(header.path(), _ -> HeaderItems.of(header));
    }

    // ---------------------------------------------------------------- the project's own headers

    /// What files say by names that headers of their project declare: all of it, and what that is made of.
    List<Lowered> excerpts(List<SourceFile> project, List<SourceFile> files, Macros known) {
        near.addAll(project);
        if (project.isEmpty()) {
            return List.of();
        }
        var parts = new LinkedHashMap<SourceFile, Set<Span>>();
        Set<String> wanted = new HashSet<>();
        files.forEach(file -> TextWords.of(file.bytes(), wanted));
        for (int round = 0; round < ROUNDS && !wanted.isEmpty(); round++) {
            Set<String> next = new HashSet<>();
            for (SourceFile header : project) {
                for (Span span : declared(header, wanted, _ -> true)) {
                    parts.computeIfAbsent(header, _ -> new LinkedHashSet<>()).add(span);
                    TextWords.of(header.bytes(), span, next);
                }
            }
            wanted.clear();
            wanted.addAll(next);
        }
        var lowered = new ArrayList<Lowered>();
        Macros macros = known;
        // Headers come after what they include.
        for (SourceFile header : project) {
            Set<Span> spans = parts.getOrDefault(header, Set.of());
            if (!spans.isEmpty()) {
                Optional<Lowered> excerpt = front.excerpt(header, spans, macros);
                if (excerpt.isPresent()) {
                    lowered.add(excerpt.get());
                    macros = macros.and(excerpt.get().macros());
                }
            }
        }
        return lowered;
    }

    /// The parts of a header that declare one of these names and were not taken before.
    private List<Span> declared(SourceFile header, Set<String> names, Predicate<HeaderItems.Kind> kinds) {
        HeaderItems here = items(header);
        Set<Span> known = taken.computeIfAbsent(header.path(), _ -> new HashSet<>());
        var spans = new ArrayList<Span>();
        for (String name : here.names()) {
            int blank = name.indexOf(' ');
            if (names.contains(name) || blank > 0 && names.contains(name.substring(blank + 1))) {
                for (HeaderItems.Item item : here.of(name)) {
                    if (kinds.test(item.kind()) && known.add(item.span())) {
                        spans.add(item.span());
                    }
                }
            }
        }
        return spans;
    }

    // ---------------------------------------------------------------- the kernel's headers

    /// What the kernel's headers define of what a program names: constants, and the functions to which it gives objects.
    List<TranslationUnit> definitions(List<TranslationUnit> units) {
        var tree = new Tree(units);
        var found = new ArrayList<TranslationUnit>();
        Set<String> asked = new HashSet<>();
        Collection<TranslationUnit> latest = units;
        for (int round = 0; round < ROUNDS && !latest.isEmpty(); round++) {
            var everything = new ArrayList<>(units);
            everything.addAll(found);
            var index = new ProgramIndex(new Program(everything));
            Set<String> constants = constants(latest, index);
            Set<String> functions = CarrierSearch.receivers(everything, api.objectType());
            functions.removeIf(name -> api.known().test(name));
            constants.removeAll(asked);
            functions.removeAll(asked);
            asked.addAll(constants);
            asked.addAll(functions);
            latest = define(tree, constants, functions);
            found.addAll(latest);
        }
        return found;
    }

    private List<TranslationUnit> define(Tree tree, Set<String> constants, Set<String> functions) {
        var found = new ArrayList<TranslationUnit>();
        for (int number = 0; !constants.isEmpty() || !functions.isEmpty(); number++) {
            Optional<SourceFile> next = tree.get(number);
            if (next.isEmpty()) {
                break;
            }
            SourceFile header = next.get();
            Set<Span> parts = new LinkedHashSet<>();
            take(header, constants, HeaderItems.Kind.CONSTANT, parts);
            take(header, functions, HeaderItems.Kind.FUNCTION, parts);
            if (!parts.isEmpty()) {
                front.excerpt(header, parts, Macros.none()).map(Lowered::unit).ifPresent(found::add);
            }
        }
        return found;
    }

    /// Moves the names that a header declares to the parts of it that are read.
    private void take(SourceFile header, Set<String> names, HeaderItems.Kind kind, Set<Span> parts) {
        names.removeIf(name -> {
            List<HeaderItems.Item> known = items(header).of(name);
            if (known.stream().noneMatch(item -> item.kind() == kind)) {
                return false;
            }
            // A function that is declared too, in another arm of an `#if`, may only be a stub here.
            known.stream()
                    .filter(item -> item.kind() == kind || kind == HeaderItems.Kind.FUNCTION && item.kind() == HeaderItems.Kind.DECLARATION)
                    .map(HeaderItems.Item::span)
                    .forEach(parts::add);
            return true;
        });
    }

    /// The names that a program uses as constants, and that nobody has defined so far.
    private Set<String> constants(Collection<TranslationUnit> units, ProgramIndex index) {
        Set<String> names = new TreeSet<>();
        for (TranslationUnit unit : units) {
            for (Function function : unit.functions()) {
                for (BasicBlock block : function.blocks()) {
                    block.instructions().forEach(instruction -> {
                        switch (instruction) {
                            case Instruction.Assign(_, var value, _) -> symbols(value, names);
                            case Instruction.Call(_, _, var arguments, _) -> arguments.forEach(argument -> symbols(argument, names));
                            case Instruction.Drop _, Instruction.Opaque _ -> {}
                        }
                    });
                    switch (block.terminator()) {
                        case Terminator.Branch(var condition, _, _, _) -> symbols(condition, names);
                        case Terminator.Return(var value, _) -> symbols(value, names);
                        case Terminator.Jump _, Terminator.Unreachable _ -> {}
                    }
                }
            }
            unit.constants().forEach(constant -> symbols(constant.value(), names));
        }
        names.removeIf(name -> name.indexOf(' ') >= 0
                || api.known().test(name)
                || index.isConstant(name)
                || index.anyNamed(name).isPresent());
        return names;
    }

    private static void symbols(Expr value, Set<String> names) {
        IrWalk.parts(value, part -> {
            if (part instanceof Expr.Symbol(var name)) {
                names.add(name);
            }
        });
    }

    /// The kernel's headers that the files of a program include, each read when it is asked for: those for user space first.
    private final class Tree {
        private final List<SourceFile> read = new ArrayList<>();
        private final Set<String> known = new HashSet<>();
        private final Iterator<Supplier<List<SourceFile>>> rest;

        Tree(Collection<TranslationUnit> units) {
            var files = new ArrayList<SourceFile>();
            units.forEach(unit -> files.add(unit.file()));
            files.addAll(near);
            files.forEach(file -> known.add(file.path()));
            var all = new ArrayList<Supplier<List<SourceFile>>>();
            for (boolean isForUser : List.of(true, false)) {
                for (SourceFile file : files) {
                    for (HeaderItems.Include include : HeaderItems.includes(file)) {
                        all.add(() -> headers.ofTree(file, include, isForUser));
                    }
                }
            }
            rest = all.iterator();
        }

        /// The header of a number, if there are as many.
        Optional<SourceFile> get(int number) {
            while (read.size() <= number && rest.hasNext() && read.size() < HEADERS) {
                rest.next().get().stream().filter(header -> known.add(header.path())).forEach(read::add);
            }
            return number < read.size() ? Optional.of(read.get(number)) : Optional.empty();
        }
    }

    // ---------------------------------------------------------------- types

    /// The declarations of the types as which a program sees the memory of objects, and of what these are made of.
    List<TranslationUnit> declarations(Program program) {
        if (api.memory().members().isEmpty()) {
            return List.of();
        }
        var index = new ProgramIndex(program);
        Set<Type> seen = new LinkedHashSet<>();
        for (Function function : index.functions()) {
            for (Overlay overlay : Overlays.of(function, index, api.memory())) {
                seen.add(overlay.type());
            }
        }
        var found = new ArrayList<TranslationUnit>();
        Set<String> asked = new LinkedHashSet<>();
        var tree = new Tree(program.units());
        for (int round = 0; round < ROUNDS; round++) {
            Set<String> wanted = Missing.of(seen, index);
            wanted.removeAll(asked);
            asked.addAll(wanted);
            if (wanted.isEmpty()) {
                break;
            }
            for (int number = 0; !wanted.isEmpty(); number++) {
                Optional<SourceFile> next = number < near.size() ? Optional.of(near.get(number)) : tree.get(number - near.size());
                if (next.isEmpty()) {
                    break;
                }
                SourceFile header = next.get();
                Set<Span> parts = new LinkedHashSet<>();
                take(header, wanted, HeaderItems.Kind.TYPE, parts);
                take(header, wanted, HeaderItems.Kind.CONSTANT, parts);
                if (!parts.isEmpty()) {
                    front.excerpt(header, parts, Macros.none()).map(Lowered::unit).ifPresent(found::add);
                }
            }
            var everything = new ArrayList<>(program.units());
            everything.addAll(found);
            index = new ProgramIndex(new Program(everything));
        }
        return List.copyOf(found);
    }
}
