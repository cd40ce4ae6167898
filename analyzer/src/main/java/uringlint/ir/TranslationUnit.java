// SPDX-License-Identifier: Apache-2.0

package uringlint.ir;

import java.util.List;
import uringlint.source.SourceFile;

/// One lowered file. `includes` are the names between the quotes or angle brackets, in order; `assertions` are the conditions
/// that the compiler checks outside of functions (`static_assert`). `setups` are the macros that are used there: `module_exit(f)`, and
/// `DECLARE_WORK(w, f)`, whose result is the variable that it declares.
public record TranslationUnit(
        SourceFile file,
        List<Function> functions,
        List<Global> globals,
        List<TypeDeclaration> types,
        List<Constant> constants,
        List<Prototype> prototypes,
        List<String> includes,
        List<Expr> assertions,
        List<Implementation> implementations,
        List<Instruction.Call> setups) {
    public TranslationUnit {
        setups = List.copyOf(setups);
        functions = List.copyOf(functions);
        globals = List.copyOf(globals);
        types = List.copyOf(types);
        constants = List.copyOf(constants);
        prototypes = List.copyOf(prototypes);
        includes = List.copyOf(includes);
        assertions = List.copyOf(assertions);
        implementations = List.copyOf(implementations);
    }

    /// A file without traits, in which no macros are used outside of functions.
    public TranslationUnit(
            SourceFile file,
            List<Function> functions,
            List<Global> globals,
            List<TypeDeclaration> types,
            List<Constant> constants,
            List<Prototype> prototypes,
            List<String> includes,
            List<Expr> assertions) {
        this(file, functions, globals, types, constants, prototypes, includes, assertions, List.of(), List.of());
    }
}
