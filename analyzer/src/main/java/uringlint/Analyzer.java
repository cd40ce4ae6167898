package uringlint;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import uringlint.callgraph.ProgramIndex;
import uringlint.dialect.TargetVersion;
import uringlint.dialect.VersionArms;
import uringlint.ir.BasicBlock;
import uringlint.ir.BlockId;
import uringlint.ir.Expr;
import uringlint.ir.Function;
import uringlint.ir.Instruction;
import uringlint.ir.Place;
import uringlint.ir.Program;
import uringlint.ir.Projection;
import uringlint.ir.Terminator;
import uringlint.ir.TranslationUnit;
import uringlint.ir.Type;
import uringlint.ir.Variable;
import uringlint.layout.ObjectMemory;
import uringlint.lower.Lowered;
import uringlint.lower.Macros;
import uringlint.rule.AnalyzedProgram;
import uringlint.source.Prelude;
import uringlint.source.Problem;
import uringlint.source.SourceFile;
import uringlint.source.Span;
import uringlint.typestate.ApiModel;
import uringlint.typestate.TypestateAnalysis;

/// The façade of the engine: loads what a driver needs, and analyzes it as one program.
public final class Analyzer {
    private static final int HEADERS = 40;
    private static final int SIBLINGS = 12;

    private Analyzer() {}

    /// A driver that was loaded and lowered: the files that the user named first, then what they pull in.
    ///
    /// @param declared the headers, not analyzed with the program, that declare types as which it sees the memory of objects
    /// @param read the files of the program in the order in which they were read
    public record Loaded(Program program, List<TranslationUnit> declared, List<SourceFile> read, List<Problem> problems) {
        public Loaded {
            declared = List.copyOf(declared);
            read = List.copyOf(read);
            problems = List.copyOf(problems);
        }

        /// What `target` leaves of the files. Where two targets leave the same, loading for both gives the same.
        public List<byte[]> arms(TargetVersion target) {
            var arms = new VersionArms(target);
            return read.stream().map(arms::select).toList();
        }
    }

    /// Loads files with those headers of their own folder that mention the objects, and with those files of it that define functions to which they pass an
    /// object of the type `objectType` (a tag), or a structure in which they stored one.
    public static Loaded load(List<SourceFile> files, FileProvider provider, String objectType) {
        return load(files, provider, objectType, ObjectMemory.NONE);
    }

    /// Loads files as above, and looks for the declarations of the types as which they see the memory of objects.
    public static Loaded load(List<SourceFile> files, FileProvider provider, String objectType, ObjectMemory memory) {
        return load(files, provider, objectType, memory, TargetVersion.ANY);
    }

    /// Loads files as above, as they are for one version of the kernel.
    public static Loaded load(List<SourceFile> files, FileProvider provider, String objectType, ObjectMemory memory, TargetVersion target) {
        return load(files, provider, objectType, memory, target, Prelude.NONE);
    }

    /// Loads files as above. Those in Rust are one program, with what a prelude declares for them.
    public static Loaded load(List<SourceFile> all, FileProvider provider, String objectType, ObjectMemory memory, TargetVersion target, Prelude prelude) {
        return load(all, provider, objectType, memory, target, prelude, new Trees());
    }

    /// Loads files as above, with the trees that other loads have left.
    public static Loaded load(List<SourceFile> all, FileProvider provider, String objectType, ObjectMemory memory, TargetVersion target, Prelude prelude, Trees trees) {
        try (var front = new Front(target, trees)) {
            List<SourceFile> files = all.stream().filter(file -> !isRust(file)).toList();
            List<SourceFile> rust = all.stream().filter(Analyzer::isRust).toList();
            var units = new LinkedHashMap<String, TranslationUnit>();
            var macros = Macros.of(List.of());
            var headers = new LinkedHashMap<String, SourceFile>();
            for (SourceFile file : files) {
                macros = headers(file, provider, front, objectType, headers, units, macros, 3);
            }
            for (SourceFile file : files) {
                Optional<Lowered> lowered = front.lower(file, macros);
                units.put(file.path(), lowered.map(Lowered::unit).orElse(Front.empty(file)));
            }
            siblings(files, provider, front, units, macros, objectType);
            var ordered = new ArrayList<TranslationUnit>();
            for (SourceFile file : files) {
                ordered.add(units.remove(file.path()));
            }
            ordered.addAll(units.values());
            if (!rust.isEmpty()) {
                ordered.addAll(front.lowerRust(withLibrary(rust, provider, objectType), prelude.of(rust)));
            }
            var program = new Program(ordered);
            List<SourceFile> read = front.read();
            List<Problem> problems = front.problems();
            return new Loaded(program, new HeaderSearch(program, provider, front).declarations(memory), read, problems);
        }
    }

    /// The files with those of the library they are built against that work on objects: an abstraction in the tree says itself what it does.
    private static List<SourceFile> withLibrary(List<SourceFile> files, FileProvider provider, String objectType) {
        var all = new LinkedHashMap<String, SourceFile>();
        files.forEach(file -> all.put(file.path(), file));
        for (SourceFile file : files) {
            for (String path : provider.library(file.path())) {
                if (!all.containsKey(path) && all.size() < files.size() + SIBLINGS) {
                    provider.read(path).filter(found -> Definitions.mentions(found, objectType)).ifPresent(found -> all.put(path, found));
                }
            }
        }
        return List.copyOf(all.values());
    }

    /// Whether a file is in Rust, by its name.
    public static boolean isRust(SourceFile file) {
        return file.path().endsWith(".rs");
    }

    /// Lowers the headers that a file includes by a path in quotes, and those that they include, where they mention the objects or
    /// the kernel's version.
    /// Other headers are not worth their time: what they declare decides nothing about an object.
    private static Macros headers(SourceFile file, FileProvider provider, Front front, String objectType, Map<String, SourceFile> headers, Map<String, TranslationUnit> units, Macros macros, int depth) {
        Macros known = macros;
        for (String include : includes(file)) {
            String path = resolve(file.path(), include);
            if (depth == 0 || headers.size() >= HEADERS || headers.containsKey(path)) {
                continue;
            }
            Optional<SourceFile> header = provider.read(path);
            if (header.isEmpty() || !Definitions.mentions(header.get(), objectType) && !Definitions.mentions(header.get(), VersionArms.VERSION)) {
                continue;
            }
            headers.put(path, header.get());
            known = headers(header.get(), provider, front, objectType, headers, units, known, depth - 1);
            Optional<Lowered> lowered = front.lower(header.get(), known);
            if (lowered.isPresent()) {
                units.put(path, lowered.get().unit());
                known = known.and(lowered.get().macros());
            }
        }
        return known;
    }

    /// The names in quotes behind `#include`, read off the bytes: no tree is needed for that.
    static List<String> includes(SourceFile file) {
        var names = new ArrayList<String>();
        byte[] bytes = file.bytes();
        for (int line = 1; line <= file.lines().count(); line++) {
            var span = file.lines().span(line);
            if (span.length() > 10 && bytes[span.start()] == '#') {
                String text = file.text(span);
                int open = text.indexOf('"');
                int close = text.indexOf('"', open + 1);
                if (text.startsWith("include", 1 + leadingBlanks(text)) && close > open) {
                    names.add(text.substring(open + 1, close));
                }
            }
        }
        return names;
    }

    private static int leadingBlanks(String directive) {
        int blanks = 0;
        while (blanks + 1 < directive.length() && Character.isWhitespace(directive.charAt(blanks + 1))) {
            blanks++;
        }
        return blanks;
    }

    /// The path of an include, relative to the file that names it.
    static String resolve(String from, String include) {
        int slash = from.lastIndexOf('/');
        var parts = new ArrayList<String>();
        for (String part : ((slash < 0 ? "" : from.substring(0, slash + 1)) + include).split("/", -1)) {
            if (part.equals("..") && !parts.isEmpty() && !parts.getLast().equals("..") && !parts.getLast().isEmpty()) {
                parts.removeLast();
            } else if (!part.equals(".")) {
                parts.add(part);
            }
        }
        return String.join("/", parts);
    }

    /// Adds those files of the same folders that define a function which the program calls with something of its own.
    private static void siblings(List<SourceFile> files, FileProvider provider, Front front, Map<String, TranslationUnit> units, Macros macros, String objectType) {
        int added = 0;
        Set<String> asked = new LinkedHashSet<>();
        for (int round = 0; round < 3; round++) {
            Set<String> wanted = Carriers.receivers(units.values(), objectType);
            wanted.removeAll(asked);
            asked.addAll(wanted);
            added += siblings(files, provider, front, units, macros, wanted, SIBLINGS - added);
        }
    }

    private static int siblings(List<SourceFile> files, FileProvider provider, Front front, Map<String, TranslationUnit> units, Macros macros, Set<String> wanted, int most) {
        int added = 0;
        for (SourceFile file : files) {
            for (String path : provider.siblings(file.path())) {
                if (units.containsKey(path) || added >= most || wanted.isEmpty()) {
                    continue;
                }
                Optional<SourceFile> sibling = provider.read(path);
                if (sibling.isPresent() && Definitions.definesAny(sibling.get(), wanted)) {
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

    /// Loads the parser's libraries and the classes of the engine by running them over a function of one call, which is of use on
    /// another thread while the command line is read and the first file is lowered: half of a short run is spent on code that
    /// runs for the first time.
    public static void warmUp(ApiModel model) {
        try (var front = new Front()) {
            front.lower(new SourceFile("", "int f(int a) { return a ? f(a) : 0; }".getBytes(java.nio.charset.StandardCharsets.UTF_8)), Macros.of(List.of()));
        }
        var file = new SourceFile("", new byte[0]);
        var span = new Span(0, 0);
        var pointer = new Type.Pointer(new Type.Tagged(Type.Keyword.STRUCT, model.objectType()));
        var object = new Variable("object", Variable.Kind.PARAMETER, pointer);
        var flags = new Variable("flags", Variable.Kind.PARAMETER, new Type.Named("unsigned int"));
        var result = new Variable("result", Variable.Kind.LOCAL, new Type.Named("int"));
        var field = Place.of(object).then(new Projection.Deref()).then(new Projection.Field("field"));
        var test = new Expr.Apply("&", List.of(new Expr.Read(Place.of(flags)), new Expr.Symbol(model.cancelFlag())));
        var blocks = List.of(
                new BasicBlock(new BlockId(0), List.of(new Instruction.Assign(Place.of(result), new Expr.Literal(0, "0"), span)),
                        new Terminator.Branch(test, new BlockId(1), new BlockId(2), span)),
                new BasicBlock(new BlockId(1), List.of(
                        new Instruction.Call(Place.of(result), new Expr.Symbol("first"), List.of(new Expr.Read(Place.of(object)), new Expr.Read(field)), span)),
                        new Terminator.Jump(new BlockId(2), span)),
                new BasicBlock(new BlockId(2), List.of(new Instruction.Assign(field, new Expr.Read(Place.of(result)), span)),
                        new Terminator.Return(new Expr.Read(Place.of(result)), span)));
        var functions = new ArrayList<Function>();
        for (String name : List.of("first", "second")) {
            functions.add(new Function(name, file, new Type.Named("int"), List.of(object, flags), Function.Linkage.EXTERNAL, blocks, span, span));
        }
        var unit = new TranslationUnit(file, functions, List.of(), List.of(), List.of(), List.of(), List.of(), List.of());
        TypestateAnalysis.solve(new ProgramIndex(new Program(List.of(unit))), model);
    }

    /// Analyzes a loaded program under a model of the API.
    public static AnalyzedProgram analyze(Loaded loaded, ApiModel model) {
        var index = new ProgramIndex(loaded.program(), model.constants());
        var result = TypestateAnalysis.solve(index, model);
        var problems = new ArrayList<>(loaded.problems());
        problems.addAll(result.problems());
        var everything = new ArrayList<>(loaded.program().units());
        everything.addAll(loaded.declared());
        ProgramIndex declarations = loaded.declared().isEmpty() ? index : new ProgramIndex(new Program(everything), model.constants());
        return new AnalyzedProgram(index, declarations, model, result.roles(), result.entered(), result.observations(), problems);
    }
}
