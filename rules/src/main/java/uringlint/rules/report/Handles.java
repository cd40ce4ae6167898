// SPDX-License-Identifier: Apache-2.0

package uringlint.rules.report;

import java.util.Map;
import java.util.Optional;
import uringlint.ir.Expr;
import uringlint.ir.Function;
import uringlint.ir.Signature;
import uringlint.rule.AnalyzedProgram;

/// The handles of a program, with what tells where its pointers lead and from which parameters values come.
///
/// @param byName the types that stand for commands, by their names
public record Handles(AnalyzedProgram program, Pointers pointers, Origins origins, Map<String, Handle> byName) {
    /// Those of a program.
    public static Handles in(AnalyzedProgram program) {
        var pointers = new Pointers(program);
        var origins = new Origins(program, pointers);
        return new Handles(program, pointers, origins, Handle.in(program, origins));
    }

    /// Whether a type is a handle.
    public boolean has(String type) {
        return byName.containsKey(type);
    }

    /// Whether a type is a handle, and giving it away gives the command away.
    public boolean isOwning(String type) {
        return has(type) && byName.get(type).isOwning();
    }

    /// Whether a value is a parameter of a function, or a part of it, or points into it.
    public boolean isParameter(Expr value, int index, Function function) {
        return origins.parameter(value, function).filter(found -> found == index).isPresent();
    }

    /// Whether a parameter of a function is a command itself, and no pointer to one.
    public boolean takesObject(Function function) {
        return function.parameters().stream().anyMatch(parameter -> Handle.isCommand(parameter.type(), program));
    }

    /// Whether a function returns a command itself, or a handle that is one.
    public boolean returnsObject(Function function) {
        SpelledType result = SpelledType.of(function.signature().result());
        return Handle.isCommand(function.result(), program) || byName.values().stream().anyMatch(handle -> handle.isObject()
                && (result.gives(handle.name()) || result.gives("Self") && handle.name().equals(function.signature().owner())));
    }

    /// The function that a name means in another one, if it makes an owning handle out of its arguments.
    public Optional<Function> constructor(String name, Function from) {
        return program.index().resolve(name, from.file())
                .filter(callee -> callee.signature().receiver() == Signature.Receiver.NONE && givesOwner(callee.signature()));
    }

    private boolean givesOwner(Signature signature) {
        SpelledType result = SpelledType.of(signature.result());
        return isOwning(signature.owner()) && result.holds("Self")
                || byName.values().stream().anyMatch(handle -> handle.isOwning() && result.holds(handle.name()));
    }
}
