// SPDX-License-Identifier: Apache-2.0

package uringlint.typestate.state;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import uringlint.callgraph.CallGraph;
import uringlint.callgraph.IrWalk;
import uringlint.callgraph.ProgramIndex;
import uringlint.cfg.Cfg;
import uringlint.ir.BasicBlock;
import uringlint.ir.BlockId;
import uringlint.ir.Expr;
import uringlint.ir.Function;
import uringlint.ir.Instruction;
import uringlint.ir.Place;
import uringlint.ir.Projection;
import uringlint.ir.Terminator;
import uringlint.typestate.value.Constructors;

/// Which fields and constants the code can still name from a block on, with all that it calls. Facts about anything else
/// decide nothing any more.
public final class Mentions {
    private final Map<String, Integer> numbers = new HashMap<>();
    private final Map<Function, BitSet> whole = new HashMap<>();
    private final Map<Function, BitSet[]> blocks = new ConcurrentHashMap<>();
    private final CallGraph graph;

    public Mentions(ProgramIndex index, CallGraph graph) {
        this.graph = graph;
        List<Function> functions = index.functions();
        for (Function function : functions) {
            var own = new BitSet();
            for (BasicBlock block : function.blocks()) {
                own.or(own(block));
            }
            whole.put(function, own);
        }
        boolean changed = true;
        while (changed) {
            changed = false;
            for (int number = functions.size() - 1; number >= 0; number--) {
                Function function = functions.get(number);
                BitSet all = whole.get(function);
                int before = all.cardinality();
                for (Function callee : graph.callees(function)) {
                    all.or(whole.get(callee));
                }
                for (Function callee : indirect(function)) {
                    all.or(whole.get(callee));
                }
                changed |= all.cardinality() != before;
            }
        }
    }

    private List<Function> indirect(Function function) {
        var callees = new ArrayList<Function>();
        IrWalk.instructions(function, instruction -> {
            if (instruction instanceof Instruction.Call call && !(call.callee() instanceof Expr.Symbol)) {
                callees.addAll(graph.targets(call, function));
            }
        });
        return callees;
    }

    boolean has(BitSet one, BitSet other, String name) {
        Integer number = numbers.get(name);
        return number != null && (one.get(number) || other.get(number));
    }

    /// What can be named at or after the start of a block, in its function and what that calls.
    public BitSet after(Function function, BlockId block) {
        return blocks.computeIfAbsent(function, this::solve)[block.index()];
    }

    private BitSet[] solve(Function function) {
        var live = new BitSet[function.blocks().size()];
        for (BasicBlock block : function.blocks()) {
            BitSet own = own(block);
            for (Instruction instruction : block.instructions()) {
                if (instruction instanceof Instruction.Call call) {
                    graph.targets(call, function).forEach(callee -> own.or(whole.get(callee)));
                }
            }
            live[block.id().index()] = own;
        }
        boolean changed = true;
        while (changed) {
            changed = false;
            for (int number = live.length - 1; number >= 0; number--) {
                int before = live[number].cardinality();
                for (BlockId successor : Cfg.successors(function.blocks().get(number))) {
                    live[number].or(live[successor.index()]);
                }
                changed |= live[number].cardinality() != before;
            }
        }
        return live;
    }

    private BitSet own(BasicBlock block) {
        var names = new BitSet();
        for (Instruction instruction : block.instructions()) {
            switch (instruction) {
                case Instruction.Assign(var target, var value, _) -> {
                    inner(target, names);
                    add(value, names);
                }
                case Instruction.Call(_, var callee, var arguments, _) -> {
                    if (!(callee instanceof Expr.Symbol)) {
                        add(callee, names);
                    }
                    arguments.forEach(argument -> add(argument, names));
                }
                case Instruction.Drop(var place, _, _) -> add(place, names);
                case Instruction.Opaque(var touched, _) -> touched.forEach(place -> add(place, names));
            }
        }
        switch (block.terminator()) {
            case Terminator.Branch(var condition, _, _, _) -> add(condition, names);
            case Terminator.Return(var value, _) -> add(value, names);
            case Terminator.Jump _, Terminator.Unreachable _ -> {}
        }
        return names;
    }

    /// A store reads all but the last field of its target.
    private void inner(Place place, BitSet names) {
        List<Projection> path = place.path();
        if (!path.isEmpty()) {
            add(new Place(place.base(), path.subList(0, path.size() - 1)), names);
        }
    }

    private void add(Place place, BitSet names) {
        for (Projection step : place.path()) {
            switch (step) {
                case Projection.Field(var name) -> names.set(number(name));
                case Projection.Index(var at) -> add(at, names);
                case Projection.Deref _ -> {}
            }
        }
    }

    private void add(Expr expression, BitSet names) {
        switch (expression) {
            case Expr.Symbol(var name) -> names.set(number(name));
            case Expr.Read(var place) -> add(place, names);
            case Expr.AddressOf(var place) -> add(place, names);
            case Expr.Apply(_, var operands) -> operands.forEach(operand -> add(operand, names));
            case Expr.Cast(_, var value) -> add(value, names);
            case Expr.Aggregate(_, var elements) -> elements.forEach(element -> add(element.value(), names));
            case Expr.Variant(_, var parts) -> parts.forEach(part -> add(part.value(), names));
            case Expr.Is(var value, var variant) -> {
                add(value, names);
                names.set(number(Constructors.name(variant).name()));
            }
            case Expr.Literal _, Expr.Text _, Expr.Unit _ -> {}
        }
    }

    private int number(String name) {
        // After the constructor every name has its number, so that threads only read.
        Integer known = numbers.get(name);
        if (known == null) {
            known = numbers.size();
            numbers.put(name, known);
        }
        return known;
    }
}
