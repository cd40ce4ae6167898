package uringlint.typestate;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import uringlint.callgraph.IrWalk;
import uringlint.callgraph.ProgramIndex;
import uringlint.ir.Expr;
import uringlint.ir.Function;
import uringlint.ir.Instruction;
import uringlint.ir.Place;
import uringlint.ir.Projection;

/// Which functions write to the fields of a name, or give their address away.
final class Writers {
    private final Map<String, Set<Function>> writers = new HashMap<>();

    Writers(ProgramIndex index) {
        for (Function function : index.functions()) {
            IrWalk.instructions(function, instruction -> scan(instruction, function));
        }
    }

    /// The functions that may write a field of this name, whatever the structure is.
    Set<Function> of(String field) {
        return writers.getOrDefault(field, Set.of());
    }

    private void scan(Instruction instruction, Function function) {
        switch (instruction) {
            case Instruction.Assign(var target, _, _) -> add(target, function);
            case Instruction.Call(var result, _, var arguments, _) -> {
                add(result, function);
                for (Expr argument : arguments) {
                    if (argument instanceof Expr.AddressOf(var place)) {
                        add(place, function);
                    }
                }
            }
            case Instruction.Drop _, Instruction.Opaque _ -> {}
        }
    }

    private void add(Place place, Function function) {
        if (!place.path().isEmpty() && place.path().getLast() instanceof Projection.Field(var name)) {
            writers.computeIfAbsent(name, _ -> new HashSet<>()).add(function);
        }
    }
}
