// SPDX-License-Identifier: Apache-2.0

package uringlint.rules.report;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiPredicate;
import java.util.stream.Stream;
import uringlint.callgraph.IrWalk;
import uringlint.ir.BasicBlock;
import uringlint.ir.BlockId;
import uringlint.ir.Expr;
import uringlint.ir.Function;
import uringlint.ir.Instruction;
import uringlint.ir.Terminator;
import uringlint.rule.AnalyzedProgram;
import uringlint.source.Location;
import uringlint.source.SourceFile;
import uringlint.typestate.protocol.Role;

/// Where a driver tests flags, whatever the path.
public final class FlagTests {
    private static final int DEPTH = 4;

    private FlagTests() {}

    /// Where a handler, or what it calls, tests a flag first: in the function that names the flag, else where one reads
    /// what another one says of it.
    public static Optional<Location> first(String flag, Role handler, AnalyzedProgram program) {
        List<Function> functions = Subjects.closure(List.of(handler.function()), program).stream()
                .filter(function -> isIn(function, flag, program))
                .toList();
        List<Function> naming = functions.stream().filter(function -> names(function, flag, program)).toList();
        Optional<Location> named = branch(naming, (function, condition) -> isTestOf(condition, flag, function, program, DEPTH, false));
        return named.isPresent() ? named
                : branch(functions, (function, condition) -> isTestOf(condition, flag, function, program, DEPTH, true));
    }

    /// The function of the program that another one calls first where it found a flag set.
    public static Optional<Function> answer(String flag, Function function, AnalyzedProgram program) {
        return function.blocks().stream()
                .flatMap(block -> whereSet(flag, block).stream())
                .flatMap(id -> function.block(id).instructions().stream())
                .flatMap(instruction -> instruction instanceof Instruction.Call(_, Expr.Symbol(var name), _, _)
                        ? program.index().resolve(name, function.file()).stream() : Stream.<Function>empty())
                .findFirst();
    }

    private static Optional<BlockId> whereSet(String flag, BasicBlock block) {
        return block.terminator() instanceof Terminator.Branch(Expr.Apply(var operator, var operands), var whenTrue, _, _)
                && operator.equals("&") && operands.contains(new Expr.Symbol(flag)) ? Optional.of(whenTrue) : Optional.empty();
    }

    private static Optional<Location> branch(List<Function> functions, BiPredicate<Function, Expr> test) {
        for (Function function : functions) {
            for (BasicBlock block : function.blocks()) {
                if (block.terminator() instanceof Terminator.Branch(var condition, _, _, var span) && test.test(function, condition)) {
                    return Optional.of(new Location(function.file(), span));
                }
            }
        }
        return Optional.empty();
    }

    /// Whether a condition names a flag, or reads a variable that holds a test of it, made here or in a function that is called.
    private static boolean isTestOf(Expr condition, String flag, Function function, AnalyzedProgram program, int depth,
            boolean throughCalls) {
        if (depth == 0 || names(condition, flag, program)) {
            return depth > 0;
        }
        boolean[] found = new boolean[1];
        IrWalk.parts(condition, part -> {
            if (part instanceof Expr.Read(var place) && place.isVariable()) {
                found[0] |= function.blocks().stream().flatMap(block -> block.instructions().stream())
                        .anyMatch(instruction -> switch (instruction) {
                    case Instruction.Assign(var target, var value, _) -> target.equals(place)
                            && isTestOf(value, flag, function, program, depth - 1, throughCalls);
                    case Instruction.Call(var target, Expr.Symbol(var name), _, _) -> throughCalls && target.equals(place)
                            && program.index().resolve(name, function.file()).filter(callee -> isTest(callee, flag, program)).isPresent();
                    case Instruction.Call _, Instruction.Drop _, Instruction.Opaque _ -> false;
                });
            }
        });
        return found[0];
    }

    /// Whether some function of a file that was entered names a flag.
    public static boolean isAnywhere(String flag, SourceFile file, AnalyzedProgram program) {
        return program.entered().stream().filter(function -> function.file() == file).anyMatch(function -> names(function, flag, program));
    }

    /// Whether some function of a program names a flag.
    public static boolean isAnywhere(String flag, AnalyzedProgram program) {
        return program.index().functions().stream().anyMatch(function -> names(function, flag, program));
    }

    private static boolean names(Function function, String flag, AnalyzedProgram program) {
        return function.blocks().stream().anyMatch(block -> names(block, flag, program));
    }

    /// Whether a function names a flag, or calls one that does nothing but test it.
    public static boolean isIn(Function function, String flag, AnalyzedProgram program) {
        return function.blocks().stream().anyMatch(block -> isIn(block, function, flag, program));
    }

    /// Whether a block of a function names a flag, or calls a function that does nothing but test it.
    public static boolean isIn(BasicBlock block, Function function, String flag, AnalyzedProgram program) {
        return names(block, flag, program)
                || block.instructions().stream()
                .anyMatch(instruction -> instruction instanceof Instruction.Call(_, Expr.Symbol(var name), _, _)
                && program.index().resolve(name, function.file()).filter(callee -> isTest(callee, flag, program)).isPresent());
    }

    private static boolean isTest(Function function, String flag, AnalyzedProgram program) {
        return names(function, flag, program)
                && function.blocks().stream().flatMap(block -> block.instructions().stream()).noneMatch(Instruction.Call.class::isInstance);
    }

    private static boolean names(BasicBlock block, String flag, AnalyzedProgram program) {
        boolean isAtEnd = switch (block.terminator()) {
            case Terminator.Branch(var condition, _, _, _) -> names(condition, flag, program);
            case Terminator.Return(var value, _) -> names(value, flag, program);
            case Terminator.Jump _, Terminator.Unreachable _ -> false;
        };
        return isAtEnd || block.instructions().stream().anyMatch(instruction -> switch (instruction) {
            case Instruction.Assign(_, var value, _) -> names(value, flag, program);
            case Instruction.Call(_, _, var arguments, _) -> arguments.stream().anyMatch(argument -> names(argument, flag, program));
            case Instruction.Drop _, Instruction.Opaque _ -> false;
        });
    }

    /// Whether an expression names a constant, directly or by constants of the program that are made of it.
    public static boolean names(Expr expression, String constant, AnalyzedProgram program) {
        return switch (expression) {
            case Expr.Symbol(var name) -> name.equals(constant) || program.index().isMadeOf(name, Set.of(constant));
            case Expr.Cast(_, var inner) -> names(inner, constant, program);
            case Expr.Apply(_, var operands) -> operands.stream().anyMatch(operand -> names(operand, constant, program));
            case Expr.Variant(_, var parts) -> parts.stream().anyMatch(part -> names(part.value(), constant, program));
            case Expr.Is(var value, _) -> names(value, constant, program);
            case Expr.Literal _, Expr.Text _, Expr.Unit _, Expr.Read _, Expr.AddressOf _, Expr.Aggregate _ -> false;
        };
    }
}
