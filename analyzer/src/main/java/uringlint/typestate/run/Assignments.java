// SPDX-License-Identifier: Apache-2.0

package uringlint.typestate.run;

import java.util.List;
import java.util.Optional;
import uringlint.callgraph.ProgramIndex;
import uringlint.ir.Expr;
import uringlint.ir.Function;
import uringlint.ir.Instruction;
import uringlint.ir.Place;
import uringlint.ir.Projection;
import uringlint.ir.Type;
import uringlint.ir.Variable;
import uringlint.source.Span;
import uringlint.typestate.entry.Relevance;
import uringlint.typestate.observe.Site;
import uringlint.typestate.protocol.Way;
import uringlint.typestate.state.Configuration;
import uringlint.typestate.state.Extents;
import uringlint.typestate.state.Memory;
import uringlint.typestate.track.Tracker;
import uringlint.typestate.value.Facts;
import uringlint.typestate.value.MemoryLocation;
import uringlint.typestate.value.Numbers;
import uringlint.typestate.value.Ranges;
import uringlint.typestate.value.Value;

/// What an assignment does to memory: values, copies of structures, initializers.
final class Assignments {
    private final ProgramIndex index;
    private final Memory memory;
    private final Extents extents;
    private final Tracker tracker;
    private final Relevance relevance;

    Assignments(ProgramIndex index, Memory memory, Tracker tracker, Relevance relevance) {
        this.index = index;
        this.memory = memory;
        this.extents = new Extents(memory);
        this.tracker = tracker;
        this.relevance = relevance;
    }

    /// `target = expression`
    void assign(Place target, Expr expression, Site here, String frame, Configuration configuration, Memory.Touch touch) {
        Memory.Reached reached = memory.reach(target, frame, configuration, touch);
        MemoryLocation location = reached.location();
        if (expression instanceof Expr.Aggregate(_, var elements)) {
            touch.at(reached, true);
            memory.write(location, Value.ZERO, configuration);
            initialize(location, elements, here, frame, configuration, touch);
            return;
        }
        Value value = memory.evaluate(expression, frame, configuration, touch);
        if (expression instanceof Expr.Read(var source) && isComposite(source)) {
            touch.at(reached, true);
            extents.copy(memory.locate(source, frame, configuration, Memory.Touch.NOBODY), location, value, configuration);
            return;
        }
        put(reached, value, target, here, configuration, touch);
        if (target.isVariable()) {
            Configuration.Blame origin = handedOn(expression)
                    .map(source ->
                            configuration.origins.get(memory.locate(source, frame, configuration, Memory.Touch.NOBODY)))
                    .orElse(null);
            if (origin == null) {
                configuration.origins.remove(location);
            } else {
                configuration.origins.put(location, origin);
            }
        }
    }

    /// The variable whose value an expression hands on: as it is, or an error that is made part of another result.
    static Optional<Place> handedOn(Expr expression) {
        return switch (expression) {
            case Expr.Read(var source) when source.isVariable() -> Optional.of(source);
            case Expr.Variant(_, var parts)
            when parts.size() == 1
                    && parts.getFirst().value() instanceof Expr.Read(var source)
                    && source.path().size() <= 1
                    && source.path().stream().allMatch(Projection.Field.class::isInstance) ->
                Optional.of(Place.of(source.base()));
            case Expr.Variant _,
                    Expr.Read _,
                    Expr.Literal _,
                    Expr.Text _,
                    Expr.Symbol _,
                    Expr.Unit _,
                    Expr.AddressOf _,
                    Expr.Apply _,
                    Expr.Cast _,
                    Expr.Aggregate _,
                    Expr.Is _ -> Optional.empty();
        };
    }

    /// The return that made a value: this one, or the one in a callee whose result is handed on with no change since.
    static Configuration.Blame blame(Expr expression, Function function, Span span, String frame, Configuration configuration) {
        Optional<Place> given = handedOn(expression).filter(place -> place.base().kind() != Variable.Kind.GLOBAL);
        if (given.isPresent()) {
            Configuration.Blame origin = configuration.origins.get(Memory.local(frame, given.get().base().name()));
            if (origin != null && origin.lives().equals(configuration.lives())) {
                return origin;
            }
        }
        return new Configuration.Blame(Optional.of(function), span, configuration.lives());
    }

    /// Stores the result of an instruction.
    void put(Memory.Reached reached, Value value, Place target, Site here, Configuration configuration, Memory.Touch touch) {
        touch.at(reached, true);
        boolean isUnsigned = target.isVariable() && index.typeOf(target) instanceof Type.Named(var type) && Numbers.isUnsigned(type);
        if (isUnsigned
                && value instanceof Value.Unknown(var symbol)
                && symbol.type().equals(Type.UNKNOWN)
                && configuration.factsOf(value) == Facts.NOTHING) {
            configuration.learn(value, Facts.NOTHING.withRanges(Ranges.between(0, Long.MAX_VALUE / 4)));
        }
        tracker.store(reached.location(), value, here, configuration);
        if (relevance.isObjectPointer(index.typeOf(target))) {
            tracker.meet(value, here, configuration).ifPresent(object -> tracker.hold(object, target, configuration));
        }
    }

    /// Stores the result of a call.
    void finish(Instruction.Call call, Value result, Site here, String frame, Configuration configuration) {
        Memory.Reached reached = memory.reach(call.result(), frame, configuration, Memory.Touch.NOBODY);
        put(
                reached,
                result,
                call.result(),
                here,
                configuration,
                (where, isWrite) -> tracker.touch(where, isWrite, here, false, Way.PLAIN, configuration));
        configuration.origins.remove(reached.location());
    }

    private boolean isComposite(Place place) {
        return index.resolve(index.typeOf(place)) instanceof Type.Tagged(var keyword, _) && keyword != Type.Keyword.ENUM;
    }

    private void initialize(
            MemoryLocation base,
            List<Expr.Element> elements,
            Site here,
            String frame,
            Configuration configuration,
            Memory.Touch touch) {
        for (int number = 0; number < elements.size(); number++) {
            Expr.Element element = elements.get(number);
            MemoryLocation location = base;
            if (element.designators().isEmpty()) {
                location = base.then(new MemoryLocation.Step.Element(new Value.Int(number)));
            }
            for (Projection step : element.designators()) {
                location = switch (step) {
                    case Projection.Field(var name) -> location.field(name);
                    case Projection.Index(var at) ->
                        location.then(
                                new MemoryLocation.Step.Element(memory.evaluate(at, frame, configuration, touch)));
                    case Projection.Deref _ -> location;
                };
            }
            if (element.value() instanceof Expr.Aggregate(_, var inner)) {
                configuration.store.put(location, Value.ZERO);
                initialize(location, inner, here, frame, configuration, touch);
            } else {
                tracker.store(location, memory.evaluate(element.value(), frame, configuration, touch), here, configuration);
            }
        }
    }
}
