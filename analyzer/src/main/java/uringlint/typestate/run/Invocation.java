// SPDX-License-Identifier: Apache-2.0

package uringlint.typestate.run;

import java.util.List;
import uringlint.ir.Expr;
import uringlint.ir.Instruction;
import uringlint.typestate.observe.Site;
import uringlint.typestate.protocol.Effect;
import uringlint.typestate.state.Configuration;
import uringlint.typestate.value.Value;

/// One call of a function of the API model: the values of its arguments, where it stands, and the path it is on.
record Invocation(
        Effect.Api api,
        Instruction.Call call,
        List<Value> arguments,
        Site here,
        String frame,
        String site,
        Configuration configuration) {
    Value argument(int number) {
        return number >= 0 && number < arguments.size() ? arguments.get(number) : Value.OPAQUE;
    }

    String name() {
        return api.name();
    }

    Expr expression(int number) {
        return number >= 0 && number < call.arguments().size() ? call.arguments().get(number) : new Expr.Unit();
    }
}
