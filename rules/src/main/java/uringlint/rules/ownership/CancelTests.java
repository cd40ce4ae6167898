// SPDX-License-Identifier: Apache-2.0

package uringlint.rules.ownership;

import java.util.BitSet;
import java.util.List;
import java.util.Optional;
import uringlint.callgraph.IrWalk;
import uringlint.ir.Expr;
import uringlint.ir.Function;
import uringlint.ir.Instruction;
import uringlint.ir.Terminator;
import uringlint.rules.report.Flow;
import uringlint.rules.report.Handles;
import uringlint.rules.report.Ways;

/// Where a function looks whether it is called to cancel.
final class CancelTests {
    private static final int DEPTH = 8;

    private final Handles handles;

    CancelTests(Handles handles) {
        this.handles = handles;
    }

    /// The numbers of the blocks that are reached on a way on which the flag was not looked at.
    BitSet unasked(Function function) {
        return Ways.from(List.of(function.entry().id()), function,
                block -> !(block.terminator() instanceof Terminator.Branch(var condition, _, _, _) && asks(condition, function, DEPTH)));
    }

    /// Whether a condition depends on the flag, itself or by what it calls.
    private boolean asks(Expr condition, Function function, int depth) {
        boolean[] found = new boolean[1];
        IrWalk.parts(condition, part -> {
            switch (part) {
                case Expr.Symbol(var name) -> found[0] |= isFlag(name, DEPTH);
                case Expr.Read(var place) when place.isVariable() && depth > 0 -> {
                    for (Flow.Definition definition : handles.pointers().flow(function).of(place.base())) {
                        found[0] |= switch (definition) {
                            case Flow.Definition.Given(var value) -> !value.equals(part) && asks(value, function, depth - 1);
                            case Flow.Definition.Result(var call) -> asks(call, function, depth - 1);
                        };
                    }
                }
                case Expr.Literal _, Expr.Text _, Expr.Unit _, Expr.Read _, Expr.AddressOf _, Expr.Apply _, Expr.Cast _,
                        Expr.Aggregate _, Expr.Variant _, Expr.Is _ -> {}
            }
        });
        return found[0];
    }

    private boolean asks(Instruction.Call call, Function function, int depth) {
        if (call.arguments().stream().anyMatch(argument -> asks(argument, function, 0))) {
            return true;
        }
        Optional<Function> callee = handles.program().index().resolve(IrWalk.functionName(call.callee()), function.file());
        return callee.isPresent() && handles.pointers().flow(callee.get()).results().stream()
                .anyMatch(value -> asks(value, callee.get(), depth - 1));
    }

    private boolean isFlag(String name, int depth) {
        if (name.equals(handles.program().model().cancelFlag())) {
            return true;
        }
        boolean[] found = new boolean[1];
        if (depth > 0) {
            handles.program().index().definition(name).ifPresent(value -> IrWalk.parts(value, part ->
                    found[0] |= part instanceof Expr.Symbol(var other) && !other.equals(name) && isFlag(other, depth - 1)));
        }
        return found[0];
    }
}
