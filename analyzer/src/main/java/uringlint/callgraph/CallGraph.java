package uringlint.callgraph;

import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import uringlint.ir.Expr;
import uringlint.ir.Function;
import uringlint.ir.Global;
import uringlint.ir.Instruction;

/// Who calls whom, by name, and which functions a field may hold.
public final class CallGraph {
    private final ProgramIndex index;
    private final Map<Function, Set<Function>> callees = new LinkedHashMap<>();
    private final Map<Function, Set<Function>> callers = new HashMap<>();
    private final Map<String, Set<Function>> held = new HashMap<>();
    private final Set<Function> addressTaken = new LinkedHashSet<>();

    public CallGraph(ProgramIndex index) {
        this.index = index;
        for (Global global : index.globals()) {
            IrWalk.fields(global.initializer(), (field, value) -> hold(field, value, Optional.empty()));
        }
        for (Function function : index.functions()) {
            IrWalk.instructions(function, instruction -> scan(function, instruction));
        }
    }

    private void scan(Function function, Instruction instruction) {
        switch (instruction) {
            case Instruction.Call(_, var callee, var arguments, _) -> {
                if (callee instanceof Expr.Symbol(var name)) {
                    index.targets(name, function.file()).forEach(target -> connect(function, target));
                }
                for (Expr argument : arguments) {
                    take(argument, function);
                }
            }
            case Instruction.Assign(var target, var value, _) -> {
                String field = IrWalk.fieldOf(target.path());
                hold(field, value, Optional.of(function));
                IrWalk.fields(value, (name, inner) -> hold(name, inner, Optional.of(function)));
            }
            case Instruction.Drop(_, var cleanup, _) when cleanup.startsWith("call:") ->
                index.resolve(cleanup.substring("call:".length()), function.file()).ifPresent(target -> connect(function, target));
            case Instruction.Drop _, Instruction.Opaque _ -> {}
        }
    }

    private void connect(Function caller, Function callee) {
        callees.computeIfAbsent(caller, _ -> new LinkedHashSet<>()).add(callee);
        callers.computeIfAbsent(callee, _ -> new LinkedHashSet<>()).add(caller);
    }

    private void hold(String field, Expr value, Optional<Function> from) {
        String name = IrWalk.functionName(value);
        if (name.isEmpty()) {
            return;
        }
        Optional<Function> found = from.isPresent() ? index.resolve(name, from.get().file()) : index.anyNamed(name);
        found.ifPresent(function -> {
            addressTaken.add(function);
            if (!field.isEmpty()) {
                held.computeIfAbsent(field, _ -> new LinkedHashSet<>()).add(function);
            }
        });
    }

    private void take(Expr argument, Function from) {
        String name = IrWalk.functionName(argument);
        if (!name.isEmpty()) {
            index.resolve(name, from.file()).ifPresent(addressTaken::add);
        }
    }

    public Set<Function> callees(Function function) {
        return callees.getOrDefault(function, Set.of());
    }

    public Set<Function> callers(Function function) {
        return callers.getOrDefault(function, Set.of());
    }

    /// The functions that were stored in a field of this name.
    public Set<Function> heldIn(String field) {
        return held.getOrDefault(field, Set.of());
    }

    /// Whether a function is used as a value somewhere.
    public boolean isAddressTaken(Function function) {
        return addressTaken.contains(function);
    }

    /// The given functions and all that call them, directly or not.
    public Set<Function> callersOf(List<Function> seeds) {
        var all = new LinkedHashSet<>(seeds);
        var worklist = new ArrayDeque<>(seeds);
        while (!worklist.isEmpty()) {
            for (Function caller : callers(worklist.poll())) {
                if (all.add(caller)) {
                    worklist.add(caller);
                }
            }
        }
        return all;
    }
}
