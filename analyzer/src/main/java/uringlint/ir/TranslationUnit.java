package uringlint.ir;

import java.util.List;
import uringlint.source.SourceFile;

/// One lowered file. `includes` are the names between the quotes or angle brackets, in order; `assertions` are the conditions
/// that the compiler checks outside of functions (`static_assert`).
public record TranslationUnit(
        SourceFile file,
        List<Function> functions,
        List<Global> globals,
        List<TypeDeclaration> types,
        List<Constant> constants,
        List<Prototype> prototypes,
        List<String> includes,
        List<Expr> assertions,
        List<Implementation> implementations) {
    public TranslationUnit {
        functions = List.copyOf(functions);
        globals = List.copyOf(globals);
        types = List.copyOf(types);
        constants = List.copyOf(constants);
        prototypes = List.copyOf(prototypes);
        includes = List.copyOf(includes);
        assertions = List.copyOf(assertions);
        implementations = List.copyOf(implementations);
    }

    /// A file of a language that has no traits.
    public TranslationUnit(
            SourceFile file,
            List<Function> functions,
            List<Global> globals,
            List<TypeDeclaration> types,
            List<Constant> constants,
            List<Prototype> prototypes,
            List<String> includes,
            List<Expr> assertions) {
        this(file, functions, globals, types, constants, prototypes, includes, assertions, List.of());
    }
}
