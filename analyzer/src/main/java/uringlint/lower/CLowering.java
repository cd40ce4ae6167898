// SPDX-License-Identifier: Apache-2.0

package uringlint.lower;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import uringlint.ir.Function;
import uringlint.ir.Global;
import uringlint.ir.Instruction;
import uringlint.ir.Prototype;
import uringlint.ir.TranslationUnit;
import uringlint.syntax.SyntaxTree;

/// Lowers prepared and parsed kernel C.
///
/// It never fails: what is not understood becomes `Opaque` and a problem. Arrays do not decay: the value of an array is a `Read`
/// of its place. Pointers are indexed by `Deref`, then `Index`; arrays by `Index` alone.
public final class CLowering {
    private final FragmentParser fragments;

    /// @param fragments parses the bodies of macros
    public CLowering(FragmentParser fragments) {
        this.fragments = fragments;
    }

    /// The whole file, with the bodies of all its functions.
    ///
    /// @param known macros of the project that the file itself does not define
    public Lowered lower(SyntaxTree tree, Macros known) {
        var lowering = new FileLowering(tree);
        Macros own = Macros.of(lowering.scope().macros);
        var macros = new MacroBodies(fragments, own.and(known));
        lowering.expand(macros);
        List<Global> globals = lowering.globals(macros);
        List<Function> functions = lowering.functions(macros);
        return lowered(lowering.scope(), own, functions, globals, Map.of(), lowering.setups(macros));
    }

    /// What the file declares: types, constants, macros, globals and prototypes, also of the functions that have a body in it.
    public Lowered declarations(SyntaxTree tree, Macros known) {
        var lowering = new FileLowering(tree);
        Macros own = Macros.of(lowering.scope().macros);
        List<Global> globals = lowering.globals(new MacroBodies(fragments, own.and(known)));
        return lowered(lowering.scope(), own, List.of(), globals, lowering.prototypesOfBodies(), List.of());
    }

    /// The functions of these names that have a body in the file.
    public List<Function> functions(SyntaxTree tree, Macros known, List<String> names) {
        var lowering = new FileLowering(tree);
        var macros = new MacroBodies(fragments, Macros.of(lowering.scope().macros).and(known));
        return names.stream().map(name -> lowering.function(name, macros)).flatMap(Optional::stream).toList();
    }

    private static Lowered lowered(
            FileScope file,
            Macros own,
            List<Function> functions,
            List<Global> globals,
            Map<String, Prototype> more,
            List<Instruction.Call> setups) {
        var all = new ArrayList<>(globals);
        all.addAll(file.globals);
        var prototypes = new LinkedHashMap<>(file.prototypes);
        more.forEach(prototypes::putIfAbsent);
        var unit = new TranslationUnit(
                file.file,
                functions,
                all,
                file.types,
                file.constants,
                List.copyOf(prototypes.values()),
                file.includes,
                file.assertions,
                List.of(),
                setups);
        return new Lowered(unit, own, file.problems);
    }
}
