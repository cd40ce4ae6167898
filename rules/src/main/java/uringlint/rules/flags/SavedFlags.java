// SPDX-License-Identifier: Apache-2.0

package uringlint.rules.flags;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import uringlint.callgraph.IrWalk;
import uringlint.diagnostic.TraceStep;
import uringlint.ir.Expr;
import uringlint.ir.Function;
import uringlint.ir.Instruction;
import uringlint.ir.Place;
import uringlint.ir.Projection;
import uringlint.ir.Variable;
import uringlint.rule.AnalyzedProgram;
import uringlint.source.Location;
import uringlint.source.Span;
import uringlint.typestate.observe.Observation;
import uringlint.typestate.protocol.Effect;
import uringlint.typestate.value.MemoryLocation;
import uringlint.typestate.value.Symbol;
import uringlint.typestate.value.Value;

/// Finds where flags that come out of memory were put there.
final class SavedFlags {
    private static final int COPIES = 4;

    private final AnalyzedProgram program;

    SavedFlags(AnalyzedProgram program) {
        this.program = program;
    }

    /// Where the flags of a call were saved that are read from memory; nothing where they are only ever set to constants.
    Optional<TraceStep> origin(Observation seen) {
        return Flags.word(seen) instanceof Observation.Word.Given(var value, _) ? location(value).flatMap(this::saving) : Optional.empty();
    }

    private static Optional<MemoryLocation> location(Value value) {
        return switch (value) {
            case Value.Unknown(var symbol) ->
                symbol.origin() instanceof Symbol.Origin.Initial(var location) ? Optional.of(location) : Optional.empty();
            case Value.Term(_, var operands) -> operands.stream().flatMap(operand -> location(operand).stream()).findFirst();
            case Value.Int _, Value.Named _, Value.Address _, Value.Code _, Value.Opaque _ -> Optional.empty();
        };
    }

    private static String nameOf(MemoryLocation location) {
        return location.lastField().isEmpty() && location.region() instanceof MemoryLocation.Region.Global(var name)
                ? name
                : location.lastField();
    }

    /// Where a parameter is stored in a field or variable of the name that a location has.
    private Optional<TraceStep> saving(MemoryLocation location) {
        String field = nameOf(location);
        if (field.isEmpty()) {
            return Optional.empty();
        }
        List<String> numbers = numbers(location);
        for (Function function : program.index().functions()) {
            for (CallPath.Stored one : numbers.isEmpty() ? stored(function, field) : storedAt(function, numbers)) {
                if (isParameter(one.value(), function, numbers.isEmpty() ? 0 : COPIES)) {
                    return Optional.of(new TraceStep(
                            new Location(function.file(), one.span()), "the flags of `%s` are saved".formatted(function.name())));
                }
            }
        }
        return Optional.empty();
    }

    /// The last steps into a location, as far as they are members without names: those tell nothing but where something lies in a value.
    private static List<String> numbers(MemoryLocation location) {
        var numbers = new ArrayList<String>();
        for (MemoryLocation.Step step : location.path().reversed()) {
            if (!(step instanceof MemoryLocation.Step.Field(var name)) || !Character.isDigit(name.charAt(0))) {
                break;
            }
            numbers.addFirst(name);
        }
        return numbers;
    }

    private List<CallPath.Stored> stored(Function function, String field) {
        var stored = new ArrayList<>(CallPath.stored(function, field));
        IrWalk.instructions(function, instruction -> {
            switch (instruction) {
                case Instruction.Assign(var target, var value, var span) -> {
                    if (target.isVariable() && target.base().name().equals(field) && target.base().kind() == Variable.Kind.GLOBAL) {
                        stored.add(new CallPath.Stored(span, value));
                    }
                }
                case Instruction.Call(_, Expr.Symbol(var name), var arguments, var span) ->
                    put(name, arguments, field).ifPresent(value -> stored.add(new CallPath.Stored(span, value)));
                case Instruction.Call _, Instruction.Drop _, Instruction.Opaque _ -> {}
            }
        });
        return stored;
    }

    /// What a function of the API puts into a field whose address it is given.
    private Optional<Expr> put(String name, List<Expr> arguments, String field) {
        return program.model().find(name, arguments.size()).stream().flatMap(api -> api.effects().stream())
                .filter(effect -> effect instanceof Effect.Put(var pointer, var value)
                        && Math.max(pointer, value) < arguments.size()
                        && arguments.get(pointer) instanceof Expr.AddressOf(var place)
                        && IrWalk.fieldOf(place.path()).equals(field))
                .map(effect -> arguments.get(((Effect.Put) effect).value()))
                .findFirst();
    }

    /// What a function stores in memory of others, in a value of which it is this part.
    private static List<CallPath.Stored> storedAt(Function function, List<String> numbers) {
        var found = new ArrayList<CallPath.Stored>();
        IrWalk.instructions(function, instruction -> {
            if (instruction instanceof Instruction.Assign(var target, var value, var span) && isElsewhere(target)) {
                parts(value, List.of(), numbers, span, found);
            }
        });
        return found;
    }

    private static void parts(Expr value, List<String> path, List<String> numbers, Span span, List<CallPath.Stored> found) {
        switch (value) {
            case Expr.Variant(_, var parts) -> {
                for (Expr.Part part : parts) {
                    var longer = new ArrayList<>(path);
                    longer.add(part.name());
                    parts(part.value(), longer, numbers, span, found);
                }
            }
            case Expr.Cast(_, var inner) -> parts(inner, path, numbers, span, found);
            case Expr.Read _, Expr.Apply _ -> {
                boolean isThere = !path.isEmpty() && path.size() <= numbers.size() && numbers.subList(0, path.size()).equals(path);
                if (isThere) {
                    found.add(new CallPath.Stored(span, value));
                }
            }
            case Expr.Literal _, Expr.Text _, Expr.Symbol _, Expr.Unit _, Expr.AddressOf _, Expr.Aggregate _, Expr.Is _ -> {}
        }
    }

    private static boolean isElsewhere(Place target) {
        return target.base().kind() == Variable.Kind.GLOBAL || target.path().stream().anyMatch(Projection.Deref.class::isInstance);
    }

    /// Whether a value is what a function was given, or a part of a structure that it was given by value.
    private static boolean isParameter(Expr value, Function function, int copies) {
        return switch (value) {
            case Expr.Read(var place) -> place.path().stream().allMatch(Projection.Field.class::isInstance)
                    && (place.base().kind() == Variable.Kind.PARAMETER && isFlags(place.base())
                            || copies > 0 && place.isVariable() && isCopy(place, function, copies));
            case Expr.Cast(_, var inner) -> isParameter(inner, function, copies);
            case Expr.Apply(_, var operands) -> operands.stream().anyMatch(operand -> isParameter(operand, function, copies));
            case Expr.Literal _, Expr.Text _, Expr.Symbol _, Expr.Unit _, Expr.AddressOf _, Expr.Aggregate _, Expr.Variant _, Expr.Is _ ->
                    false;
        };
    }

    private static boolean isFlags(Variable parameter) {
        return !(parameter.type() instanceof uringlint.ir.Type.Pointer);
    }

    private static boolean isCopy(Place variable, Function function, int copies) {
        boolean[] found = new boolean[1];
        IrWalk.instructions(function, instruction -> {
            if (instruction instanceof Instruction.Assign(var target, var value, _)
                    && target.equals(variable)
                    && !value.equals(new Expr.Read(variable))) {
                found[0] |= isParameter(value, function, copies - 1);
            }
        });
        return found[0];
    }
}
