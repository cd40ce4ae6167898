// SPDX-License-Identifier: Apache-2.0

package uringlint.rules.checks;

import java.util.Map;
import uringlint.callgraph.IrWalk;
import uringlint.ir.Function;
import uringlint.ir.Instruction;
import uringlint.ir.Variable;
import uringlint.typestate.protocol.Role;
import uringlint.typestate.value.Facts;

/// What the rules of this package ask about calls and flags.
final class Capability {
    private Capability() {}

    /// Whether a flag of the command is known to be set.
    static boolean isSet(Map<String, Facts> members, String flag) {
        return members.values().stream().anyMatch(facts -> facts.isSet(flag));
    }

    /// Whether the core calls the handler. One that is reached through a pointer of another signature is called by one that may have
    /// tested what the ring can do; a trampoline that calls the method of a trait has not.
    static boolean isCalledByCore(Role handler) {
        return handler.function().parameters().size() == 2 || !handler.function().signature().trait().isEmpty();
    }

    /// Whether a call stands alone: nothing is made of its result.
    static boolean isStatement(Instruction.Call call, Function function) {
        boolean isTemporary = call.result().isVariable() && call.result().base().kind() == Variable.Kind.TEMPORARY;
        return isTemporary && !IrWalk.reads(function, call.result().base());
    }
}
