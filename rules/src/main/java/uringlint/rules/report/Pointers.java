// SPDX-License-Identifier: Apache-2.0

package uringlint.rules.report;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import uringlint.ir.Expr;
import uringlint.ir.Function;
import uringlint.ir.Instruction;
import uringlint.ir.Place;
import uringlint.ir.Projection;
import uringlint.ir.Type;
import uringlint.ir.Variable;
import uringlint.rule.AnalyzedProgram;
import uringlint.rules.model.RustFunctions;
import uringlint.rules.model.UringApi;
import uringlint.typestate.protocol.Effect;

/// Where pointers lead: to a command, to the driver's area in it, to its SQE, to the payload in that. It is told by types, and by what the
/// assignments of a function and the results of those that it calls make of them; no path is followed.
///
/// That is what an abstraction can be asked about. Nothing in it says who will call its methods, and in which order.
public final class Pointers {
    private static final int DEPTH = 24;

    private final AnalyzedProgram program;
    private final Map<Function, Flow> flows = new HashMap<>();
    private final Map<Function, Map<Variable, Optional<Memory>>> known = new HashMap<>();
    private final Set<Object> open = new HashSet<>();
    private int depth;

    /// What a pointer leads to.
    public enum Region {
        COMMAND,
        /// The part of a command that is the driver's.
        AREA,
        SQE,
        /// The part of an SQE that is the driver's.
        PAYLOAD,
        /// A variable of the function.
        LOCAL
    }

    /// A piece of memory.
    ///
    /// @param path the fields below the start of the region
    /// @param isCast whether a pointer to something else than bytes was made of it
    /// @param type what that pointer points to; a type parameter is `Unknown`
    /// @param isSlice whether the pointer came as a slice of bytes, whose address is aligned to nothing
    public record Memory(Region region, List<String> path, boolean isCast, Type type, boolean isSlice) {
        public Memory {
            path = List.copyOf(path);
        }

        private static Memory of(Region region) {
            return new Memory(region, List.of(), false, Type.UNKNOWN, false);
        }

        private Memory as(Type other) {
            return new Memory(region, path, true, other, isSlice);
        }

        private Memory asBytes() {
            return new Memory(region, path, false, Type.UNKNOWN, isSlice);
        }

        private Memory asSlice() {
            return new Memory(region, path, isCast, type, true);
        }

        /// A field of an SQE, or of what is seen as one.
        public boolean isField(String name) {
            return region == Region.SQE && path.equals(List.of(name));
        }

        Memory field(String name) {
            if (region == Region.COMMAND && path.isEmpty() && name.equals("pdu")) {
                return of(Region.AREA);
            }
            if (region == Region.SQE && !isCast && (name.equals("cmd") || name.equals("bindgen_union_field"))) {
                return of(Region.PAYLOAD);
            }
            if (name.startsWith("__bindgen")) {
                return this;
            }
            var longer = new ArrayList<>(path);
            longer.add(name);
            return new Memory(region, longer, isCast, type, isSlice);
        }
    }

    public Pointers(AnalyzedProgram program) {
        this.program = program;
    }

    /// The assignments of a function.
    public Flow flow(Function function) {
        return flows.computeIfAbsent(function, Flow::new);
    }

    /// Where a value leads that is a pointer.
    public Optional<Memory> of(Expr value, Function function) {
        if (++depth > DEPTH) {
            depth--;
            return Optional.empty();
        }
        Optional<Memory> found = switch (value) {
            case Expr.AddressOf(var place) -> at(place, function)
                    .or(() -> Optional.of(Memory.of(Region.LOCAL)).filter(_ -> isLocal(place)));
            case Expr.Read(var place) when place.isVariable() -> variable(place.base(), function);
            case Expr.Read(var place) -> stored(place, function);
            case Expr.Cast(Type.Pointer(var target), var inner) -> of(inner, function).map(memory -> seen(memory, target));
            case Expr.Cast(_, var inner) -> of(inner, function);
            case Expr.Apply(var operator, var operands) when operator.equals("+")
                    || operator.equals("-") -> of(operands.getFirst(), function);
            case Expr.Variant(_, var parts) when parts.size() == 1 -> of(parts.getFirst().value(), function);
            case Expr.Variant _, Expr.Apply _, Expr.Literal _, Expr.Text _, Expr.Symbol _, Expr.Unit _, Expr.Aggregate _, Expr.Is _ ->
                    Optional.empty();
        };
        depth--;
        return found;
    }

    private static boolean isLocal(Place place) {
        return place.path().stream().noneMatch(step -> step instanceof Projection.Deref);
    }

    /// The memory that a place is, if a pointer leads there.
    public Optional<Memory> at(Place place, Function function) {
        Optional<Memory> memory = Optional.empty();
        for (int length = 0; length < place.path().size(); length++) {
            Place before = new Place(place.base(), place.path().subList(0, length));
            switch (place.path().get(length)) {
                case Projection.Deref _ -> memory = memory.isPresent() ? target(memory.get(), before)
                        : before.isVariable() ? variable(before.base(), function) : unheld(before, function);
                case Projection.Field(var name) -> memory = memory.map(found -> found.field(name));
                case Projection.Index _ -> {}
            }
        }
        return memory.filter(found -> found.region() != Region.LOCAL);
    }

    /// What a pointer in memory leads to. The bytes of an area are no pointer: they are what is meant.
    private Optional<Memory> target(Memory memory, Place pointer) {
        if (memory.region() == Region.COMMAND && memory.path().equals(List.of("sqe"))) {
            return Optional.of(Memory.of(Region.SQE));
        }
        if (memory.region() == Region.COMMAND && memory.path().equals(List.of("cmd"))) {
            return Optional.of(Memory.of(Region.PAYLOAD));
        }
        boolean isBytes = memory.path().isEmpty() && !memory.isCast()
                && (memory.region() == Region.AREA || memory.region() == Region.PAYLOAD);
        return isBytes ? Optional.of(memory) : byType(program.index().typeOf(pointer));
    }

    /// Where a pointer leads that is stored somewhere.
    private Optional<Memory> stored(Place place, Function function) {
        Optional<Memory> memory = at(place, function);
        if (memory.isPresent()) {
            return target(memory.get(), place).filter(found -> !found.equals(memory.get()));
        }
        return unheld(place, function);
    }

    /// The same where no pointer is known to lead to the place itself.
    private Optional<Memory> unheld(Place place, Function function) {
        boolean isPart = place.path().stream().allMatch(step -> step instanceof Projection.Field(var name) && name.equals("0"));
        return byType(program.index().typeOf(place)).or(() -> isPart ? variable(place.base(), function) : Optional.empty());
    }

    private Optional<Memory> byType(Type type) {
        if (program.index().isPointerTo(type, program.model().objectType())) {
            return Optional.of(Memory.of(Region.COMMAND));
        }
        return program.index().isPointerTo(type, UringApi.SQE_TYPE) ? Optional.of(Memory.of(Region.SQE)) : Optional.empty();
    }

    private Optional<Memory> variable(Variable variable, Function function) {
        Map<Variable, Optional<Memory>> all = known.computeIfAbsent(function, _ -> new HashMap<>());
        Optional<Memory> found = all.get(variable);
        if (found == null) {
            Object key = List.of(function, variable);
            if (!open.add(key)) {
                return Optional.empty();
            }
            found = defined(variable, function);
            open.remove(key);
            all.put(variable, found);
        }
        return found;
    }

    private Optional<Memory> defined(Variable variable, Function function) {
        Optional<Memory> best = Optional.empty();
        for (Flow.Definition definition : flow(function).of(variable)) {
            Optional<Memory> memory = switch (definition) {
                case Flow.Definition.Given(var value) -> of(value, function);
                case Flow.Definition.Result(var call) -> result(call, function);
            };
            if (memory.isPresent() && (best.isEmpty() || best.get().region() == Region.LOCAL)) {
                best = memory;
            }
        }
        if (best.isEmpty()) {
            return byType(variable.type());
        }
        Optional<Memory> memory = best;
        return variable.type() instanceof Type.Pointer(var target) && !target.equals(Type.UNKNOWN)
                ? memory.map(found -> seen(found, target)) : memory;
    }

    /// Where the result of a call leads.
    public Optional<Memory> result(Instruction.Call call, Function function) {
        if (!(call.callee() instanceof Expr.Symbol(var name))) {
            return Optional.empty();
        }
        Optional<Function> callee = program.index().resolve(name, function.file());
        if (callee.isPresent()) {
            return returned(callee.get());
        }
        List<Expr> arguments = call.arguments();
        for (Effect effect : program.model().find(name, arguments.size()).map(Effect.Api::effects).orElse(List.of())) {
            Optional<Memory> memory = switch (effect) {
                case Effect.Same(var argument) -> argument(arguments, argument, function);
                case Effect.Wrap(_, var argument) -> argument(arguments, argument, function);
                case Effect.FieldAddress(var argument, var field) -> argument(arguments, argument, function)
                        .map(found -> found.field(field));
                case Effect.Load(var argument, var field) -> argument(arguments, argument, function).flatMap(found -> loaded(found, field));
                case Effect.Look(var argument, var field, _) when call.result().base().type() instanceof Type.Pointer ->
                    argument(arguments, argument, function).map(found -> found.field(field).asSlice());
                case Effect.OnObject _, Effect.OnCarrier _, Effect.OnMemory _, Effect.OnWord _, Effect.OnContainer _,
                        Effect.OnLock _, Effect.OfResult _, Effect.OfContext _, Effect.When _ -> Optional.<Memory>empty();
            };
            if (memory.isPresent()) {
                return memory;
            }
        }
        String method = Spelled.method(name);
        boolean isSlice = RustFunctions.SLICES.contains(name) || RustFunctions.RAW_SLICES.contains(name);
        if (!arguments.isEmpty() && (isSlice || RustFunctions.CONVERSIONS.contains(method))) {
            Optional<Memory> memory = of(arguments.getFirst(), function).filter(found -> found.region() != Region.LOCAL);
            return memory.isPresent() ? memory.map(found -> isSlice ? found.asSlice() : found) : bytes(arguments.getFirst(), function);
        }
        return Optional.empty();
    }

    /// Whether a call that the program does not define gives its first argument back, as the same pointer.
    static boolean isConversion(Instruction.Call call, AnalyzedProgram program) {
        if (!(call.callee() instanceof Expr.Symbol(var name)) || call.arguments().isEmpty()) {
            return false;
        }
        boolean isSame = program.model().find(name, call.arguments().size()).map(Effect.Api::effects).orElse(List.of()).stream()
                .anyMatch(effect -> effect instanceof Effect.Same(var argument) && argument == 0
                        || effect instanceof Effect.Wrap(_, var wrapped) && wrapped == 0);
        return isSame || RustFunctions.CONVERSIONS.contains(Spelled.method(name));
    }

    /// A payload of which a method asks for its bytes: the call before gave a slice.
    private Optional<Memory> bytes(Expr receiver, Function function) {
        if (!(receiver instanceof Expr.AddressOf(var place)) || !place.isVariable()) {
            return Optional.empty();
        }
        for (Flow.Definition definition : flow(function).of(place.base())) {
            if (definition instanceof Flow.Definition.Result(Instruction.Call(_, Expr.Symbol(var name), var arguments, _))) {
                for (Effect effect : program.model().find(name, arguments.size()).map(Effect.Api::effects).orElse(List.of())) {
                    if (effect instanceof Effect.Look(var argument, var field, _)) {
                        return argument(arguments, argument, function).map(found -> found.field(field).asSlice());
                    }
                }
            }
        }
        return Optional.empty();
    }

    private Optional<Memory> argument(List<Expr> arguments, int argument, Function function) {
        return argument < arguments.size() ? of(arguments.get(argument), function) : Optional.empty();
    }

    private Optional<Memory> loaded(Memory memory, String field) {
        return memory.region() == Region.COMMAND && field.equals("sqe") ? Optional.of(Memory.of(Region.SQE)) : Optional.empty();
    }

    private Optional<Memory> returned(Function callee) {
        if (!open.add(callee)) {
            return Optional.empty();
        }
        Optional<Memory> found = flow(callee).results().stream().flatMap(value -> of(value, callee).stream())
                .filter(memory -> memory.region() != Region.LOCAL).findFirst();
        open.remove(callee);
        return found.map(memory -> callee.result() instanceof Type.Pointer(var target) ? seen(memory, target) : memory)
                .or(() -> byType(callee.result()));
    }

    /// Memory to which a pointer of another type is made.
    private Memory seen(Memory memory, Type target) {
        Type type = program.index().resolve(target);
        while (type instanceof Type.Array(var element, _)) {
            type = program.index().resolve(element);
        }
        boolean isBytes = type instanceof Type.Named(var name) && CTypes.BYTES.contains(name);
        boolean isWhole = type instanceof Type.Tagged(_, var tag)
                && (memory.region() == Region.COMMAND && tag.equals(program.model().objectType())
                        || memory.region() == Region.SQE && tag.equals(UringApi.SQE_TYPE));
        boolean isOpen = type.equals(Type.UNKNOWN) && (memory.region() == Region.COMMAND || memory.region() == Region.SQE);
        return isOpen ? memory : isBytes || isWhole ? memory.asBytes() : memory.as(target);
    }
}
