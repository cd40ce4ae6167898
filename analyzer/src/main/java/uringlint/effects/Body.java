// SPDX-License-Identifier: Apache-2.0

package uringlint.effects;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import uringlint.cfg.Passage;
import uringlint.ir.BasicBlock;
import uringlint.ir.Expr;
import uringlint.ir.Function;
import uringlint.ir.Instruction;
import uringlint.ir.Place;
import uringlint.ir.Terminator;
import uringlint.typestate.protocol.ApiModel;
import uringlint.typestate.protocol.Effect;
import uringlint.typestate.protocol.Waiting;
import uringlint.typestate.value.Ranges;

/// What the body of a function does, given what its callees do.
final class Body {
    /// A direct call; `block` is where it stands.
    record Call(String name, List<Expr> arguments, String result, int block) {}

    /// What the callees of a function do.
    interface Callees {
        List<Effect> of(Call call);

        /// The integers that a callee can return.
        Ranges results(Call call);

        /// Whether a callee is a function; what is none may be a macro, which changes the variables that it is given.
        boolean isFunction(Call call);
    }

    /// A flag that a parameter may carry.
    private record Flag(int parameter, String name) {}

    /// Something that a call does whatever its arguments are, or, with a flag, unless the caller's parameter carries that.
    private record Event(Call call, Effect effect, Optional<Flag> unless) {}

    private static final int FLAGS = 6;

    private final Function function;
    private final ApiModel model;
    private final List<Call> calls = new ArrayList<>();
    private final Map<String, Integer> parameters = new HashMap<>();
    private final Map<String, List<Expr>> assigned = new HashMap<>();
    private final Set<String> unclear = new HashSet<>();
    private final Set<String> answers = new HashSet<>();
    private final KernelErrors errors;
    private Ranges returned = Ranges.ALL;

    Body(Function function, ApiModel model) {
        this.function = function;
        this.model = model;
        errors = new KernelErrors(model, answers);
        for (BasicBlock block : function.blocks()) {
            for (Instruction instruction : block.instructions()) {
                switch (instruction) {
                    case Instruction.Call(var target, Expr.Symbol _, var arguments, _) -> {
                        calls.add(new Call(
                                model.nameOf((Instruction.Call) instruction),
                                arguments,
                                target.base().name(),
                                block.id().index()));
                        taken(arguments);
                        if (!target.isVariable()) {
                            unclear.add(target.base().name());
                        }
                    }
                    case Instruction.Call(var target, _, var arguments, _) -> {
                        unclear.add(target.base().name());
                        taken(arguments);
                    }
                    case Instruction.Assign(var target, var value, _) -> {
                        if (target.isVariable()) {
                            assigned.computeIfAbsent(target.base().name(), _ -> new ArrayList<>()).add(value);
                        }
                        taken(List.of(value));
                    }
                    case Instruction.Opaque(var touched, _) -> touched.forEach(place -> unclear.add(place.base().name()));
                    case Instruction.Drop _ -> {}
                }
            }
        }
        for (int number = 0; number < function.parameters().size(); number++) {
            String name = function.parameters().get(number).name();
            if (!assigned.containsKey(name) && !unclear.contains(name) && calls.stream().noneMatch(call -> call.result().equals(name))) {
                parameters.put(name, number);
            }
        }
    }

    private void taken(List<Expr> values) {
        for (Expr value : values) {
            switch (value) {
                case Expr.AddressOf(var place) when place.isVariable() -> unclear.add(place.base().name());
                case Expr.Cast(_, var inner) -> taken(List.of(inner));
                case Expr.Apply(_, var operands) -> taken(operands);
                case Expr.AddressOf _,
                        Expr.Aggregate _,
                        Expr.Variant _,
                        Expr.Is _,
                        Expr.Read _,
                        Expr.Literal _,
                        Expr.Text _,
                        Expr.Symbol _,
                        Expr.Unit _ -> {}
            }
        }
    }

    Function function() {
        return function;
    }

    List<Call> calls() {
        return calls;
    }

    /// What the function does on every way that is no error.
    List<Effect> effects(Callees callees) {
        var integers = new Integers(model, assigned, results(callees), unclear);
        returned = integers.returned(function);
        answers.clear();
        Stream.concat(assigned.keySet().stream(), integers.results().keySet().stream())
                .filter(name -> errors.isAnswer(integers.of(name)))
                .forEach(answers::add);
        List<Event> events = events(callees);
        var found = new ArrayList<Effect>();
        sleep(events).ifPresent(found::add);
        if (happens(events.stream().filter(event -> event.effect() instanceof Effect.UserCopy).toList(), _ -> false)) {
            found.add(new Effect.UserCopy());
        }
        for (int number : freed(events)) {
            var effect = new Effect.Free(number);
            if (happens(events.stream().filter(event -> event.effect().equals(effect)).toList(), edge -> isNull(edge, number))) {
                found.add(effect);
            }
        }
        if (!returned.isEmpty() && returned.least() >= Integer.MIN_VALUE && returned.greatest() <= Integer.MAX_VALUE) {
            found.add(new Effect.Result(returned.least(), returned.greatest()));
        }
        return found;
    }

    private List<Event> events(Callees callees) {
        var events = new ArrayList<Event>();
        for (Call call : calls) {
            List<Effect> effects = model.nearest(call.name(), call.arguments().size())
                    .map(Effect.Api::effects)
                    .orElseGet(() -> callees.of(call));
            effects.forEach(effect -> event(call, effect).ifPresent(events::add));
        }
        return events;
    }

    /// What calls can give to variables: as results, or as macros that change what they are given.
    private Map<String, List<Ranges>> results(Callees callees) {
        var results = new HashMap<String, List<Ranges>>();
        for (Call call : calls) {
            Ranges known = model.nearest(call.name(), call.arguments().size())
                    .map(api -> result(api.effects()))
                    .orElseGet(() -> callees.results(call));
            results.computeIfAbsent(call.result(), _ -> new ArrayList<>()).add(known);
            if (!model.knows(call.name()) && !callees.isFunction(call)) {
                call.arguments().forEach(argument -> {
                    if (argument instanceof Expr.Read(Place place) && place.isVariable()) {
                        results.computeIfAbsent(place.base().name(), _ -> new ArrayList<>()).add(Ranges.ALL);
                    }
                });
            }
        }
        return results;
    }

    private static Ranges result(List<Effect> effects) {
        for (Effect effect : effects) {
            if (effect instanceof Effect.Result(var low, var high)) {
                return Ranges.between(low, high);
            }
        }
        return Ranges.ALL;
    }

    /// The integers that the function can return, by what was known of its callees last.
    Ranges returned() {
        return returned;
    }

    /// What an effect of a callee is to this function, with its own parameters.
    private Optional<Event> event(Call call, Effect effect) {
        return switch (effect) {
            case Effect.Sleep(var waiting, var argument, var flag)
            when argument >= 0 -> sleepUnless(call, waiting, argument, flag);
            case Effect.UserCopy _ -> Optional.of(new Event(call, effect, Optional.empty()));
            case Effect.Free(var argument)
            when argument < call.arguments().size() ->
                parameter(call.arguments().get(argument))
                        .map(number -> new Event(call, new Effect.Free(number), Optional.empty()));
            case Effect.OnObject _, Effect.OnCarrier _, Effect.OnMemory _, Effect.OnWord _, Effect.OnContainer _,
                    Effect.OnLock _, Effect.OfResult _, Effect.OfContext _, Effect.When _ ->
                effect.waits().map(waiting -> new Event(call, new Effect.Sleep(waiting, -1, ""), Optional.empty()));
        };
    }

    private Optional<Event> sleepUnless(Call call, Waiting waiting, int argument, String flag) {
        if (argument >= call.arguments().size()) {
            return Optional.empty();
        }
        var always = new Effect.Sleep(waiting, -1, "");
        return carried(call.arguments().get(argument), flag)
                .map(parameters -> new Event(
                        call,
                        always,
                        parameters.stream()
                                .map(number -> new Flag(number, flag))
                                .findFirst()));
    }

    /// The parameters by which an argument may carry a flag; nothing if it carries it anyhow, or may do so by what is not known.
    private Optional<Set<Integer>> carried(Expr argument, String flag) {
        return switch (argument) {
            case Expr.Literal(var value, _) -> value == 0 ? Optional.of(Set.of()) : Optional.empty();
            case Expr.Symbol(var name) -> name.equals(flag) ? Optional.empty() : Optional.of(Set.of());
            case Expr.Cast(_, var inner) -> carried(inner, flag);
            case Expr.Apply(var operator, var operands)
            when operator.equals("|") -> {
                var all = new TreeSet<Integer>();
                boolean isKnown = true;
                for (Expr operand : operands) {
                    Optional<Set<Integer>> more = carried(operand, flag);
                    more.ifPresent(all::addAll);
                    isKnown &= more.isPresent();
                }
                yield isKnown && all.size() <= 1 ? Optional.of(all) : Optional.empty();
            }
            case Expr.Read _ -> parameter(argument).map(Set::of);
            case Expr.Apply _,
                    Expr.Text _,
                    Expr.Unit _,
                    Expr.AddressOf _,
                    Expr.Aggregate _,
                    Expr.Variant _,
                    Expr.Is _ -> Optional.empty();
        };
    }

    /// The parameter that a value is, if nothing else was ever assigned to that.
    private Optional<Integer> parameter(Expr value) {
        return switch (value) {
            case Expr.Read(Place place)
            when place.isVariable() ->
                Optional.ofNullable(parameters.get(place.base().name()));
            case Expr.Cast(_, var inner) -> parameter(inner);
            case Expr.Read _,
                    Expr.Literal _,
                    Expr.Text _,
                    Expr.Symbol _,
                    Expr.Unit _,
                    Expr.AddressOf _,
                    Expr.Apply _,
                    Expr.Aggregate _,
                    Expr.Variant _,
                    Expr.Is _ -> Optional.empty();
        };
    }

    private Optional<Effect> sleep(List<Event> events) {
        List<Event> sleeps = events.stream().filter(event -> event.effect() instanceof Effect.Sleep).toList();
        List<Event> always = sleeps.stream().filter(event -> event.unless().isEmpty()).toList();
        if (happens(always, _ -> false)) {
            // The reason to name is one that holds on all ways.
            return always.stream()
                    .map(Event::effect)
                    .distinct()
                    .filter(effect -> happens(
                            always.stream()
                                    .filter(event -> event.effect().equals(effect))
                                    .toList(),
                            _ -> false))
                    .findFirst()
                    .or(() -> Optional.of(always.getFirst().effect()));
        }
        for (Flag flag : sleeps.isEmpty() ? Set.<Flag>of() : flags(sleeps)) {
            List<Event> unless = sleeps.stream().filter(event -> event.unless().isEmpty() || event.unless().get().equals(flag)).toList();
            if (happens(unless, edge -> isSet(edge.condition(), edge.isTaken(), flag))) {
                return Optional.of(new Effect.Sleep(((Effect.Sleep) unless.getFirst().effect()).waiting(), flag.parameter(), flag.name()));
            }
        }
        return Optional.empty();
    }

    /// The flags of parameters that decide anything.
    private Set<Flag> flags(List<Event> sleeps) {
        var flags = new LinkedHashSet<Flag>();
        sleeps.forEach(event -> event.unless().ifPresent(flags::add));
        for (BasicBlock block : function.blocks()) {
            if (flags.size() < FLAGS && block.terminator() instanceof Terminator.Branch(var condition, _, _, _)) {
                flag(condition).ifPresent(flags::add);
            }
        }
        return flags;
    }

    private Optional<Flag> flag(Expr condition) {
        return condition instanceof Expr.Apply(var operator, var operands)
                ? switch (operator) {
                    case "!" -> flag(operands.getFirst());
                    case "&" ->
                        operands.size() == 2 && operands.get(1) instanceof Expr.Symbol(var name)
                                ? parameter(operands.getFirst()).map(number -> new Flag(number, name))
                                : Optional.empty();
                    default -> Optional.empty();
                }
                : Optional.empty();
    }

    private boolean isSet(Expr condition, boolean isTaken, Flag flag) {
        boolean isTurned = condition instanceof Expr.Apply(var operator, var operands)
                && operator.equals("!")
                && operands.size() == 1;
        return flag(condition).filter(flag::equals).isPresent() && isTaken != isTurned;
    }

    private boolean isNull(Passage.Edge edge, int number) {
        return edge.condition() instanceof Expr.Apply(var operator, var operands) && operator.equals("!")
                ? edge.isTaken() && parameter(operands.getFirst()).filter(found -> found == number).isPresent()
                : !edge.isTaken() && parameter(edge.condition()).filter(found -> found == number).isPresent();
    }

    private static Set<Integer> freed(List<Event> events) {
        var numbers = new TreeSet<Integer>();
        events.forEach(event -> {
            if (event.effect() instanceof Effect.Free(var number)) {
                numbers.add(number);
            }
        });
        return numbers;
    }

    /// Whether one of the events happens on every way that is no error.
    private boolean happens(List<Event> events, Predicate<Passage.Edge> isClosed) {
        if (events.isEmpty()) {
            return false;
        }
        return !new Passage(function, errors)
                .exists(events.stream().map(event -> event.call().block()).collect(Collectors.toSet()), isClosed);
    }
}
