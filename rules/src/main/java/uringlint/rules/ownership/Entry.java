// SPDX-License-Identifier: Apache-2.0

package uringlint.rules.ownership;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import uringlint.callgraph.IrWalk;
import uringlint.ir.Expr;
import uringlint.ir.Function;
import uringlint.ir.Instruction;
import uringlint.ir.Signature;
import uringlint.rule.AnalyzedProgram;
import uringlint.rules.report.Handle;
import uringlint.rules.report.Handles;
import uringlint.rules.report.SpelledType;
import uringlint.rules.report.Subjects;

/// A function that the core calls with a raw command and flags, and that gives the command to a method of a trait.
///
/// @param command the parameter that is the command
record Entry(Function function, int command) {
    /// As what flags are passed.
    private static final Set<String> FLAGS = Set.of("u32", "c_uint", "u64");

    /// Those of a program.
    static List<Entry> in(Handles handles) {
        AnalyzedProgram program = handles.program();
        Set<String> methods = traitMethods(program);
        return Subjects.told(program).stream()
                .filter(function -> function.signature().parameters().stream().anyMatch(type -> SpelledType.of(type).isOneOf(FLAGS)))
                .flatMap(function -> command(function, program).mapToObj(at -> new Entry(function, at)))
                .filter(entry -> entry.isGivenTo(methods, handles))
                .toList();
    }

    /// The first parameter that is a raw command.
    private static IntStream command(Function function, AnalyzedProgram program) {
        return IntStream.range(0, function.parameters().size())
                .filter(at -> Handle.isPointer(function.parameters().get(at).type(), program)
                        && SpelledType.of(function.signature().parameters().get(at)).isPointer())
                .limit(1);
    }

    private boolean isGivenTo(Set<String> methods, Handles handles) {
        boolean[] isGiven = new boolean[1];
        IrWalk.instructions(function, instruction ->
                isGiven[0] |= instruction instanceof Instruction.Call(_, Expr.Symbol(var name), var arguments, _)
                && methods.contains(name) && arguments.stream().anyMatch(argument -> handles.isParameter(argument, command, function)));
        return isGiven[0];
    }

    /// The methods of traits, by their whole names.
    private static Set<String> traitMethods(AnalyzedProgram program) {
        var names = new HashSet<>(program.model().traitMethods().keySet());
        program.index().program().units().stream().flatMap(unit -> unit.prototypes().stream())
                .filter(prototype -> isOfTrait(prototype.signature())).forEach(prototype -> names.add(prototype.name()));
        program.index().functions().stream().filter(method -> isOfTrait(method.signature())).forEach(method -> names.add(method.name()));
        return names;
    }

    /// Whether a declaration is that of a trait, and not of one who implements it.
    static boolean isOfTrait(Signature signature) {
        return !signature.trait().isEmpty() && signature.trait().equals(signature.owner());
    }
}
