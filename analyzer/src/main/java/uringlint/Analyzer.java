// SPDX-License-Identifier: Apache-2.0

package uringlint;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import uringlint.callgraph.ProgramIndex;
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
import uringlint.load.FileProvider;
import uringlint.load.Front;
import uringlint.load.Loaded;
import uringlint.load.Loader;
import uringlint.load.Trees;
import uringlint.load.Vocabulary;
import uringlint.lower.Macros;
import uringlint.rule.AnalyzedProgram;
import uringlint.source.SourceFile;
import uringlint.source.Span;
import uringlint.syntax.Natives;
import uringlint.typestate.TypestateAnalysis;
import uringlint.typestate.protocol.ApiModel;
import uringlint.version.Target;

/// The façade of the engine: loads what a driver needs, and analyzes it as one program.
public final class Analyzer {
    private Analyzer() {}

    /// Loads files with what belongs to them: the headers of the project that they include, and those files of the same folders
    /// that define functions to which they pass an object, or a structure in which they stored one. Of the kernel's headers only
    /// what they name.
    public static Loaded load(List<SourceFile> files, FileProvider provider, Vocabulary api) {
        return load(files, provider, api, Target.ANY);
    }

    /// Loads files as above, as they are for one version of the kernel.
    public static Loaded load(List<SourceFile> files, FileProvider provider, Vocabulary api, Target target) {
        return load(files, provider, api, target, new Trees());
    }

    /// Loads files as above, with the trees that other loads have left.
    public static Loaded load(List<SourceFile> files, FileProvider provider, Vocabulary api, Target target, Trees trees) {
        return Loader.load(files, provider, api, target, trees);
    }

    /// Fails with words for the user where the parser cannot run on this system. `isRust` says that some of what is to be parsed is Rust.
    public static void requireParser(boolean isRust) {
        Natives.trouble("tree-sitter-c")
                .or(() -> isRust ? Natives.trouble("tree-sitter-rust") : Optional.empty())
                .ifPresent(trouble -> {
                    throw new Unusable(trouble);
                });
    }

    /// Loads the parser's libraries and the classes of the engine by running them over a function of one call, which is of use on
    /// another thread while the command line is read and the first file is lowered: half of a short run is spent on code that
    /// runs for the first time.
    public static void warmUp(ApiModel model) {
        try (var front = new Front()) {
            front.lower(
                    new SourceFile(
                            "",
                            "int f(int a) { return a ? f(a) : 0; }".getBytes(java.nio.charset.StandardCharsets.UTF_8)),
                    Macros.of(List.of()));
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
                new BasicBlock(
                        new BlockId(0),
                        List.of(new Instruction.Assign(Place.of(result), new Expr.Literal(0, "0"), span)),
                        new Terminator.Branch(test, new BlockId(1), new BlockId(2), span)),
                new BasicBlock(
                        new BlockId(1),
                        List.of(new Instruction.Call(
                                Place.of(result),
                                new Expr.Symbol("first"),
                                List.of(new Expr.Read(Place.of(object)), new Expr.Read(field)),
                                span)),
                        new Terminator.Jump(new BlockId(2), span)),
                new BasicBlock(
                        new BlockId(2),
                        List.of(new Instruction.Assign(field, new Expr.Read(Place.of(result)), span)),
                        new Terminator.Return(new Expr.Read(Place.of(result)), span)));
        var functions = new ArrayList<Function>();
        for (String name : List.of("first", "second")) {
            functions.add(new Function(
                    name,
                    file,
                    new Type.Named("int"),
                    List.of(object, flags),
                    Function.Linkage.EXTERNAL,
                    blocks,
                    span,
                    span));
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
        return new AnalyzedProgram(
                index,
                result.graph(),
                declarations,
                model,
                result.roles(),
                result.unfollowed(),
                result.entered(),
                result.observations(),
                problems);
    }
}
