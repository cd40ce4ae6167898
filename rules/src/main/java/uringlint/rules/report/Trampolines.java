// SPDX-License-Identifier: Apache-2.0

package uringlint.rules.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import uringlint.callgraph.IrWalk;
import uringlint.ir.BasicBlock;
import uringlint.ir.Expr;
import uringlint.ir.Function;
import uringlint.ir.Instruction;
import uringlint.ir.Signature;
import uringlint.ir.Terminator;
import uringlint.ir.Type;
import uringlint.ir.Variable;
import uringlint.rule.AnalyzedProgram;
import uringlint.source.Span;
import uringlint.typestate.protocol.Role;

/// What abstractions leave open where safe code answers for a command: the functions by which the kernel enters them, and the
/// methods that make answers.
public final class Trampolines {
    private static final Set<String> INTEGERS = Set.of("i32", "i64", "isize", "c_int");

    private static final int STRAIGHT = 4;

    private Trampolines() {}

    /// A call in a function, or what becomes of its result.
    public record Place(Function function, Span span, String callee, Variable result) {}

    /// The calls by which entry points of a kind give their command to a method of a trait that others implement.
    public static List<Place> calls(Role.Kind kind, AnalyzedProgram program) {
        var found = new ArrayList<Place>();
        for (Role role : program.roles()) {
            if (role.kind() == kind && role.function().signature().trait().isEmpty()) {
                Function function = role.function();
                IrWalk.instructions(function, instruction -> {
                    if (instruction instanceof Instruction.Call(var result, Expr.Symbol(var name), var arguments, var span)
                            && isOfTrait(name, function, program)
                            && arguments.stream().anyMatch(argument -> argument instanceof Expr.Read(var place)
                                    && Subjects.isCommand(program.index().typeOf(place), program))) {
                        found.add(new Place(function, span, name, result.base()));
                    }
                });
            }
        }
        return found;
    }

    /// Whether a function is one that others implement: of a trait of the API, or of a type parameter of the program.
    private static boolean isOfTrait(String name, Function from, AnalyzedProgram program) {
        boolean isOpen = name.contains("::") && Character.isUpperCase(name.charAt(0)) && !program.model().knows(name)
                && program.index().resolve(name, from.file()).isEmpty();
        return program.model().traitMethods().containsKey(name) || isOpen;
    }

    /// Where an entry point returns the error of such a call as it is: the value is read off the failed result, and no test is made of it.
    public static List<Place> errors(AnalyzedProgram program) {
        var found = new ArrayList<Place>();
        for (Place call : calls(Role.Kind.HANDLER, program)) {
            for (BasicBlock block : call.function().blocks()) {
                if (block.terminator() instanceof Terminator.Branch(Expr.Is(Expr.Read(var tested), var variant), var whenTrue, _, _)
                        && variant.equals("Err")
                        && tested.base().equals(call.result())) {
                    returned(call.function().block(whenTrue), call.function())
                            .ifPresent(span -> found.add(new Place(call.function(), span, call.callee(), call.result())));
                }
            }
        }
        return found;
    }

    /// The return of blocks that do nothing else but hand on a value.
    private static Optional<Span> returned(BasicBlock first, Function function) {
        boolean hasValue = false;
        BasicBlock block = first;
        for (int blocks = 0; blocks < STRAIGHT; blocks++) {
            boolean isPlain = block.instructions().stream()
                    .allMatch(instruction -> instruction instanceof Instruction.Assign(_, var value, _) && isRead(value)
                            || instruction instanceof Instruction.Drop);
            hasValue |= !block.instructions().isEmpty();
            if (!isPlain || !(block.terminator() instanceof Terminator.Jump(var next, _))) {
                return isPlain && hasValue && block.terminator() instanceof Terminator.Return(var value, var span) && isRead(value)
                        ? Optional.of(span) : Optional.empty();
            }
            block = function.block(next);
        }
        return Optional.empty();
    }

    private static boolean isRead(Expr value) {
        return value instanceof Expr.Read || value instanceof Expr.Cast(_, var inner) && isRead(inner);
    }

    /// The methods that take an owned handle and an integer, and wrap the integer in an answer as it is.
    public static List<Function> openAnswers(AnalyzedProgram program) {
        return consuming(program).stream().filter(function -> function.parameters().size() == 2
                && function.parameters().getLast().type() instanceof Type.Named
                && SpelledType.of(function.signature().parameters().getLast()).isOneOf(INTEGERS)
                && !isTested(function)
                && answers(function).anyMatch(answer -> answer instanceof Expr.Variant(var name, _) && !name.isEmpty()
                        && holds(answer, Set.of(function.parameters().getLast())))).toList();
    }

    private static boolean holds(Expr value, Set<Variable> variables) {
        boolean[] found = new boolean[1];
        IrWalk.parts(value, part -> found[0] |= part instanceof Expr.Read(var place) && place.isVariable()
                && variables.contains(place.base()));
        return found[0];
    }

    /// Whether a function decides something by its last parameter.
    private static boolean isTested(Function function) {
        Set<Variable> copies = new Flow(function).copies(function.parameters().getLast());
        return function.blocks().stream()
                .anyMatch(block -> block.terminator() instanceof Terminator.Branch(var condition, _, _, _) && holds(condition, copies));
    }

    /// The methods that turn an owned handle into a pair: a token that says that the command is kept, and another handle.
    public static List<Function> pairs(AnalyzedProgram program) {
        return consuming(program).stream().filter(function -> answers(function).anyMatch(answer ->
                answer instanceof Expr.Variant(var name, var parts) && name.isEmpty() && parts.size() == 2
                        && parts.stream().anyMatch(part -> part.value() instanceof Expr.Variant)
                        && parts.stream().anyMatch(part -> part.value() instanceof Expr.Read(var place)
                                && Subjects.isCommand(program.index().typeOf(place), program)))).toList();
    }

    /// What a function returns, also where that is held in variables before.
    private static Stream<Expr> answers(Function function) {
        return Results.returned(function).stream().flatMap(given -> given.sources().stream()).map(Results.Given::value);
    }

    private static List<Function> consuming(AnalyzedProgram program) {
        return program.index().functions().stream()
                .filter(function -> function.signature().receiver() == Signature.Receiver.VALUE && function.signature().isPublic()
                && !function.parameters().isEmpty() && Subjects.isCommand(function.parameters().getFirst().type(), program)).toList();
    }
}
