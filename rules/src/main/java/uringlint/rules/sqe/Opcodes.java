// SPDX-License-Identifier: Apache-2.0

package uringlint.rules.sqe;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import uringlint.callgraph.IrWalk;
import uringlint.ir.BasicBlock;
import uringlint.ir.Expr;
import uringlint.ir.Function;
import uringlint.ir.Instruction;
import uringlint.ir.Terminator;
import uringlint.ir.Type;
import uringlint.rule.AnalyzedProgram;
import uringlint.rules.report.CTypes;
import uringlint.rules.report.Flow;
import uringlint.rules.report.Pointers;
import uringlint.source.Span;
import uringlint.typestate.protocol.Effect;

/// Where code compares the opcode of an SQE.
final class Opcodes {
    private static final int DEPTH = 12;

    private final AnalyzedProgram program;
    private final Pointers pointers;
    private final Set<Function> open = new HashSet<>();

    /// A comparison.
    ///
    /// @param isWide whether the opcode was made wider than it is
    record Test(Expr comparison, Span span, boolean isWide) {}

    /// A block that ends by what the opcode is.
    record Decision(BasicBlock block, Span span) {}

    /// How an opcode reached a place.
    private enum Width {
        NONE,
        NARROW,
        WIDE;

        private Width or(Width other) {
            return compareTo(other) >= 0 ? this : other;
        }
    }

    Opcodes(AnalyzedProgram program, Pointers pointers) {
        this.program = program;
        this.pointers = pointers;
    }

    List<Test> tests(Function function) {
        var tests = new ArrayList<Test>();
        for (BasicBlock block : function.blocks()) {
            for (Instruction instruction : block.instructions()) {
                switch (instruction) {
                    case Instruction.Assign(_, var value, var span) -> collect(value, span, function, tests);
                    case Instruction.Call(_, _, var arguments, var span) -> arguments
                            .forEach(argument -> collect(argument, span, function, tests));
                    case Instruction.Drop _, Instruction.Opaque _ -> {}
                }
            }
            switch (block.terminator()) {
                case Terminator.Branch(var condition, _, _, var span) -> collect(condition, span, function, tests);
                case Terminator.Return(var value, var span) -> collect(value, span, function, tests);
                case Terminator.Jump _, Terminator.Unreachable _ -> {}
            }
        }
        return tests;
    }

    /// Where a function goes on by the opcode: it compares it, or asks a function that does.
    List<Decision> decisions(Function function) {
        var decisions = new ArrayList<Decision>();
        for (BasicBlock block : function.blocks()) {
            if (block.terminator() instanceof Terminator.Branch(var condition, _, _, var span) && isTest(condition, function, DEPTH)) {
                decisions.add(new Decision(block, span));
            }
        }
        return decisions;
    }

    private boolean isTest(Expr condition, Function function, int depth) {
        boolean[] found = new boolean[1];
        IrWalk.parts(condition, part -> {
            switch (part) {
                case Expr.Apply(var operator, var operands) when operator.equals("==") || operator.equals("!=") ->
                    found[0] |= operands.stream().anyMatch(operand -> of(operand, function, DEPTH) != Width.NONE);
                case Expr.Read(var place) when place.isVariable() && depth > 0 -> {
                    for (Flow.Definition definition : pointers.flow(function).of(place.base())) {
                        found[0] |= switch (definition) {
                            case Flow.Definition.Given(var value) -> isTest(value, function, depth - 1);
                            case Flow.Definition.Result(var call) -> isTest(call, function, depth - 1);
                        };
                    }
                }
                case Expr.Literal _, Expr.Text _, Expr.Symbol _, Expr.Unit _, Expr.Read _, Expr.AddressOf _, Expr.Apply _,
                        Expr.Cast _, Expr.Aggregate _, Expr.Variant _, Expr.Is _ -> {}
            }
        });
        return found[0];
    }

    /// Whether the result of a call depends on a comparison in the function that is called.
    private boolean isTest(Instruction.Call call, Function function, int depth) {
        Optional<Function> callee = program.index().resolve(IrWalk.functionName(call.callee()), function.file());
        if (callee.isEmpty() || !open.add(callee.get())) {
            return false;
        }
        boolean isTest = !decisions(callee.get()).isEmpty()
                || pointers.flow(callee.get()).results().stream().anyMatch(value -> isTest(value, callee.get(), depth - 1));
        open.remove(callee.get());
        return isTest;
    }

    private void collect(Expr value, Span span, Function function, List<Test> tests) {
        IrWalk.parts(value, part -> {
            if (part instanceof Expr.Apply(var operator, var operands) && (operator.equals("==") || operator.equals("!="))) {
                Width width = of(operands.get(0), function, DEPTH).or(of(operands.get(1), function, DEPTH));
                if (width != Width.NONE) {
                    List<Span> written = function.spellings().of(part, span);
                    tests.add(new Test(part, written.isEmpty() ? span : written.getFirst(), width == Width.WIDE));
                }
            }
        });
    }

    private Width of(Expr value, Function function, int depth) {
        if (depth == 0) {
            return Width.NONE;
        }
        return switch (value) {
            case Expr.Cast(var type, var inner) -> {
                Width width = of(inner, function, depth - 1);
                yield width == Width.NONE || isNarrow(type) ? width : Width.WIDE;
            }
            case Expr.Read(var place) when place.isVariable() -> {
                Width width = Width.NONE;
                for (Flow.Definition definition : pointers.flow(function).of(place.base())) {
                    width = width.or(switch (definition) {
                        case Flow.Definition.Given(var given) -> of(given, function, depth - 1);
                        case Flow.Definition.Result(var call) -> of(call, function, depth - 1);
                    });
                }
                yield width == Width.NONE || isNarrow(place.base().type()) ? width : Width.WIDE;
            }
            case Expr.Read(var place) -> pointers.at(place, function).filter(memory -> memory.isField("opcode")).isPresent() ? Width.NARROW
                    : IrWalk.fieldOf(place.path()).equals("0")
                    ? of(new Expr.Read(uringlint.ir.Place.of(place.base())), function, depth - 1) : Width.NONE;
            case Expr.Variant(_, var parts) when parts.size() == 1 -> of(parts.getFirst().value(), function, depth - 1);
            case Expr.Variant _, Expr.AddressOf _, Expr.Apply _, Expr.Literal _, Expr.Text _, Expr.Symbol _, Expr.Unit _, Expr.Aggregate _,
                    Expr.Is _ -> Width.NONE;
        };
    }

    private Width of(Instruction.Call call, Function function, int depth) {
        String name = IrWalk.functionName(call.callee());
        Optional<Function> callee = program.index().resolve(name, function.file());
        if (callee.isPresent()) {
            if (!open.add(callee.get())) {
                return Width.NONE;
            }
            Width width = pointers.flow(callee.get()).results().stream().map(value -> of(value, callee.get(), depth - 1))
                    .reduce(Width.NONE, Width::or);
            open.remove(callee.get());
            return width == Width.NONE || isNarrow(callee.get().result()) ? width : Width.WIDE;
        }
        for (Effect effect : program.model().find(name, call.arguments().size()).map(Effect.Api::effects).orElse(List.of())) {
            boolean isOpcode = switch (effect) {
                case Effect.Fetch(var pointer, _) -> pointers.of(call.arguments().get(pointer), function)
                        .filter(memory -> memory.isField("opcode")).isPresent();
                case Effect.Look(_, var field, _) -> field.equals("opcode");
                case Effect.Load(_, var field) -> field.equals("opcode");
                case Effect.OnObject _, Effect.OnCarrier _, Effect.OnMemory _, Effect.OnWord _, Effect.OnContainer _,
                        Effect.OnLock _, Effect.OfResult _, Effect.OfContext _, Effect.When _ -> false;
            };
            if (isOpcode) {
                return Width.NARROW;
            }
        }
        return Width.NONE;
    }

    /// Whether a type has room for no more than an opcode. One that is not known, or is a type of its own, is taken to be that.
    static boolean isNarrow(Type type) {
        return !(type instanceof Type.Named(var name)) || CTypes.OF_ONE_BYTE.contains(name);
    }
}
