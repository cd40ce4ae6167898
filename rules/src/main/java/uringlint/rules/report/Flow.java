// SPDX-License-Identifier: Apache-2.0

package uringlint.rules.report;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import uringlint.callgraph.IrWalk;
import uringlint.ir.BasicBlock;
import uringlint.ir.Expr;
import uringlint.ir.Function;
import uringlint.ir.Instruction;
import uringlint.ir.Terminator;
import uringlint.ir.Variable;

/// What the variables of a function may hold: everything that is assigned to them anywhere in it, in no order.
public final class Flow {
    private final Map<Variable, List<Definition>> definitions = new LinkedHashMap<>();
    private final List<Expr> results = new ArrayList<>();

    /// What gives a variable its value.
    public sealed interface Definition {
        /// A value.
        record Given(Expr value) implements Definition {}

        /// The result of a call.
        record Result(Instruction.Call call) implements Definition {}
    }

    public Flow(Function function) {
        IrWalk.instructions(function, instruction -> {
            switch (instruction) {
                case Instruction.Assign(var target, var value, _) -> {
                    if (target.isVariable() && !(value instanceof Expr.Unit)) {
                        add(target.base(), new Definition.Given(value));
                    }
                }
                case Instruction.Call call -> {
                    if (call.result().isVariable()) {
                        add(call.result().base(), new Definition.Result(call));
                    }
                }
                case Instruction.Drop _, Instruction.Opaque _ -> {}
            }
        });
        for (BasicBlock block : function.blocks()) {
            if (block.terminator() instanceof Terminator.Return(var value, _)) {
                results.add(value);
            }
        }
    }

    private void add(Variable variable, Definition definition) {
        definitions.computeIfAbsent(variable, _ -> new ArrayList<>()).add(definition);
    }

    /// What is assigned to a variable, in the order of the function.
    public List<Definition> of(Variable variable) {
        return definitions.getOrDefault(variable, List.of());
    }

    /// The variable whose address a value is, as far as conversions leave it that.
    public Optional<Variable> addressed(Expr value) {
        return addressed(value, 8);
    }

    private Optional<Variable> addressed(Expr value, int depth) {
        return switch (value) {
            case Expr.AddressOf(var place) when place.isVariable() -> Optional.of(place.base());
            case Expr.Cast(_, var inner) -> addressed(inner, depth);
            case Expr.Read(var place) when place.isVariable() && depth > 0 -> of(place.base()).stream()
                    .flatMap(definition -> definition instanceof Definition.Given(var given) ? addressed(given, depth - 1).stream()
                            : Stream.of()).findFirst();
            case Expr.AddressOf _, Expr.Read _, Expr.Apply _, Expr.Literal _, Expr.Text _, Expr.Symbol _, Expr.Unit _, Expr.Aggregate _,
                    Expr.Variant _, Expr.Is _ -> Optional.empty();
        };
    }

    /// The variables that are only another name of one of these: nothing but one of them is assigned to them.
    public Set<Variable> copies(Variable of) {
        var all = new LinkedHashSet<Variable>();
        all.add(of);
        for (boolean grows = true; grows; ) {
            grows = false;
            for (Map.Entry<Variable, List<Definition>> entry : definitions.entrySet()) {
                boolean isCopy = entry.getValue().stream().allMatch(definition ->
                        definition instanceof Definition.Given(Expr.Read(var place)) && place.isVariable() && all.contains(place.base()));
                grows |= isCopy && all.add(entry.getKey());
            }
        }
        return all;
    }

    /// What the function returns.
    public List<Expr> results() {
        return results;
    }
}
