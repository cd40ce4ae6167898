// SPDX-License-Identifier: Apache-2.0

package uringlint.load;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import uringlint.dialect.Dialect;
import uringlint.dialect.Prepared;
import uringlint.dialect.VersionArms;
import uringlint.ir.TranslationUnit;
import uringlint.lower.CLowering;
import uringlint.lower.Lowered;
import uringlint.lower.Macros;
import uringlint.lower.rust.RustLowering;
import uringlint.source.Problem;
import uringlint.source.SourceFile;
import uringlint.source.Span;
import uringlint.syntax.Parsed;
import uringlint.syntax.Parser;
import uringlint.syntax.SyntaxTree;
import uringlint.version.Target;

/// From bytes to the IR: one parser and one lowering for the files of one run. Not for use by several threads.
public final class Front implements AutoCloseable {
    private final Parser parser = Parser.forC();
    private final CLowering lowering = new CLowering(this::fragment);
    private final Map<SourceFile, SyntaxTree> trees = new HashMap<>();
    private final List<Parser> rust = new ArrayList<>();
    private final List<SourceFile> read = new ArrayList<>();
    private final List<Problem> problems = new ArrayList<>();
    private final VersionArms arms;
    private final Target target;
    private final Trees shared;

    /// For files as they are for every version.
    public Front() {
        this(Target.ANY, new Trees());
    }

    Front(Target target, Trees shared) {
        arms = new VersionArms(target);
        this.target = target;
        this.shared = shared;
    }

    /// The prepared text of a file, for people who look into the stages.
    public Prepared prepare(SourceFile file) {
        return Dialect.prepare(file, arms.select(file));
    }

    /// The tree of a file; empty, with a problem, where a bound was met.
    public Optional<SyntaxTree> parse(SourceFile file) {
        SyntaxTree known = trees.get(file);
        if (known != null) {
            return Optional.of(known);
        }
        read.add(file);
        byte[] selected = arms.select(file);
        Parsed parsed = shared.get(
                file,
                selected == file.bytes() ? Target.ANY : target,
                () -> parser.parse(Dialect.prepare(file, selected)));
        problems.addAll(parsed.problems());
        parsed.tree().ifPresent(tree -> trees.put(file, tree));
        return parsed.tree();
    }

    private Optional<SyntaxTree> fragment(SourceFile file) {
        return parser.parse(Dialect.prepare(file)).tree();
    }

    /// The lowered file with all its functions, and the macros it defines.
    public Optional<Lowered> lower(SourceFile file, Macros known) {
        return parse(file).map(tree -> keep(lowering.lower(tree, known)));
    }

    /// Only what a file declares: types, constants, macros.
    public Optional<Lowered> declarations(SourceFile file, Macros known) {
        return parse(file).map(tree -> lowering.declarations(tree, known));
    }

    /// The given parts of a header with all that they define.
    Optional<Lowered> excerpt(SourceFile header, Collection<Span> parts, Macros known) {
        byte[] bytes = header.bytes();
        byte[] excerpt = new byte[bytes.length];
        for (int offset = 0; offset < bytes.length; offset++) {
            excerpt[offset] = bytes[offset] == '\n' ? bytes[offset] : (byte) ' ';
        }
        for (Span part : parts) {
            System.arraycopy(bytes, part.start(), excerpt, part.start(), part.length());
        }
        return parser.parse(Dialect.prepare(header, excerpt)).tree().map(tree -> lowering.lower(tree, known));
    }

    private Lowered keep(Lowered lowered) {
        problems.addAll(lowered.problems());
        return lowered;
    }

    /// The lowered files of a program in Rust, in their order; a file that could not be read is empty. Files that are `declared` say what
    /// names mean that the program does not declare.
    public List<TranslationUnit> lowerRust(List<SourceFile> files, List<SourceFile> declared) {
        var trees = new ArrayList<SyntaxTree>();
        files.forEach(file -> parseRust(file).ifPresent(trees::add));
        var known = new ArrayList<SyntaxTree>();
        declared.forEach(file -> shared.get(file, Target.ANY, () -> rust().parse(Dialect.verbatim(file))).tree().ifPresent(known::add));
        List<Lowered> lowered = new RustLowering(prepared -> rust().parse(prepared).tree(), trees, known).lower();
        var units = new HashMap<SourceFile, TranslationUnit>();
        lowered.forEach(result -> units.put(keep(result).unit().file(), result.unit()));
        return files.stream().map(file -> units.containsKey(file) ? units.get(file) : empty(file)).toList();
    }

    /// The tree of a file in Rust; empty, with a problem, where a bound was met.
    public Optional<SyntaxTree> parseRust(SourceFile file) {
        read.add(file);
        Parsed parsed = shared.get(file, Target.ANY, () -> rust().parse(Dialect.verbatim(file)));
        problems.addAll(parsed.problems());
        return parsed.tree();
    }

    /// Made when the first file in Rust is met: the grammar takes time to load.
    private Parser rust() {
        if (rust.isEmpty()) {
            rust.add(Parser.forRust());
        }
        return rust.getFirst();
    }

    /// What was not understood so far.
    public List<Problem> problems() {
        return List.copyOf(problems);
    }

    /// The files in the order in which they were read.
    List<SourceFile> read() {
        return List.copyOf(read);
    }

    /// A file of which nothing could be read.
    static TranslationUnit empty(SourceFile file) {
        return new TranslationUnit(file, List.of(), List.of(), List.of(), List.of(), List.of(), List.of(), List.of());
    }

    @Override
    public void close() {
        parser.close();
        rust.forEach(Parser::close);
    }
}
