// SPDX-License-Identifier: Apache-2.0

package uringlint.typestate.state;

import java.util.HashMap;
import java.util.Map;
import java.util.function.Function;
import uringlint.callgraph.ProgramIndex;
import uringlint.ir.Expr;
import uringlint.typestate.protocol.ApiModel;
import uringlint.typestate.value.Value;

/// What names stand for, of which the program's constants are made.
final class NamedValues {
    private final ProgramIndex index;
    private final ApiModel model;
    private final Function<Expr, Value> evaluation;
    private final Map<String, Value> known = new HashMap<>();

    NamedValues(ProgramIndex index, ApiModel model, Function<Expr, Value> evaluation) {
        this.index = index;
        this.model = model;
        this.evaluation = evaluation;
    }

    /// The value of a name. Names of the API are kept; what the program defines by them is the same, however it is called.
    Value of(String name) {
        Value value = known.get(name);
        if (value == null) {
            value = meaning(name);
            known.put(name, value);
        }
        return value;
    }

    private Value meaning(String name) {
        Long number = model.constants().get(name);
        if (number != null) {
            return number > 0 ? new Value.Named(name) : new Value.Int(number);
        }
        if (index.anyNamed(name).isPresent()) {
            return new Value.Code(name);
        }
        return switch (name) {
            case "NULL", "false" -> Value.ZERO;
            case "true" -> new Value.Int(1);
            default -> {
                boolean isAlias = !model.flags().contains(name)
                        && (index.isMadeOf(name, model.flags())
                                || index.isMadeOf(name, model.constants().keySet()));
                yield isAlias
                        ? evaluation.apply(index.definition(name).orElseThrow())
                        : new Value.Named(name);
            }
        };
    }
}
