// SPDX-License-Identifier: Apache-2.0

package uringlint.typestate.track;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import uringlint.ir.Expr;
import uringlint.ir.Instruction;
import uringlint.ir.Type;
import uringlint.typestate.observe.Observation;
import uringlint.typestate.observe.Site;
import uringlint.typestate.protocol.ApiModel;
import uringlint.typestate.protocol.Effect;
import uringlint.typestate.protocol.PathMark;
import uringlint.typestate.protocol.Role;
import uringlint.typestate.protocol.Way;
import uringlint.typestate.state.Configuration;
import uringlint.typestate.value.MemoryLocation;
import uringlint.typestate.value.Symbol;
import uringlint.typestate.value.Value;

/// What a path decides by values that were read from shared memory, and what it finds out of the context that it runs in.
public final class Decisions {
    private static final Set<String> RELATIONS = Set.of("<", ">", "<=", ">=");

    private final ApiModel model;
    private final Observations seen;
    private final Reads reads;

    Decisions(ApiModel model, Observations seen, Reads reads) {
        this.model = model;
        this.seen = seen;
        this.reads = reads;
    }

    /// Whether a condition compares what it reads with 0 and does nothing else.
    public static boolean isZeroTest(Expr condition) {
        return switch (condition) {
            case Expr.Read _ -> true;
            case Expr.Cast(_, var inner) -> isZeroTest(inner);
            case Expr.Apply(var operator, var operands) ->
                switch (operator) {
                    case "!" -> isZeroTest(operands.getFirst());
                    case "|" -> operands.stream().allMatch(Decisions::isZeroTest);
                    case "==", "!=" ->
                        operands.stream().anyMatch(Decisions::isZero)
                                && operands.stream().anyMatch(Decisions::isZeroTest);
                    case ">" -> isZeroTest(operands.getFirst()) && isZero(operands.getLast());
                    case "<" -> isZero(operands.getFirst()) && isZeroTest(operands.getLast());
                    default -> false;
                };
            case Expr.Literal _,
                    Expr.Text _,
                    Expr.Symbol _,
                    Expr.Unit _,
                    Expr.AddressOf _,
                    Expr.Aggregate _,
                    Expr.Variant _,
                    Expr.Is _ -> false;
        };
    }

    /// Whether only the result of a comparison with 0 is stored.
    public static boolean isZeroTest(Instruction.Assign assign) {
        boolean isTruth = assign.value() instanceof Expr.Apply(var operator, _) && !operator.equals("|")
                || assign.target().isVariable() && assign.target().base().type().equals(new Type.Named("bool"));
        return isTruth && isZeroTest(assign.value());
    }

    private static boolean isZero(Expr value) {
        return value instanceof Expr.Literal(var number, _) && number == 0;
    }

    /// Notes that a branch is decided by a value.
    public void decides(Value condition, Site site, Configuration configuration) {
        boolean isBound = condition instanceof Value.Term(var operator, _) && RELATIONS.contains(operator);
        gauge(condition, isBound ? Observation.Use.BOUND : Observation.Use.TEST, site, configuration);
        if (seen.role().kind() == Role.Kind.TASK_WORK && asksForDeath(condition)) {
            configuration.marks.add(PathMark.Known.ALIVE);
        }
        if (seen.role().kind() == Role.Kind.HANDLER && mentions(condition, model.waitFlag())) {
            configuration.marks.add(PathMark.Known.ASKED_TO_WAIT);
        }
    }

    private boolean mentions(Value value, String flag) {
        return switch (value) {
            case Value.Named(var name) -> name.equals(flag);
            case Value.Term(_, var operands) -> operands.stream().anyMatch(operand -> mentions(operand, flag));
            case Value.Unknown _, Value.Int _, Value.Address _, Value.Code _, Value.Opaque _ -> false;
        };
    }

    /// Notes what a condition tells if it holds, or if it does not.
    public void holds(Value condition, boolean holds, Configuration configuration) {
        if (condition instanceof Value.Term(var operator, var operands)
                && operator.equals(holds ? "==" : "!=")
                && operands.stream().anyMatch(operand -> !effects(operand, Effect.Identity.class::isInstance).isEmpty())) {
            configuration.marks.add(PathMark.Known.SAME_CONTEXT);
        }
        tell(condition, holds, configuration);
    }

    /// Notes what the result of a function tells, also where it is compared with 0.
    private void tell(Value condition, boolean holds, Configuration configuration) {
        if (condition instanceof Value.Term(var operator, var operands)) {
            boolean isCompared = operands.size() == 2 && operands.contains(new Value.Int(0));
            boolean isZero = isCompared && operator.equals("==") || operator.equals("!");
            if (isZero || isCompared && operator.equals("!=")) {
                operands.forEach(operand -> tell(operand, isZero != holds, configuration));
            }
            return;
        }
        for (Effect effect : effects(condition, Effect.Tell.class::isInstance)) {
            if (effect instanceof Effect.Tell(var whenTrue, var whenFalse)) {
                configuration.marks.addAll(holds ? whenTrue : whenFalse);
            }
        }
    }

    /// The effects of the API function of which a value is the result.
    private List<Effect> effects(Value value, Predicate<Effect> wanted) {
        Optional<String> name = result(value);
        if (name.isEmpty()) {
            return List.of();
        }
        return model.functions().getOrDefault(name.get(), List.of()).stream()
                .flatMap(api -> api.effects().stream())
                .filter(wanted)
                .toList();
    }

    /// The name of the function of which a value is the result.
    private static Optional<String> result(Value value) {
        return value instanceof Value.Unknown(var symbol)
                        && symbol.origin() instanceof Symbol.Origin.Made(_, var what, _)
                        && what.kind() == Symbol.What.Kind.RESULT
                ? Optional.of(what.name())
                : Optional.empty();
    }

    private boolean asksForDeath(Value value) {
        return switch (value) {
            case Value.Named(var name) -> model.deathTests().contains(name);
            case Value.Unknown(var symbol) -> switch (symbol.origin()) {
                case Symbol.Origin.Initial(var location) ->
                    model.deathTests().contains(location.lastField())
                            || location.region() instanceof MemoryLocation.Region.Global(var name) && model.deathTests().contains(name);
                case Symbol.Origin.Made _ -> result(value).filter(model.deathTests()::contains).isPresent();
                case Symbol.Origin.Parameter _, Symbol.Origin.Outer _ -> false;
            };
            case Value.Term(_, var operands) -> operands.stream().anyMatch(this::asksForDeath);
            case Value.Int _, Value.Address _, Value.Code _, Value.Opaque _ -> false;
        };
    }

    /// Notes that something depends on a value, if that was read from shared memory.
    public void gauge(Value value, Observation.Use use, Site site, Configuration configuration) {
        switch (value) {
            case Value.Unknown(var symbol) -> {
                if (symbol.origin() instanceof Symbol.Origin.Initial(var location)) {
                    reads.shared(location, configuration)
                            .ifPresent(shared -> seen.observe(
                                    shared.object(),
                                    site,
                                    configuration,
                                    moment -> new Observation.Gauge(
                                            moment,
                                            use,
                                            new Observation.Access(
                                                    Way.PLAIN, shared.path(), symbol.type(), 0, List.of()))));
                }
            }
            case Value.Address(var target) -> {
                for (MemoryLocation.Step step : target.path()) {
                    if (step instanceof MemoryLocation.Step.Element(var at)) {
                        gauge(at, Observation.Use.SIZE, site, configuration);
                    }
                }
            }
            case Value.Term(_, var operands) -> operands.forEach(operand -> gauge(operand, use, site, configuration));
            case Value.Int _, Value.Named _, Value.Code _, Value.Opaque _ -> {}
        }
    }
}
