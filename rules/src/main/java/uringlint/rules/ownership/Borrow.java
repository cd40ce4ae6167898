// SPDX-License-Identifier: Apache-2.0

package uringlint.rules.ownership;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import uringlint.callgraph.IrWalk;
import uringlint.ir.Expr;
import uringlint.ir.Function;
import uringlint.ir.Instruction;
import uringlint.ir.Place;
import uringlint.ir.Projection;
import uringlint.ir.Terminator;
import uringlint.ir.Variable;
import uringlint.rule.AnalyzedProgram;
import uringlint.rules.model.RustFunctions;
import uringlint.rules.report.Accesses.Access;
import uringlint.rules.report.Spelled;
import uringlint.rules.report.SpelledType;
import uringlint.typestate.protocol.Effect;

/// What a function does with an exclusive reference that it makes of a raw pointer, and with all that it copies the reference to.
final class Borrow {

    private final Function function;
    private final AnalyzedProgram program;
    private final Set<Variable> aliases = new HashSet<>();

    Borrow(Access access, AnalyzedProgram program) {
        function = access.function();
        this.program = program;
        IrWalk.instructions(function, instruction -> {
            if (instruction instanceof Instruction.Call call && call.span().equals(access.span()) && call.result().isVariable()
                    && IrWalk.functionName(call.callee()).equals(RustFunctions.BORROW_MUT)) {
                aliases.add(call.result().base());
            }
        });
        while (spread()) {}
    }

    /// Whether nothing is written through the reference, and nobody gets it who may.
    boolean isOnlyRead() {
        return function.blocks().stream().noneMatch(block -> block.terminator() instanceof Terminator.Return(var value, _) && leads(value)
                || block.instructions().stream().anyMatch(instruction -> !isRead(instruction)));
    }

    /// Adds the variables that get a pointer from one of these.
    private boolean spread() {
        int before = aliases.size();
        IrWalk.instructions(function, instruction -> {
            switch (instruction) {
                case Instruction.Assign(var target, var value, _) when target.isVariable() && !(value instanceof Expr.Variant)
                        && leads(value) -> aliases.add(target.base());
                case Instruction.Call call when call.result().isVariable() && isConversion(call)
                        && leads(call.arguments().getFirst()) -> aliases.add(call.result().base());
                case Instruction.Assign _, Instruction.Call _, Instruction.Drop _, Instruction.Opaque _ -> {}
            }
        });
        return aliases.size() > before;
    }

    private static boolean isConversion(Instruction.Call call) {
        String name = IrWalk.functionName(call.callee());
        return !call.arguments().isEmpty() && RustFunctions.PLAIN_CONVERSIONS.contains(Spelled.method(name));
    }

    /// Whether a value is one of the pointers, or leads below one.
    private boolean leads(Expr value) {
        return switch (value) {
            case Expr.Read(var place) -> place.isVariable() && aliases.contains(place.base());
            case Expr.AddressOf(var place) -> aliases.contains(place.base());
            case Expr.Cast(_, var inner) -> leads(inner);
            case Expr.Apply(_, var operands) -> operands.stream().anyMatch(operand -> leads(operand));
            case Expr.Variant(_, var parts) -> parts.stream().anyMatch(part -> leads(part.value()));
            case Expr.Aggregate(_, var elements) -> elements.stream().anyMatch(element -> leads(element.value()));
            case Expr.Literal _, Expr.Text _, Expr.Symbol _, Expr.Unit _, Expr.Is _ -> false;
        };
    }

    private boolean isRead(Instruction instruction) {
        return switch (instruction) {
            case Instruction.Assign(var target, var value, _) -> !isBelow(target)
                    && (target.isVariable() && !(value instanceof Expr.Variant) || !leads(value));
            case Instruction.Call call -> !isBelow(call.result()) && isRead(call);
            case Instruction.Drop _ -> true;
            case Instruction.Opaque(var touched, _) -> touched.stream().noneMatch(place -> aliases.contains(place.base()));
        };
    }

    private boolean isBelow(Place target) {
        return aliases.contains(target.base()) && target.path().stream().anyMatch(step -> step instanceof Projection.Deref);
    }

    /// Whether a call does no more than read through the pointers among its arguments.
    private boolean isRead(Instruction.Call call) {
        String name = IrWalk.functionName(call.callee());
        for (int at = 0; at < call.arguments().size(); at++) {
            if (leads(call.arguments().get(at)) && !isReader(name, at, call)) {
                return false;
            }
        }
        return true;
    }

    private boolean isReader(String name, int argument, Instruction.Call call) {
        if (RustFunctions.READERS.contains(Spelled.method(name)) || isConversion(call)) {
            return true;
        }
        var callee = program.index().resolve(name, function.file());
        if (callee.isPresent()) {
            List<String> parameters = callee.get().signature().parameters();
            return argument < parameters.size() && SpelledType.of(parameters.get(argument)).isReadOnly();
        }
        List<Effect> effects = program.model().find(name, call.arguments().size()).map(Effect.Api::effects).orElse(List.of());
        return !effects.isEmpty() && effects.stream().allMatch(effect -> switch (effect) {
            case Effect.Fetch _, Effect.Once _, Effect.Load _, Effect.Look _ -> true;
            case Effect.Copy(_, var source) -> source == argument;
            case Effect.OnObject _, Effect.OnCarrier _, Effect.OnMemory _, Effect.OnWord _, Effect.OnContainer _,
                    Effect.OnLock _, Effect.OfResult _, Effect.OfContext _, Effect.When _ -> false;
        });
    }
}
