// SPDX-License-Identifier: Apache-2.0

package uringlint.callgraph;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import uringlint.ir.Expr;
import uringlint.ir.Function;
import uringlint.ir.Instruction;
import uringlint.source.Span;

/// Who calls whom: by name, and through pointers whose functions are known.
public final class CallGraph {
    private final ProgramIndex index;
    private final FunctionPointers pointers;
    private final Map<Function, Set<Function>> callees = new LinkedHashMap<>();
    private final Map<Function, Set<Function>> callers = new HashMap<>();
    private final Map<Function, Map<Span, List<Instruction.Call>>> calls = new ConcurrentHashMap<>();

    public CallGraph(ProgramIndex index) {
        this.index = index;
        pointers = new FunctionPointers(index);
        for (Function function : index.functions()) {
            IrWalk.instructions(function, instruction -> scan(function, instruction));
        }
    }

    private void scan(Function function, Instruction instruction) {
        switch (instruction) {
            case Instruction.Call call -> targets(call, function).forEach(target -> connect(function, target));
            case Instruction.Drop(_, var cleanup, _) when cleanup.startsWith("call:") ->
                index.resolve(cleanup.substring("call:".length()), function.file()).ifPresent(target -> connect(function, target));
            case Instruction.Assign _, Instruction.Drop _, Instruction.Opaque _ -> {}
        }
    }

    private void connect(Function caller, Function callee) {
        callees.computeIfAbsent(caller, _ -> new LinkedHashSet<>()).add(callee);
        callers.computeIfAbsent(callee, _ -> new LinkedHashSet<>()).add(caller);
    }

    /// The functions of the program that a call in a function may run. Through a pointer only those count that take what the call gives.
    public List<Function> targets(Instruction.Call call, Function from) {
        if (call.callee() instanceof Expr.Symbol(var name)) {
            return index.targets(name, from.file());
        }
        return pointers.of(call.callee(), from).stream().filter(target -> target.parameters().size() == call.arguments().size()).toList();
    }

    /// The calls that a function makes at a place; one statement may hold several.
    public List<Instruction.Call> callsAt(Function function, Span span) {
        return calls.computeIfAbsent(function, CallGraph::callsOf).getOrDefault(span, List.of());
    }

    private static Map<Span, List<Instruction.Call>> callsOf(Function function) {
        var bySpan = new HashMap<Span, List<Instruction.Call>>();
        IrWalk.instructions(function, instruction -> {
            if (instruction instanceof Instruction.Call call) {
                bySpan.computeIfAbsent(call.span(), _ -> new ArrayList<>()).add(call);
            }
        });
        return bySpan;
    }

    public Set<Function> callees(Function function) {
        return callees.getOrDefault(function, Set.of());
    }

    public Set<Function> callers(Function function) {
        return callers.getOrDefault(function, Set.of());
    }

    /// What pointers to functions hold.
    public FunctionPointers pointers() {
        return pointers;
    }

    /// Whether a function is used as a value somewhere.
    public boolean isAddressTaken(Function function) {
        return pointers.taken().contains(function);
    }

    /// The given functions and all that call them, directly or not.
    public Set<Function> callersOf(List<Function> seeds) {
        return reached(seeds, this::callers);
    }

    /// The given functions and all that they call, directly or not.
    public Set<Function> calleesOf(List<Function> seeds) {
        return reached(seeds, this::callees);
    }

    private static Set<Function> reached(List<Function> seeds, java.util.function.Function<Function, Set<Function>> next) {
        var all = new LinkedHashSet<>(seeds);
        var worklist = new ArrayDeque<>(seeds);
        while (!worklist.isEmpty()) {
            for (Function function : next.apply(worklist.poll())) {
                if (all.add(function)) {
                    worklist.add(function);
                }
            }
        }
        return all;
    }
}
