// SPDX-License-Identifier: Apache-2.0

package uringlint.rules.report;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.ToIntFunction;
import uringlint.cfg.Cfg;
import uringlint.ir.BasicBlock;
import uringlint.ir.BlockId;
import uringlint.ir.Expr;
import uringlint.ir.Function;
import uringlint.ir.Instruction;
import uringlint.ir.Place;
import uringlint.ir.Terminator;
import uringlint.ir.Variable;
import uringlint.rule.AnalyzedProgram;
import uringlint.source.Span;
import uringlint.typestate.protocol.Effect;

/// Where values become the results of commands or of functions, and which assignments they come from.
public final class Results {
    /// How many blocks are looked at for what is assigned.
    private static final int BLOCKS = 64;

    private final AnalyzedProgram program;
    private final ToIntFunction<Effect> result;
    private final Map<Function, Set<Integer>> passed = new HashMap<>();

    /// `result` is the argument that an effect makes the result of a command, or -1.
    public Results(AnalyzedProgram program, ToIntFunction<Effect> result) {
        this.program = program;
        this.result = result;
    }

    private record Position(BlockId block, int index) {}

    /// A value that becomes a result, and the place where that happens.
    public record Given(Function function, Expr value, Span span, BlockId block, int index) {
        /// What may be in the variable that the value is, followed through other variables; or the value itself.
        public List<Given> sources() {
            var found = new ArrayList<Given>();
            var seen = new HashSet<Position>();
            var open = new ArrayDeque<>(List.of(this));
            while (!open.isEmpty()) {
                Given given = open.poll();
                List<Given> assigned = given.assigned();
                assigned.stream().filter(source -> seen.add(new Position(source.block, source.index))).forEach(open::add);
                if (assigned.isEmpty()) {
                    found.add(given);
                }
            }
            return found;
        }

        /// What is assigned to the variable that the value is, where it may still be in it.
        public List<Given> assigned() {
            return value instanceof Expr.Read(var place) && place.isVariable() ? Results.assigned(this, place.base()) : List.of();
        }
    }

    /// What a function gives to completions, also by functions that pass it on.
    public List<Given> completed(Function function) {
        return given(function, call -> results(call.name(), call.arity(), function));
    }

    /// What a function gives to completions of the API itself.
    public List<Given> completedHere(Function function) {
        return given(function, call -> ofApi(call.name(), call.arity()));
    }

    private record Called(String name, int arity) {}

    private static List<Given> given(Function function, java.util.function.Function<Called, Set<Integer>> results) {
        var found = new ArrayList<Given>();
        for (BasicBlock block : function.blocks()) {
            for (int index = 0; index < block.instructions().size(); index++) {
                if (block.instructions().get(index) instanceof Instruction.Call(_, Expr.Symbol(var name), var arguments, var span)) {
                    for (int argument : results.apply(new Called(name, arguments.size()))) {
                        if (argument < arguments.size()) {
                            found.add(new Given(function, arguments.get(argument), span, block.id(), index));
                        }
                    }
                }
            }
        }
        return found;
    }

    /// What a function returns.
    public static List<Given> returned(Function function) {
        var found = new ArrayList<Given>();
        for (BasicBlock block : function.blocks()) {
            if (block.terminator() instanceof Terminator.Return(var value, var span)) {
                found.add(new Given(function, value, span, block.id(), block.instructions().size()));
            }
        }
        return found;
    }

    private Set<Integer> results(String name, int arity, Function from) {
        Optional<Function> callee = program.index().resolve(name, from.file());
        if (callee.isPresent() && !program.model().knows(name)) {
            return passed(callee.get());
        }
        return ofApi(name, arity);
    }

    private Set<Integer> ofApi(String name, int arity) {
        var found = new LinkedHashSet<Integer>();
        program.model().find(name, arity).or(() -> program.model().functions().getOrDefault(name, List.of()).stream().findFirst())
                .ifPresent(api -> api.effects().stream().mapToInt(result).filter(argument -> argument >= 0).forEach(found::add));
        return found;
    }

    /// The parameters that a function gives to a completion as they are.
    private Set<Integer> passed(Function function) {
        Set<Integer> known = passed.get(function);
        if (known != null) {
            return known;
        }
        var found = new LinkedHashSet<Integer>();
        passed.put(function, found);
        for (Given given : completed(function)) {
            if (given.value instanceof Expr.Read(var place) && place.isVariable() && place.base().kind() == Variable.Kind.PARAMETER
                    && given.assigned().isEmpty()) {
                found.add(function.parameters().indexOf(place.base()));
            }
        }
        return found;
    }

    private static List<Given> assigned(Given at, Variable variable) {
        var cfg = new Cfg(at.function);
        var found = new ArrayList<Given>();
        var seen = new LinkedHashSet<BlockId>();
        collect(at.function.block(at.block), at.index, variable, cfg, at, seen, found);
        return found;
    }

    private static void collect(BasicBlock block, int end, Variable variable, Cfg cfg, Given at, Set<BlockId> seen, List<Given> found) {
        for (int index = end - 1; index >= 0; index--) {
            switch (block.instructions().get(index)) {
                case Instruction.Assign(var target, var value, var span) when target.equals(Place.of(variable)) -> {
                    found.add(new Given(at.function, value, span, block.id(), index));
                    return;
                }
                case Instruction.Call(var target, _, _, _) when target.equals(Place.of(variable)) -> {
                    return;
                }
                case Instruction.Assign _, Instruction.Call _, Instruction.Drop _, Instruction.Opaque _ -> {}
            }
        }
        for (BlockId before : cfg.predecessors(block.id())) {
            if (seen.size() < BLOCKS && seen.add(before)) {
                BasicBlock other = at.function.block(before);
                collect(other, other.instructions().size(), variable, cfg, at, seen, found);
            }
        }
    }
}
