// SPDX-License-Identifier: Apache-2.0

package uringlint.rules.ownership;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import uringlint.ir.Signature;
import uringlint.ir.TranslationUnit;
import uringlint.ir.Type;
import uringlint.ir.Variable;
import uringlint.rule.AnalyzedProgram;
import uringlint.rules.report.Handle;
import uringlint.source.SourceFile;
import uringlint.source.Span;

/// A function as it is declared, with a body or without one.
///
/// @param types the types of its parameters
/// @param named where its name stands
record Declared(String name, Signature signature, List<Type> types, SourceFile file, Span named, boolean hasBody) {
    Declared {
        types = List.copyOf(types);
    }

    /// Those of a program, file by file.
    static List<Declared> in(AnalyzedProgram program) {
        var all = new ArrayList<Declared>();
        for (TranslationUnit unit : program.index().program().units()) {
            unit.prototypes().forEach(prototype -> all.add(
                    new Declared(prototype.name(), prototype.signature(), prototype.parameters(), unit.file(), prototype.span(), false)));
            unit.functions().forEach(function -> all.add(new Declared(function.name(), function.signature(),
                    function.parameters().stream().map(Variable::type).toList(), unit.file(), function.nameSpan(), true)));
        }
        return all;
    }

    /// How the parameters are spelled that are pointers to commands.
    Stream<String> commands(AnalyzedProgram program) {
        return IntStream.range(0, Math.min(types.size(), signature.parameters().size()))
                .filter(at -> Handle.isPointer(types.get(at), program)).mapToObj(signature.parameters()::get);
    }

    /// Whether this is declared by a trait, and not by one who implements it.
    boolean isOf(String trait) {
        return signature.owner().equals(trait) && (!hasBody || signature.trait().equals(trait));
    }
}
