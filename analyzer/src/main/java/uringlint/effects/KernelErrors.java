// SPDX-License-Identifier: Apache-2.0

package uringlint.effects;

import java.util.Set;
import uringlint.cfg.Passage;
import uringlint.ir.Expr;
import uringlint.typestate.protocol.ApiModel;
import uringlint.typestate.protocol.Effect;
import uringlint.typestate.value.Ranges;

/// Errors as the kernel writes them. `-EAGAIN` and what says that something goes on are answers like others:
/// whoever gets them did not wait.
///
/// @param answers the variables that may hold such an answer; those that are added later count, too
record KernelErrors(ApiModel model, Set<String> answers) implements Passage.Meaning {
    private static final Set<String> UNDER_WAY = Set.of("EINPROGRESS", "EBUSY");

    /// Whether results are known, and one of them says that something was not waited for.
    boolean isAnswer(Ranges results) {
        return !results.equals(Ranges.ALL)
                && (results.contains(model.again())
                        || results.contains(model.queued())
                        || UNDER_WAY.stream()
                                .anyMatch(name ->
                                        results.contains(-model.constants().getOrDefault(name, 0L))));
    }

    @Override
    public boolean isError(Expr value) {
        return switch (value) {
            case Expr.Cast(_, var inner) -> isError(inner);
            case Expr.Apply(var operator, var operands)
            when operator.equals("-") && operands.size() == 1 ->
                operands.getFirst() instanceof Expr.Symbol(var name)
                        && model.constants().containsKey(name)
                        && isRefusal(-model.constants().get(name));
            case Expr.Apply _,
                    Expr.Literal _,
                    Expr.Symbol _,
                    Expr.Text _,
                    Expr.Unit _,
                    Expr.Read _,
                    Expr.AddressOf _,
                    Expr.Aggregate _,
                    Expr.Variant _,
                    Expr.Is _ -> false;
        };
    }

    private boolean isRefusal(long result) {
        return result < 0 && !isAnswer(Ranges.of(result));
    }

    @Override
    public boolean mayBeAnswer(String variable) {
        return answers.contains(variable);
    }

    @Override
    public boolean makesError(String callee) {
        return model.has(callee, Effect.ErrorPointer.class);
    }

    @Override
    public boolean asksForError(String callee) {
        return model.has(callee, Effect.IsError.class);
    }
}
