// SPDX-License-Identifier: Apache-2.0

package uringlint.layout;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import uringlint.callgraph.IrWalk;
import uringlint.callgraph.ProgramIndex;
import uringlint.ir.BasicBlock;
import uringlint.ir.Expr;
import uringlint.ir.Function;
import uringlint.ir.Instruction;
import uringlint.ir.Place;
import uringlint.ir.Projection;
import uringlint.ir.Terminator;
import uringlint.ir.Type;
import uringlint.ir.Variable;
import uringlint.layout.Overlay.How;
import uringlint.source.Span;

/// Finds where one function sees a region of an object as a type of its own.
public final class Overlays {
    private static final Set<String> BYTES = Set.of("void", "char", "u8", "__u8", "unsigned char", "uint8_t");
    private static final Set<String> COPIES = Set.of("memcpy", "memmove", "__memcpy", "memcpy_and_pad");
    private static final Expr NO_SIZE = new Expr.Unit();

    private final Function function;
    private final ProgramIndex index;
    private final ObjectMemory memory;
    /// The region that a variable points to which says nothing about a type.
    private final Map<Variable, Source> pointers = new HashMap<>();
    private final List<Overlay> found = new ArrayList<>();

    /// A region and the accessor that led there.
    private record Source(String region, String accessor) {}

    private Overlays(Function function, ProgramIndex index, ObjectMemory memory) {
        this.function = function;
        this.index = index;
        this.memory = memory;
    }

    /// The overlays of a function, in its order.
    public static List<Overlay> of(Function function, ProgramIndex index, ObjectMemory memory) {
        var search = new Overlays(function, index, memory);
        for (BasicBlock block : function.blocks()) {
            block.instructions().forEach(search::instruction);
            search.terminator(block.terminator());
        }
        return List.copyOf(search.found);
    }

    private void instruction(Instruction instruction) {
        switch (instruction) {
            case Instruction.Assign(var target, var value, var span) -> {
                casts(value, span);
                flow(value, target, span);
            }
            case Instruction.Call(var result, var callee, var arguments, var span) -> {
                arguments.forEach(argument -> casts(argument, span));
                if (callee instanceof Expr.Symbol(var name)) {
                    call(name, result, arguments, span);
                }
            }
            case Instruction.Drop _, Instruction.Opaque _ -> {}
        }
    }

    private void terminator(Terminator terminator) {
        switch (terminator) {
            case Terminator.Return(var value, var span) -> {
                casts(value, span);
                source(value).ifPresent(source -> convert(source, function.result(), span));
            }
            case Terminator.Branch(var condition, _, _, var span) -> casts(condition, span);
            case Terminator.Jump _, Terminator.Unreachable _ -> {}
        }
    }

    private void call(String name, Place result, List<Expr> arguments, Span span) {
        if (memory.accessors().containsKey(name) && !arguments.isEmpty()) {
            accessor(new Source(memory.accessors().get(name), name), result, arguments, span);
        } else if (COPIES.contains(name) && arguments.size() >= 3) {
            copy(arguments.get(0), arguments.get(1), arguments.get(2), span);
            copy(arguments.get(1), arguments.get(0), arguments.get(2), span);
        } else {
            index.resolve(name, function.file()).ifPresent(callee -> {
                for (int at = 0; at < Math.min(arguments.size(), callee.parameters().size()); at++) {
                    Type type = callee.parameters().get(at).type();
                    source(arguments.get(at)).ifPresent(source -> convert(source, type, span));
                }
            });
        }
    }

    private void accessor(Source source, Place result, List<Expr> arguments, Span span) {
        if (arguments.size() > 1) {
            // The type is the last argument: in C by the macro's parameters, elsewhere because type arguments come after all others.
            if (arguments.getLast() instanceof Expr.Symbol(var text)) {
                Spelling.type(text)
                        .ifPresent(type -> found.add(new Overlay(
                                source.region(),
                                type,
                                How.TYPED_ACCESSOR,
                                NO_SIZE,
                                source.accessor(),
                                function,
                                span)));
            }
            return;
        }
        if (result.isVariable()) {
            Type type = result.base().type();
            if (isTyped(type)) {
                found.add(new Overlay(source.region(), target(type), How.CONVERSION, NO_SIZE, source.accessor(), function, span));
            } else {
                pointers.put(result.base(), source);
            }
        }
    }

    /// A variable that is copied to or from a region.
    private void copy(Expr region, Expr other, Expr size, Span span) {
        source(region).ifPresent(source -> {
            Type type = switch (other) {
                case Expr.AddressOf(var place) -> index.typeOf(place);
                case Expr.Read(var place) -> target(index.typeOf(place));
                case Expr.Literal _,
                        Expr.Text _,
                        Expr.Symbol _,
                        Expr.Unit _,
                        Expr.Apply _,
                        Expr.Cast _,
                        Expr.Aggregate _,
                        Expr.Variant _,
                        Expr.Is _ -> Type.UNKNOWN;
            };
            found.add(new Overlay(source.region(), type, How.COPY, size, source.accessor(), function, span));
        });
    }

    private void flow(Expr value, Place target, Span span) {
        Optional<Source> source = source(value);
        if (target.isVariable()) {
            pointers.remove(target.base());
        }
        source.ifPresent(from -> {
            Type type = index.typeOf(target);
            convert(from, type, span);
            if (target.isVariable() && !isTyped(type)) {
                pointers.put(target.base(), from);
            }
        });
    }

    /// A region's address becomes a pointer to a type.
    private void convert(Source source, Type type, Span span) {
        if (isTyped(type)) {
            found.add(new Overlay(source.region(), target(type), How.CONVERSION, NO_SIZE, source.accessor(), function, span));
        }
    }

    private void casts(Expr expression, Span span) {
        IrWalk.parts(expression, part -> {
            if (part instanceof Expr.Cast(var type, var inner) && isTyped(type)) {
                source(inner).ifPresent(source -> found.add(
                        new Overlay(source.region(), target(type), How.CAST, NO_SIZE, source.accessor(), function, span)));
            }
        });
    }

    /// The region that a value is the address of.
    private Optional<Source> source(Expr value) {
        return switch (value) {
            case Expr.Cast(var type, var inner) -> isTyped(type) ? Optional.empty() : source(inner);
            case Expr.AddressOf(var place) -> region(place);
            case Expr.Read(var place) ->
                place.isVariable() ? Optional.ofNullable(pointers.get(place.base())) : region(place);
            case Expr.Literal _,
                    Expr.Text _,
                    Expr.Symbol _,
                    Expr.Unit _,
                    Expr.Apply _,
                    Expr.Aggregate _,
                    Expr.Variant _,
                    Expr.Is _ -> Optional.empty();
        };
    }

    /// The region that starts at a place.
    private Optional<Source> region(Place place) {
        Type type = place.base().type();
        Optional<Source> region = Optional.empty();
        for (Projection step : place.path()) {
            Type owner = index.resolve(type);
            switch (step) {
                case Projection.Field(var name) -> {
                    if (region.isPresent()) {
                        return Optional.empty();
                    }
                    region = memory.region(owner, name).map(found -> new Source(found, ""));
                    type = memory.pointer(owner, name).orElseGet(() -> index.member(owner, name));
                }
                case Projection.Deref _ -> type = target(owner);
                case Projection.Index(var number) -> {
                    if (region.isPresent() && !(number instanceof Expr.Literal(var value, _) && value == 0)) {
                        return Optional.empty();
                    }
                    type = target(owner);
                }
            }
        }
        return region;
    }

    /// Whether a pointer says what it points to.
    private boolean isTyped(Type type) {
        return index.resolve(type) instanceof Type.Pointer(var target)
                && !target.equals(Type.UNKNOWN)
                && !(target instanceof Type.Named(var name) && BYTES.contains(name))
                && !(target instanceof Type.Array(Type.Named(var element), _) && BYTES.contains(element));
    }

    private Type target(Type type) {
        return switch (index.resolve(type)) {
            case Type.Pointer(var target) -> target;
            case Type.Array(var element, _) -> element;
            case Type.Named _, Type.Tagged _, Type.Callable _, Type.Unknown _ -> Type.UNKNOWN;
        };
    }
}
