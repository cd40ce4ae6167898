// SPDX-License-Identifier: Apache-2.0

package uringlint.rules.completion;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import uringlint.callgraph.IrWalk;
import uringlint.ir.Expr;
import uringlint.ir.Function;
import uringlint.ir.Instruction;
import uringlint.ir.Type;
import uringlint.ir.Variable;
import uringlint.rule.AnalyzedProgram;
import uringlint.rules.model.Errno;
import uringlint.rules.report.Results;
import uringlint.source.Span;
import uringlint.typestate.protocol.Effect;

/// The numbers of errors that the functions of a program return, give to completions or store for them without a sign.
final class UnsignedNumbers {
    private final AnalyzedProgram program;
    private final List<Unsigned> found = new ArrayList<>();

    UnsignedNumbers(AnalyzedProgram program) {
        this.program = program;
        var results = new Results(program, effect -> switch (effect) {
            case Effect.Complete complete -> complete.result();
            case Effect.Answer answer -> answer.result();
            case Effect.OnObject _, Effect.OnCarrier _, Effect.OnMemory _, Effect.OnWord _, Effect.OnContainer _,
                    Effect.OnLock _, Effect.OfResult _, Effect.OfContext _, Effect.When _ -> -1;
        });
        for (Function function : program.entered()) {
            for (Results.Given given : isInteger(function.result()) ? Results.returned(function) : List.<Results.Given>of()) {
                boolean isNegated = given.value() instanceof Expr.Symbol && isNegatedByCallers(function);
                if (!isNegated) {
                    note(given, "is returned");
                }
            }
            results.completedHere(function).forEach(given -> note(given, "is given to a completion"));
        }
        noteStored(members(results));
    }

    List<Unsigned> found() {
        return found;
    }

    static boolean isInteger(Type type) {
        return type instanceof Type.Named(var name) && !name.equals("bool");
    }

    private void note(Results.Given given, String how) {
        note(given.value(), given.span(), given.function(), how);
        if (given.value() instanceof Expr.Read(var place) && place.base().kind() != Variable.Kind.TEMPORARY) {
            given.sources().stream().filter(source -> TurnedSigns.isTurned(source.value(), source.function()))
                    .forEach(source -> note(source.value(), source.span(), source.function(), how));
        }
    }

    private void note(Expr value, Span span, Function function, String how) {
        if (value instanceof Expr.Cast(_, var inner)) {
            note(inner, span, function, how);
        } else if (value instanceof Expr.Read(var place) && place.isVariable() && place.base().kind() == Variable.Kind.TEMPORARY) {
            IrWalk.instructions(function, instruction -> {
                if (instruction instanceof Instruction.Assign(var target, var assigned, _) && target.equals(place)
                        && TurnedSigns.isTurned(assigned, function)) {
                    note(assigned, span, function, how);
                }
            });
        } else if (value instanceof Expr.Variant(_, var parts) && parts.size() == 1
                && TurnedSigns.isTurned(parts.getFirst().value(), function)) {
            note(parts.getFirst().value(), span, function, how);
        } else if (TurnedSigns.isTurned(value, function)) {
            found.add(new Unsigned(function, span, "", how));
        } else if (value instanceof Expr.Symbol(var name) && Errno.NUMBERS.containsKey(name)) {
            found.add(new Unsigned(function, span, name, how));
        }
    }

    /// The members with which some command is completed.
    private Set<String> members(Results results) {
        Set<String> members = new HashSet<>();
        for (Function function : program.entered()) {
            results.completed(function).stream().flatMap(given -> given.sources().stream()).forEach(given -> {
                if (given.value() instanceof Expr.Read(var place)) {
                    members.add(IrWalk.fieldOf(place.path()));
                }
            });
        }
        members.remove("");
        return members;
    }

    /// A sign that is turned where the number is stored.
    private void noteStored(Set<String> members) {
        for (Function function : program.entered()) {
            IrWalk.instructions(function, instruction -> {
                if (instruction instanceof Instruction.Assign(var target, var value, var span)
                        && members.contains(IrWalk.fieldOf(target.path())) && TurnedSigns.isTurned(value, function)) {
                    note(value, span, function, "is stored for a completion");
                }
            });
        }
    }

    /// Whether a caller turns the sign of what the function returns.
    private boolean isNegatedByCallers(Function function) {
        return program.index().functions().stream().anyMatch(caller -> {
            var results = new HashSet<Expr>();
            IrWalk.instructions(caller, instruction -> {
                if (instruction instanceof Instruction.Call(var result, Expr.Symbol(var name), _, _) && name.equals(function.name())) {
                    results.add(new Expr.Apply("-", List.of(new Expr.Read(result))));
                }
            });
            return !results.isEmpty() && caller.spellings().values().stream().anyMatch(spelled -> results.contains(spelled.value()));
        });
    }
}
