// SPDX-License-Identifier: Apache-2.0

package uringlint.rules.report;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import uringlint.callgraph.IrWalk;
import uringlint.ir.Expr;
import uringlint.ir.Function;
import uringlint.ir.Instruction;
import uringlint.ir.Variable;
import uringlint.rule.AnalyzedProgram;
import uringlint.typestate.protocol.Effect;

/// From which parameters of a function the values come that it uses, and which of them it completes.
public final class Origins {
    private static final int DEPTH = 16;

    private final AnalyzedProgram program;
    private final Pointers pointers;
    private final Map<Function, Set<Integer>> completed = new HashMap<>();
    private final Set<Object> open = new HashSet<>();

    /// A call of a function of the C API that uses a command.
    ///
    /// @param flags the argument that tells the context, or -1
    /// @param isLast whether it completes the command, hands it on, or has it issued again
    public record Use(Instruction.Call call, int object, int flags, boolean isLast) {}

    public Origins(AnalyzedProgram program, Pointers pointers) {
        this.program = program;
        this.pointers = pointers;
    }

    /// The calls of the C API in a function, also by functions that only pass on what they are given. The methods of an
    /// abstraction have the names of their types.
    public List<Use> uses(Function function) {
        var uses = new ArrayList<Use>();
        IrWalk.instructions(function, instruction -> {
            if (instruction instanceof Instruction.Call call && call.callee() instanceof Expr.Symbol(var name) && !name.contains("::")) {
                program.index().resolve(name, function.file()).ifPresentOrElse(callee -> passed(call, callee, uses), () -> use(call, name)
                        .ifPresent(uses::add));
            }
        });
        return uses;
    }

    private void passed(Instruction.Call call, Function callee, List<Use> uses) {
        if (!open.add(callee)) {
            return;
        }
        for (Use use : uses(callee)) {
            Optional<Integer> object = given(use.call().arguments().get(use.object()), callee);
            Optional<Integer> flags = use.flags() < 0 ? Optional.of(-1) : given(use.call().arguments().get(use.flags()), callee);
            if (object.isPresent() && flags.isPresent() && object.get() < call.arguments().size()
                    && flags.get() < call.arguments().size()) {
                uses.add(new Use(call, object.get(), flags.get(), use.isLast()));
            }
        }
        open.remove(callee);
    }

    /// The parameter that a value is.
    private Optional<Integer> given(Expr value, Function function) {
        if (value instanceof Expr.Cast(_, var inner)) {
            return given(inner, function);
        }
        if (!(value instanceof Expr.Read(var place)) || !place.isVariable()) {
            return Optional.empty();
        }
        return IntStream.range(0, function.parameters().size()).boxed()
                .filter(index -> pointers.flow(function).copies(function.parameters().get(index)).contains(place.base())).findFirst();
    }

    private Optional<Use> use(Instruction.Call call, String name) {
        int arity = call.arguments().size();
        List<Effect.Api> named = program.model().functions().getOrDefault(name, List.of());
        List<Effect> effects = program.model().find(name, arity).or(() -> named.stream().findFirst()).map(Effect.Api::effects)
                .orElse(List.of());
        for (Effect effect : effects) {
            Use use = switch (effect) {
                case Effect.Complete(var object, _, var flags, _) -> new Use(call, object, flags, true);
                case Effect.HandOff(var object, _, _) -> new Use(call, object, -1, true);
                case Effect.Reissue(var object) -> new Use(call, object, -1, true);
                case Effect.Mark(var object, var flags) -> new Use(call, object, flags, false);
                case Effect.Ask(var object, var flags) -> new Use(call, object, flags, false);
                case Effect.OnObject _, Effect.OnCarrier _, Effect.OnMemory _, Effect.OnWord _, Effect.OnContainer _,
                        Effect.OnLock _, Effect.OfResult _, Effect.OfContext _, Effect.When _ -> new Use(call, -1, -1, false);
            };
            if (use.object() >= 0 && use.object() < arity) {
                return Optional.of(use.flags() < arity ? use : new Use(call, use.object(), -1, use.isLast()));
            }
        }
        return Optional.empty();
    }

    /// The parameters whose commands a function completes or hands on, also by what it calls.
    public Set<Integer> completed(Function function) {
        Set<Integer> known = completed.get(function);
        if (known != null) {
            return known;
        }
        var found = new LinkedHashSet<Integer>();
        completed.put(function, found);
        for (Use use : uses(function)) {
            if (use.isLast()) {
                parameter(use.call().arguments().get(use.object()), function).ifPresent(found::add);
            }
        }
        IrWalk.instructions(function, instruction -> {
            if (instruction instanceof Instruction.Call(_, Expr.Symbol(var name), var arguments, _)) {
                Optional<Function> callee = program.index().resolve(name, function.file());
                for (int index : callee.isPresent() ? List.copyOf(completed(callee.get())) : List.<Integer>of()) {
                    if (index < arguments.size()) {
                        parameter(arguments.get(index), function).ifPresent(found::add);
                    }
                }
            }
        });
        return found;
    }

    /// The parameter that a value is, or is a part of, or points into.
    public Optional<Integer> parameter(Expr value, Function function) {
        return parameter(value, function, DEPTH);
    }

    private Optional<Integer> parameter(Expr value, Function function, int depth) {
        if (depth == 0) {
            return Optional.empty();
        }
        return switch (value) {
            case Expr.Read(var place) -> parameter(place.base(), function, depth);
            case Expr.AddressOf(var place) -> parameter(place.base(), function, depth);
            case Expr.Cast(_, var inner) -> parameter(inner, function, depth - 1);
            case Expr.Apply(_, var operands) -> operands.stream().flatMap(operand -> parameter(operand, function, depth - 1).stream())
                    .findFirst();
            case Expr.Variant(_, var parts) -> parts.stream().flatMap(part -> parameter(part.value(), function, depth - 1).stream())
                    .findFirst();
            case Expr.Literal _, Expr.Text _, Expr.Symbol _, Expr.Unit _, Expr.Aggregate _, Expr.Is _ -> Optional.empty();
        };
    }

    private Optional<Integer> parameter(Variable variable, Function function, int depth) {
        if (variable.kind() == Variable.Kind.PARAMETER) {
            int index = function.parameters().indexOf(variable);
            return index < 0 ? Optional.empty() : Optional.of(index);
        }
        for (Flow.Definition definition : pointers.flow(function).of(variable)) {
            Optional<Integer> found = switch (definition) {
                case Flow.Definition.Given(var value) -> parameter(value, function, depth - 1);
                case Flow.Definition.Result(var call) -> parameter(call, function, depth - 1);
            };
            if (found.isPresent()) {
                return found;
            }
        }
        return Optional.empty();
    }

    private Optional<Integer> parameter(Instruction.Call call, Function function, int depth) {
        Optional<Function> callee = program.index().resolve(IrWalk.functionName(call.callee()), function.file());
        if (callee.isEmpty()) {
            return Pointers.isConversion(call, program) ? parameter(call.arguments().getFirst(), function, depth) : Optional.empty();
        }
        if (!open.add(callee.get())) {
            return Optional.empty();
        }
        Optional<Integer> returned = pointers.flow(callee.get()).results().stream()
                .flatMap(value -> parameter(value, callee.get(), depth - 1).stream()).findFirst();
        open.remove(callee.get());
        return returned.filter(index -> index < call.arguments().size())
                .flatMap(index -> parameter(call.arguments().get(index), function, depth - 1));
    }
}
